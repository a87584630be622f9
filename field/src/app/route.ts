import { useEffect, useState } from 'preact/hooks';

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
type Plain = (typeof PLAIN)[number];

export function parseRoute(hash: string): Route {
  const [page = '', first = '', second = ''] = hash.replace(/^#\/?/, '').split('/');
  if (page === 'casa' && first) return { page, group: first };
  if (page === 'formulare' && first) return { page, group: first, person: second || null };
  if (page === 'om' && first && second) return { page, group: first, person: second };
  if (page === 'formular' && first) return { page, draft: first };
  if (page === 'inregistrare' && second) return { page, group: first, record: second };
  if (page === 'salvat' && second) return { page, group: first, record: second };
  const plain = PLAIN.find((one) => one === page);
  return { page: plain ?? ('azi' satisfies Plain) };
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
  useEffect(() => {
    const follow = () => {
      setRoute(parseRoute(location.hash));
      scrollTo(0, 0);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}
