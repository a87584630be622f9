/**
 * A note outside the database. When the browser has thrown the database away, the note is what lets
 * the phone say so, and how many entries went with it, instead of greeting the worker as a newcomer.
 */
export interface Marker {
  device: string;
  unsent: number;
  seen_at: string;
  /** The worker has read that the data is gone; the server is still told at the next enrolment. */
  read?: boolean;
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
 * The server has accepted this device's entries up to `expected - 1`. Of those since, the phone knows
 * each: it waits, or has a receipt. A number nobody knows is an entry that the phone no longer has.
 */
export function lostEntries(known: Iterable<number>, nextSeq: number, expected: number): number {
  const seqs = new Set([...known].filter((seq) => seq >= expected && seq < nextSeq));
  return Math.max(0, nextSeq - expected - seqs.size);
}
