/** The order of the screens: what comes before and after, and how far one has come, in words. */
import type { Flow } from './flow';
import { type Screen, SUMMARY, screensOf } from './screens';

export interface Route {
  previous: string | null;
  next: string;
  /** "4 din 9"; the summary is the last of them. */
  progress: string;
}

export function routeAt(flow: Flow, at: string, screen: Screen | undefined): Route {
  const keys = [...screensOf(flow).map(({ key }) => key), SUMMARY];
  const listKey = screen?.kind === 'row' ? (at.split('[')[0] ?? at) : at;
  const position = Math.max(0, keys.indexOf(listKey));
  return {
    previous: screen?.kind === 'row' ? listKey : (keys[position - 1] ?? null),
    next: screen?.kind === 'row' ? listKey : (keys[position + 1] ?? SUMMARY),
    progress: `${position + 1} din ${keys.length}`,
  };
}
