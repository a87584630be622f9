import { useLayoutEffect, useState } from 'preact/hooks';

/** Addresses hold ids only: a name in the address bar would end in the phone's history. */
export type Route =
  | { page: 'azi' | 'oameni' | 'adauga' | 'sarcini' | 'mai-mult' | 'trimiteri' | 'cont' }
  | { page: 'casa'; group: string }
  | { page: 'formulare'; group: string; person: string | null }
  | { page: 'om'; group: string; person: string }
  | { page: 'formular'; draft: string }
  | { page: 'inregistrare'; group: string; record: string }
  | { page: 'salvat'; group: string; record: string };

const PLAIN = ['azi', 'oameni', 'adauga', 'sarcini', 'mai-mult', 'trimiteri', 'cont'] as const;

/** Pages with ids, by how many they need; the rest of an address is ignored. */
const WITH_IDS: Record<string, (first: string, second: string) => Route | null> = {
  casa: (group) => ({ page: 'casa', group }),
  formulare: (group, person) => ({ page: 'formulare', group, person: person || null }),
  formular: (draft) => ({ page: 'formular', draft }),
  om: (group, person) => (person ? { page: 'om', group, person } : null),
  inregistrare: (group, record) => (record ? { page: 'inregistrare', group, record } : null),
  salvat: (group, record) => (record ? { page: 'salvat', group, record } : null),
};

export function parseRoute(hash: string): Route {
  const [page = '', first = '', second = ''] = hash.replace(/^#\/?/, '').split('/');
  const plain = PLAIN.find((one) => one === page);
  const found = plain ? { page: plain } : first ? WITH_IDS[page]?.(first, second) : null;
  return found ?? { page: 'azi' };
}

export function hrefOf(route: Route): string {
  const { page, ...ids } = route;
  const parts = Object.values(ids).filter((id) => id !== null);
  return `#/${[page, ...parts].join('/')}`;
}

export function go(route: Route): void {
  location.hash = hrefOf(route);
}

/** Leaves no way back to a form that has been saved. */
export function replaceWith(route: Route): void {
  history.replaceState(null, '', hrefOf(route));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useLayoutEffect(() => {
    const follow = () => {
      setRoute(parseRoute(location.hash));
      scrollTo(0, 0);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}
