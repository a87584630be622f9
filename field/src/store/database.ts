import { type IDBPTransaction, openDB } from 'idb';
import type { Database, MetaValues, VatraSchema } from './schema';

export const DATABASE_NAME = 'vatra';
const VERSION = 1;

/** The browser holds a store it cannot open. Never answered by silently making a new one. */
export class StoreUnreadable extends Error {
  override name = 'StoreUnreadable';
}

/** The disk is full or the browser's share of it is. What was being written was not written. */
export class StoreFull extends Error {
  override name = 'StoreFull';
}

export async function openDatabase(name = DATABASE_NAME): Promise<Database> {
  try {
    return await openDB<VatraSchema>(name, VERSION, {
      upgrade: (db, oldVersion) => {
        if (oldVersion < 1) makeStores(db);
      },
      // Another tab wants a newer layout or to delete: give way, it will reload us.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
  } catch (cause) {
    throw new StoreUnreadable('baza de date a telefonului nu se deschide', { cause });
  }
}

function makeStores(db: Database): void {
  db.createObjectStore('meta');
  db.createObjectStore('bundles', { keyPath: 'group' }).createIndex('place', 'place');
  db.createObjectStore('directory', { keyPath: 'id' }).createIndex('place', 'place');
  db.createObjectStore('drafts', { keyPath: 'id' });
  db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('device_seq', 'device_seq');
  db.createObjectStore('receipts', { keyPath: 'id' });
  db.createObjectStore('blobs', { keyPath: 'sha256' });
  db.createObjectStore('forms', { keyPath: 'key' });
  db.createObjectStore('places', { keyPath: 'place' });
}

export async function readMeta<K extends keyof MetaValues>(
  db: Database,
  key: K,
): Promise<MetaValues[K] | undefined> {
  return (await db.get('meta', key)) as MetaValues[K] | undefined;
}

export async function writeMeta<K extends keyof MetaValues>(
  db: Database,
  key: K,
  value: MetaValues[K],
): Promise<void> {
  await strictly(db, ['meta'], (tx) => tx.objectStore('meta').put(value, key));
}

export type StoreName =
  | 'meta'
  | 'bundles'
  | 'directory'
  | 'drafts'
  | 'outbox'
  | 'receipts'
  | 'blobs'
  | 'forms'
  | 'places';

export type WriteTransaction = IDBPTransaction<VatraSchema, StoreName[], 'readwrite'>;

/**
 * One transaction, on the disk when the promise resolves. `write` must not await anything but the
 * transaction's own requests: seal first, write after.
 */
export async function strictly(
  db: Database,
  stores: StoreName[],
  write: (tx: WriteTransaction) => unknown,
): Promise<void> {
  const tx = db.transaction(stores, 'readwrite', { durability: 'strict' });
  try {
    await Promise.all([(async () => write(tx))(), tx.done]);
  } catch (cause) {
    abandon(tx);
    await tx.done.catch(() => undefined);
    if (isQuota(cause)) throw new StoreFull('nu mai este loc pe telefon', { cause });
    throw cause;
  }
}

/** Nothing of a failed write may stay; the browser may have given it up before us. */
function abandon(tx: WriteTransaction): void {
  try {
    tx.abort();
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
  }
}

function isQuota(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'QuotaExceededError';
}
