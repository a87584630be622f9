import type { Bytes } from '../crypto/bytes';
import {
  changePin,
  KeyDestroyed,
  type KeyRing,
  makeRing,
  openRing,
  renewRecovery,
} from '../crypto/keys';
import { SealBroken, seal, unseal } from '../crypto/seal';
import type { SyncUser } from '../sync/protocol';
import { readMeta, strictly } from './database';
import type { BlobRow, Database, Ended, OutboxRow, SealedAway } from './schema';

const MAX_ATTEMPTS = 10;

export interface VaultRow {
  ring: KeyRing;
  attempts: number;
  device: string;
  /** Whose phone this is: another user may not take over the entries of the first. */
  user: string;
}

/** What is needed to talk to the server; sealed on the disk. */
export interface Session {
  device: string;
  token: string;
  user: SyncUser;
}

/** An open store: the database and the data key that lives in memory only. */
export interface OpenStore {
  db: Database;
  key: CryptoKey;
}

export class WrongPin extends Error {
  override name = 'WrongPin';
  constructor(readonly left: number) {
    super('PIN greșit');
  }
}

export interface Enrolment {
  session: Session;
  pin: string;
  secret: Bytes;
  rounds?: number;
}

/** Makes the data key and writes the vault; from here on the phone is enrolled. */
export async function createVault(db: Database, enrolment: Enrolment): Promise<OpenStore> {
  const { session, pin, secret, rounds } = enrolment;
  const { ring, key } = await makeRing(pin, secret, rounds);
  const box = await seal(key, 'session', session);
  const vault: VaultRow = { ring, attempts: 0, device: session.device, user: session.user.id };
  await strictly(db, ['meta'], (tx) => {
    const meta = tx.objectStore('meta');
    meta.put(vault, 'vault');
    meta.put(box, 'session');
    meta.put(1, 'next_seq');
    meta.delete('ended');
  });
  return { db, key };
}

/**
 * Opens the vault. The attempt is written down before the PIN is tried, so that pulling the battery
 * does not give a guess for free; at the tenth wrong one the wrapped key is destroyed.
 */
export async function unlock(db: Database, pin: string): Promise<OpenStore> {
  const vault = await readVault(db);
  const attempts = vault.attempts + 1;
  if (attempts > MAX_ATTEMPTS) {
    await destroyKey(db, 'pin');
    throw new KeyDestroyed('cheia de pe telefon a fost distrusă');
  }
  await putVault(db, { ...vault, attempts });
  try {
    const key = await openRing(vault.ring, pin);
    await putVault(db, { ...vault, attempts: 0 });
    return { db, key };
  } catch (cause) {
    if (!(cause instanceof SealBroken)) throw cause;
    return refuse(db, attempts);
  }
}

async function refuse(db: Database, attempts: number): Promise<never> {
  if (attempts < MAX_ATTEMPTS) throw new WrongPin(MAX_ATTEMPTS - attempts);
  await destroyKey(db, 'pin');
  throw new KeyDestroyed('cheia de pe telefon a fost distrusă');
}

async function readVault(db: Database): Promise<VaultRow> {
  const vault = await readMeta(db, 'vault');
  if (!vault?.ring.wrapped) throw new KeyDestroyed('cheia de pe telefon a fost distrusă');
  return vault;
}

function putVault(db: Database, vault: VaultRow): Promise<void> {
  return strictly(db, ['meta'], (tx) => tx.objectStore('meta').put(vault, 'vault'));
}

const EMPTIED = ['bundles', 'directory', 'drafts', 'outbox', 'receipts', 'blobs'] as const;

/**
 * Destroys the data key. What was sealed and not sent is set aside under its recovery block, which
 * the office can open; everything else is deleted, since nobody can read it any more. Returns how
 * many entries were set aside; `why` is kept for the next screen.
 */
export async function destroyKey(db: Database, why: Ended['why'] | null): Promise<number> {
  const vault = await readMeta(db, 'vault');
  const rows = await db.getAll('outbox');
  const blobs = (await db.getAll('blobs')).filter((blob) => blob.record !== null);
  const away = (await readMeta(db, 'sealed_away')) ?? [];
  const ended = why && { why, at: new Date().toISOString(), sealed: rows.length };
  await strictly(db, ['meta', ...EMPTIED], (tx) => {
    const meta = tx.objectStore('meta');
    meta.clear();
    if (vault) meta.put(setAside(away, vault, rows, blobs), 'sealed_away');
    if (ended) meta.put(ended, 'ended');
    for (const name of EMPTIED) tx.objectStore(name).clear();
  });
  return rows.length;
}

function setAside(away: SealedAway[], vault: VaultRow, rows: OutboxRow[], blobs: BlobRow[]) {
  if (rows.length === 0 && blobs.length === 0) return away;
  return [...away, { device: vault.device, recovery: vault.ring.recovery, rows, blobs }];
}

export async function newPin(db: Database, oldPin: string, pin: string): Promise<void> {
  await unlock(db, oldPin);
  const vault = await readVault(db);
  await putVault(db, { ...vault, ring: await changePin(vault.ring, oldPin, pin) });
}

/** After a new sign-in: same data, same key, a new token and a new recovery secret. */
export async function renewSession(store: OpenStore, enrolment: Enrolment): Promise<void> {
  await unlock(store.db, enrolment.pin);
  const vault = await readVault(store.db);
  const ring = await renewRecovery(vault.ring, enrolment.pin, enrolment.secret);
  const { session } = enrolment;
  const box = await seal(store.key, 'session', session);
  await strictly(store.db, ['meta'], (tx) => {
    const meta = tx.objectStore('meta');
    meta.put({ ...vault, ring, device: session.device }, 'vault');
    meta.put(box, 'session');
    meta.put(1, 'next_seq');
  });
}

export async function readSession(store: OpenStore): Promise<Session> {
  const box = await readMeta(store.db, 'session');
  if (!box) throw new KeyDestroyed('telefonul nu mai este înscris');
  return unseal<Session>(store.key, 'session', box);
}
