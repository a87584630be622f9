import { seal, unlessBroken, unseal } from '../crypto/seal';
import type { Bundle } from '../sync/bundle';
import type { PlaceEpochs, PullAnswer } from '../sync/protocol';
import { type Directory, planChange } from './blocks';
import { readMeta, strictly } from './database';
import { entryOf } from './directory';
import type { DroppedPlace, ReceiptRow } from './schema';
import type { OpenStore } from './vault';

/**
 * Applies one page of the feed. Bundles, register and cursor change in one transaction: killed in
 * the middle, the phone asks for the same page again. Returns the register as it now is.
 */
export async function applyPage(
  store: OpenStore,
  directory: Directory,
  page: PullAnswer,
  epochs: PlaceEpochs,
): Promise<Directory> {
  const dropped = groupsOf(directory, page.drop);
  const [shown, empty] = split(page.bundles);
  const gone = [...page.gone, ...dropped, ...empty];
  const rows = await Promise.all(shown.map((bundle) => sealBundle(store, bundle)));
  const change = await planChange(store, directory, shown.map(entryOf), gone);
  const notices = await droppedNotices(store, page.drop);
  const released = await releasedReceipts(store, page.bundles);
  await strictly(store.db, ['bundles', 'directory', 'meta', 'receipts'], (tx) => {
    const bundles = tx.objectStore('bundles');
    for (const group of gone) bundles.delete(group);
    for (const row of rows) bundles.put(row);
    for (const row of change.put) tx.objectStore('directory').put(row);
    for (const id of change.removed) tx.objectStore('directory').delete(id);
    for (const receipt of released) tx.objectStore('receipts').put(receipt);
    const meta = tx.objectStore('meta');
    meta.put(without(page.cursor, page.drop), 'cursor');
    meta.put(without(epochs, page.drop), 'epochs');
    if (page.drop.length > 0) meta.put(notices, 'dropped');
  });
  return change.next;
}

/** A household registered by mistake and voided comes as a bundle with nothing in it. */
function split(bundles: Bundle[]): [shown: Bundle[], empty: string[]] {
  const isEmpty = (one: Bundle) =>
    one.kind === 'household' && !one.household && one.persons.length === 0;
  return [bundles.filter((one) => !isEmpty(one)), bundles.filter(isEmpty).map((one) => one.group)];
}

/**
 * The rights in these places have changed: what was loaded under the old ones goes, and the next
 * pull brings what the new ones allow. Drafts stay, the worker may still write there.
 */
export async function forgetPlaces(
  store: OpenStore,
  directory: Directory,
  places: number[],
): Promise<Directory> {
  const change = await planChange(store, directory, [], groupsOf(directory, places));
  const [gone, blocks] = await Promise.all([
    keysAt(store, 'bundles', places),
    keysAt(store, 'directory', places),
  ]);
  const cursor = without((await readMeta(store.db, 'cursor')) ?? {}, places);
  const epochs = without((await readMeta(store.db, 'epochs')) ?? {}, places);
  await strictly(store.db, ['bundles', 'directory', 'meta'], (tx) => {
    for (const group of gone) tx.objectStore('bundles').delete(group);
    for (const id of blocks) tx.objectStore('directory').delete(id);
    tx.objectStore('meta').put(cursor, 'cursor');
    tx.objectStore('meta').put(epochs, 'epochs');
  });
  return change.next;
}

async function keysAt(store: OpenStore, name: 'bundles' | 'directory', places: number[]) {
  const found = await Promise.all(
    places.map((place) => store.db.getAllKeysFromIndex(name, 'place', place)),
  );
  return found.flat();
}

/** Entries held back earlier that a coordinator has let through since: the feed shows them now. */
async function releasedReceipts(store: OpenStore, bundles: Bundle[]): Promise<ReceiptRow[]> {
  const shown = new Set(bundles.flatMap((bundle) => bundle.records.map((record) => record.id)));
  const receipts = await store.db.getAll('receipts');
  return receipts
    .filter((row) => row.status === 'quarantined' && shown.has(row.id))
    .map((row) => ({ ...row, status: 'accepted', seen: true, box: null }));
}

async function sealBundle(store: OpenStore, bundle: Bundle) {
  const box = await seal(store.key, bundleName(bundle.group), bundle);
  const { group, place, seq } = bundle;
  return { group, place, seq, entries: 1 + bundle.persons.length, box };
}

export async function readBundle(store: OpenStore, group: string): Promise<Bundle | null> {
  const row = await store.db.get('bundles', group);
  return row ? unlessBroken(unseal<Bundle>(store.key, bundleName(group), row.box)) : null;
}

function bundleName(group: string): string {
  return `bundle/${group}`;
}

function groupsOf(directory: Directory, places: number[]): string[] {
  if (places.length === 0) return [];
  const gone = new Set(places);
  return [...directory.entries.values()]
    .filter((entry) => gone.has(entry.place))
    .map((entry) => entry.group);
}

function without<T>(numbers: Record<string, T>, places: number[]): Record<string, T> {
  const gone = new Set(places.map(String));
  return Object.fromEntries(Object.entries(numbers).filter(([place]) => !gone.has(place)));
}

/** Drafts of a place taken away stay sealed and out of sight until the worker has read the notice. */
async function droppedNotices(store: OpenStore, places: number[]): Promise<DroppedPlace[]> {
  const notices = (await readMeta(store.db, 'dropped')) ?? [];
  if (places.length === 0) return notices;
  const names = (await readMeta(store.db, 'place_names')) ?? {};
  const drafts = await store.db.getAll('drafts');
  const fresh = places.map((place) => ({
    place,
    name: names[place] ?? String(place),
    drafts: drafts.filter((draft) => draft.place === place).length,
  }));
  return [...notices.filter((notice) => !places.includes(notice.place)), ...fresh];
}

/** The worker has read that a place was taken away: its drafts go now. The outbox is never touched. */
export async function confirmDropped(store: OpenStore): Promise<void> {
  const dropped = new Set(((await readMeta(store.db, 'dropped')) ?? []).map((one) => one.place));
  const drafts = await store.db.getAll('drafts');
  await strictly(store.db, ['drafts', 'meta'], (tx) => {
    for (const draft of drafts) {
      if (dropped.has(draft.place)) tx.objectStore('drafts').delete(draft.id);
    }
    tx.objectStore('meta').delete('dropped');
  });
}
