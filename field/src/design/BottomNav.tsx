import { Icon, type IconName } from '../icons/Icon';

export interface NavPlace {
  href: string;
  title: string;
  icon: IconName;
  current: boolean;
  /** What waits there. */
  waiting?: number;
  /** The middle one: what begins something new. */
  main?: boolean;
}

/** Five places, under the thumb. */
export function BottomNav({ places }: { places: NavPlace[] }) {
  return (
    <nav class="nav" aria-label="Locuri">
      <ul class="nav-list">
        {places.map((place) => (
          <li key={place.href}>
            <a
              class={place.main ? 'nav-link nav-add' : 'nav-link'}
              href={place.href}
              aria-current={place.current ? 'page' : undefined}
            >
              <Icon name={place.icon} />
              {place.title}
              {place.waiting ? (
                <span class="count">
                  {place.waiting}
                  <span class="unseen"> în așteptare</span>
                </span>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
