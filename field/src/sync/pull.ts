import type { Directory } from '../store/blocks';
import { countEntries, ENTRY_LIMIT } from '../store/budget';
import { applyPage, forgetPlaces } from '../store/bundles';
import { readMeta, writeMeta } from '../store/database';
import { markSeen } from '../store/receipts';
import { DEFAULT_SETTINGS } from '../store/schema';
import type { OpenStore } from '../store/vault';
import type { Grant, PlaceEpochs, PullAnswer } from './protocol';
import type { Wire } from './wire';

const PAGE = 250;

/** The register in memory, replaced after each page. */
export interface LocalCopy {
  directory: Directory;
}

export interface PullProgress {
  households: number;
  persons: number;
}

export interface Pulled extends PullProgress {
  /** False when the phone's budget stopped the pull: the copy is then not the whole commune. */
  complete: boolean;
}

/**
 * Takes the feed page by page until there is no more. Once it is complete, the phone's own copies
 * of accepted entries go: the bundles hold them.
 */
export async function pull(
  store: OpenStore,
  wire: Wire,
  copy: LocalCopy,
  grants: Grant[],
  onPage: (progress: PullProgress) => void,
): Promise<Pulled> {
  const startedAt = new Date().toISOString();
  const progress: Pulled = { households: 0, persons: 0, complete: true };
  const stale = await changed(store, grants);
  if (stale.length > 0) copy.directory = await forgetPlaces(store, copy.directory, stale);
  const isFull = await fullness(store);
  let more = true;
  while (more) {
    if (await isFull(progress)) return { ...progress, complete: false };
    const cursor = (await readMeta(store.db, 'cursor')) ?? {};
    const epochs = await epochsToSend(store, grants);
    const page = await wire.post<PullAnswer>('pull', { cursor, epochs, limit: PAGE });
    const whole = { ...page, cursor: { ...cursor, ...page.cursor } };
    copy.directory = await applyPage(store, copy.directory, whole, epochs);
    progress.households += page.bundles.length;
    progress.persons += page.bundles.reduce((sum, bundle) => sum + bundle.persons.length, 0);
    onPage(progress);
    more = page.more;
  }
  await markSeen(store, startedAt);
  await writeMeta(
    store.db,
    'loaded',
    grants.map((grant) => grant.place),
  );
  await writeMeta(store.db, 'pulled_at', new Date().toISOString());
  return progress;
}

/** Places held under other rights than today's. */
async function changed(store: OpenStore, grants: Grant[]): Promise<number[]> {
  const held = (await readMeta(store.db, 'epochs')) ?? {};
  return grants
    .filter(({ place, epoch }) => (held[place] ?? epoch) !== epoch)
    .map((grant) => grant.place);
}

/** The epoch under which the phone holds each place; for a place it does not hold yet, today's. */
async function epochsToSend(store: OpenStore, grants: Grant[]): Promise<PlaceEpochs> {
  const today = Object.fromEntries(grants.map((grant) => [String(grant.place), grant.epoch]));
  return { ...today, ...(await readMeta(store.db, 'epochs')) };
}

/**
 * Tells whether the phone's budget is used up. Counting reads every bundle, so what came since the
 * last count is added to it, and only where that reaches the limit is everything counted again.
 */
async function fullness(store: OpenStore): Promise<(progress: PullProgress) => Promise<boolean>> {
  const settings = (await readMeta(store.db, 'settings')) ?? DEFAULT_SETTINGS;
  let counted = settings.over_budget ? 0 : await countEntries(store.db);
  let before = 0;
  return async ({ households, persons }) => {
    if (settings.over_budget) return false;
    if (counted + households + persons - before < ENTRY_LIMIT) return false;
    counted = await countEntries(store.db);
    before = households + persons;
    return counted >= ENTRY_LIMIT;
  };
}
