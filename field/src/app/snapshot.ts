import type { Packs } from '../form/types';
import { loadDirectory } from '../store/blocks';
import { forgetPlaces, readBundle } from '../store/bundles';
import { dayOf } from '../store/context';
import { readMeta } from '../store/database';
import { type Entry, entryOf } from '../store/directory';
import { dropUntouched, listDrafts } from '../store/drafts';
import { type Pending, readPending } from '../store/outbox';
import { type GroupView, overlay } from '../store/overlay';
import type {
  Alarm,
  ClockNote,
  DraftRow,
  DroppedPlace,
  ReceiptRow,
  Settings,
} from '../store/schema';
import { DEFAULT_SETTINGS } from '../store/schema';
import { type OpenStore, readSession, type Session } from '../store/vault';
import type { Bundle } from '../sync/bundle';
import { type Facts, readFacts } from '../sync/facts';
import { raise } from '../sync/hello';
import { type PlaceSlice, readPacks, readPlaces } from '../sync/library';
import type { Counts, Grant, SyncUser } from '../sync/protocol';
import type { LocalCopy } from '../sync/pull';

/** An opened phone: the store, who is signed in, the register in memory. Gone when locked. */
export interface Desk {
  store: OpenStore;
  session: Session;
  copy: LocalCopy;
  shelf: Shelf;
}

/** What changes seldom and is large: read again only when it has changed. */
interface Shelf {
  etag: string | null;
  packs: Packs | null;
  places: Map<number, PlaceSlice>;
  factsTag: string;
  facts: Facts;
}

const EMPTY_SHELF: Shelf = {
  etag: null,
  packs: null,
  places: new Map(),
  factsTag: '',
  facts: { team: {}, institutions: {} },
};

/** All that the screens show, read at one moment. A new one is made after each save and exchange. */
export interface Snapshot {
  user: SyncUser;
  grants: Grant[];
  packs: Packs | null;
  places: Map<number, PlaceSlice>;
  facts: Facts;
  /** The register with the phone's own entries laid over it. */
  entries: Map<string, Entry>;
  pending: Pending[];
  drafts: DraftRow[];
  receipts: ReceiptRow[];
  alarms: Alarm[];
  dropped: DroppedPlace[];
  counts: Counts;
  made: number;
  loaded: number[];
  /** Entries whose sealed block is damaged: only the office may still open them. */
  broken: number;
  sentAt: string | null;
  pulledAt: string | null;
  clock: ClockNote | null;
  settings: Settings;
}

const DAY_MS = 86_400_000;

export async function openDesk(store: OpenStore): Promise<Desk> {
  const session = await readSession(store);
  await dropUntouched(store, new Date(Date.now() - DAY_MS).toISOString());
  const { directory, broken } = await loadDirectory(store);
  const shelf = { ...EMPTY_SHELF };
  if (broken.length === 0) return { store, session, copy: { directory }, shelf };
  // The register is a copy of the server's: what is damaged is dropped, said, and loaded again.
  const copy = { directory: await forgetPlaces(store, directory, broken) };
  await raise(store, { kind: 'reloaded', count: broken.length, at: new Date().toISOString() });
  return { store, session, copy, shelf };
}

export async function takeSnapshot(desk: Desk): Promise<Snapshot> {
  const { store } = desk;
  const { db } = store;
  desk.session = await readSession(store);
  const { packs, places, facts } = await lookAtShelf(desk);
  const [pending, drafts, receipts] = await Promise.all([
    readPending(store),
    listDrafts(store),
    db.getAll('receipts'),
  ]);
  const { user } = desk.session;
  const waiting = pending.filter((one) => one.state === 'waiting').length;
  const broken = (await db.count('outbox')) - waiting;
  const base = { user, packs, places, facts, pending, drafts, receipts, broken };
  const entries = packs ? await entriesWithOwn(desk, pending, packs) : desk.copy.directory.entries;
  return { ...base, entries, ...(await readNotes(db)) };
}

async function lookAtShelf({ store, shelf }: Desk): Promise<Shelf> {
  const { db } = store;
  const etag = (await readMeta(db, 'forms_etag')) ?? null;
  if (etag !== shelf.etag) Object.assign(shelf, { etag, packs: await readPacks(db) });
  if ((await db.count('places')) !== shelf.places.size) shelf.places = await readPlaces(db);
  const factsTag = JSON.stringify((await readMeta(db, 'facts_etags')) ?? {});
  if (factsTag !== shelf.factsTag)
    Object.assign(shelf, { factsTag, facts: await readFacts(store) });
  return shelf;
}

async function readNotes(db: OpenStore['db']) {
  return {
    grants: (await readMeta(db, 'grants')) ?? [],
    alarms: (await readMeta(db, 'alarms')) ?? [],
    dropped: (await readMeta(db, 'dropped')) ?? [],
    counts: (await readMeta(db, 'counts')) ?? { accepted: 0, counted: 0 },
    made: ((await readMeta(db, 'next_seq')) ?? 1) - 1,
    loaded: (await readMeta(db, 'loaded')) ?? [],
    sentAt: (await readMeta(db, 'sent_at')) ?? null,
    pulledAt: (await readMeta(db, 'pulled_at')) ?? null,
    clock: (await readMeta(db, 'clock')) ?? null,
    settings: (await readMeta(db, 'settings')) ?? DEFAULT_SETTINGS,
  };
}

/** Households touched by own entries show them at once, in lists and search as on their page. */
async function entriesWithOwn(
  desk: Desk,
  pending: Pending[],
  packs: Packs,
): Promise<Map<string, Entry>> {
  if (pending.length === 0) return desk.copy.directory.entries;
  const entries = new Map(desk.copy.directory.entries);
  for (const [group, own] of byGroup(pending)) {
    const view = lay(desk, packs, await readBundle(desk.store, group), own);
    if (view) entries.set(group, entryOf(asBundle(view)));
  }
  return entries;
}

/** The whole household as the phone knows it now; null when it is not (or no longer) here. */
export async function readGroup(
  desk: Desk,
  snapshot: Snapshot,
  group: string,
): Promise<GroupView | null> {
  if (!snapshot.packs) return null;
  const bundle = await readBundle(desk.store, group);
  const own = snapshot.pending.filter((one) => one.record.group === group);
  return lay(desk, snapshot.packs, bundle, own);
}

function lay(desk: Desk, packs: Packs, bundle: Bundle | null, own: Pending[]): GroupView | null {
  const authorName = desk.session.user.name;
  return overlay(bundle, own, { packs, today: dayOf(new Date()), authorName });
}

/** A task done on this phone counts as done in lists; its own page says that it still waits. */
function asBundle(view: GroupView): Bundle {
  const tasks = view.tasks.map((task) =>
    task.done_here ? { ...task, done_on: dayOf(new Date()) } : task,
  );
  return { ...view, tasks };
}

function byGroup(pending: Pending[]): Map<string, Pending[]> {
  const groups = new Map<string, Pending[]>();
  for (const one of pending) {
    const list = groups.get(one.record.group);
    if (list) list.push(one);
    else groups.set(one.record.group, [one]);
  }
  return groups;
}
