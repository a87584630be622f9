import type { Packs } from '../form/types';
import { readMeta, strictly } from '../store/database';
import type { Database } from '../store/schema';
import type { Grant } from './protocol';
import type { Wire } from './wire';

/** A village or street list of one commune, for the address questions. */
export interface PlaceSlice {
  localities: { siruta: number; name: string }[];
}

/** Fetches the forms when the server's differ from ours. They name nobody, so they lie in clear. */
export async function fetchForms(
  db: Database,
  wire: Wire,
  offered: string | null,
): Promise<boolean> {
  const known = await readMeta(db, 'forms_etag');
  if (known !== undefined && known === offered) return false;
  const fresh = await wire.getUnlessSame('forms', known ?? null);
  if (!fresh) return false;
  await strictly(db, ['forms', 'meta'], (tx) => {
    tx.objectStore('forms').put({ key: 'packs', packs: fresh.body });
    tx.objectStore('meta').put(offered ?? fresh.etag, 'forms_etag');
  });
  return true;
}

export async function readPacks(db: Database): Promise<Packs | null> {
  return ((await db.get('forms', 'packs'))?.packs as Packs | undefined) ?? null;
}

export async function fetchPlaces(db: Database, wire: Wire, grants: Grant[]): Promise<void> {
  const known = new Set(await db.getAllKeys('places'));
  for (const { place } of grants.filter((grant) => !known.has(grant.place))) {
    const fresh = await wire.getUnlessSame(`place/${place}`, null);
    if (!fresh) continue;
    const row = { place, slice: fresh.body };
    await strictly(db, ['places'], (tx) => tx.objectStore('places').put(row));
  }
}

export async function readPlaces(db: Database): Promise<Map<number, PlaceSlice>> {
  const rows = await db.getAll('places');
  return new Map(rows.map((row) => [row.place, row.slice as PlaceSlice]));
}
