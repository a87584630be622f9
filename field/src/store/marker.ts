/**
 * A note outside the database. When the browser has thrown the database away, the note is what lets
 * the phone say so, and how many entries went with it, instead of greeting the worker as a newcomer.
 */
export interface Marker {
  device: string;
  unsent: number;
  seen_at: string;
}

const MARKER_KEY = 'vatra.marker';

export function readMarker(storage: Storage = localStorage): Marker | null {
  const text = storage.getItem(MARKER_KEY);
  return text === null ? null : (JSON.parse(text) as Marker);
}

export function writeMarker(marker: Marker, storage: Storage = localStorage): void {
  storage.setItem(MARKER_KEY, JSON.stringify(marker));
}

export function clearMarker(storage: Storage = localStorage): void {
  storage.removeItem(MARKER_KEY);
}

/**
 * The server has seen this device up to `expected - 1`. What the phone still holds must join on
 * without a hole; a hole is entries that the phone no longer has.
 */
export function lostEntries(unsentSeqs: number[], nextSeq: number, expected: number): number {
  const first = unsentSeqs.length === 0 ? nextSeq : Math.min(...unsentSeqs);
  return Math.max(0, first - expected);
}
