import { KeyDestroyed } from '../crypto/keys';
import { copyIsEmpty, safetyCopy } from '../store/copy';
import { openDatabase, readMeta, StoreUnreadable } from '../store/database';
import { clearMarker, type Marker, readMarker, writeMarker } from '../store/marker';
import type { Database, Ended } from '../store/schema';
import {
  createVault,
  destroyKey,
  newPin,
  type OpenStore,
  renewSession,
  unlock,
  WrongPin,
} from '../store/vault';
import { alone } from '../sync/schedule';
import { type Enrolled, leaveServer } from './enrolment';
import { type Exchange, noteMarker, startExchange } from './exchange';
import { type Observable, observable } from './observable';
import { type Desk, openDesk, type Snapshot, takeSnapshot } from './snapshot';
import { type Held, holdWindow, OpenElsewhere } from './window';

/** What the phone can do at this moment; each stage has its own screen. */
export type Stage =
  | { name: 'opening' }
  | { name: 'unreadable' }
  | { name: 'welcome'; evicted: Marker | null; sealedAway: boolean; ended: Ended | null }
  | { name: 'locked'; attemptsLeft: number | null }
  | { name: 'elsewhere'; store: OpenStore }
  | { name: 'open'; desk: Desk; snapshot: Observable<Snapshot>; exchange: Exchange };

export type OpenStage = Extract<Stage, { name: 'open' }>;

export const stage = observable<Stage>({ name: 'opening' });
let db: Database | null = null;
let held: Held | null = null;

export async function begin(): Promise<void> {
  try {
    db = await openDatabase();
  } catch (cause) {
    if (!(cause instanceof StoreUnreadable)) throw cause;
    stage.set({ name: 'unreadable' });
    return;
  }
  await greet();
}

export function database(): Database {
  if (!db) throw new StoreUnreadable('baza de date nu este deschisă');
  return db;
}

/** The first screen: unlock where there is a key, enrol where there is none. */
async function greet(): Promise<void> {
  const vault = await readMeta(database(), 'vault');
  if (vault?.ring.wrapped) {
    stage.set({ name: 'locked', attemptsLeft: null });
    return;
  }
  const sealedAway = !copyIsEmpty(await safetyCopy(database()));
  const ended = (await readMeta(database(), 'ended')) ?? null;
  const marker = readMarker();
  const evicted = sealedAway || ended || marker?.read ? null : marker;
  stage.set({ name: 'welcome', evicted, sealedAway, ended });
}

export async function enterPin(pin: string): Promise<void> {
  try {
    await enter(await unlock(database(), pin));
  } catch (cause) {
    if (cause instanceof WrongPin) stage.set({ name: 'locked', attemptsLeft: cause.left });
    else if (cause instanceof KeyDestroyed) await greet();
    else throw cause;
  }
}

export async function finishEnrolment(enrolled: Enrolled, pin: string): Promise<void> {
  await enter(await createVault(database(), { ...enrolled, pin }));
}

/** Signed in again: same entries, same PIN, a new token. Another user's phone is not taken over. */
export class OtherUser extends Error {
  override name = 'OtherUser';
}

export async function renew(open: OpenStage, enrolled: Enrolled, pin: string): Promise<void> {
  const vault = await readMeta(open.desk.store.db, 'vault');
  if (vault?.user !== enrolled.session.user.id) {
    throw new OtherUser('telefonul ține intrările altui coleg');
  }
  await leaveIfDestroyed(() => renewSession(open.desk.store, { ...enrolled, pin }));
  open.desk.session = enrolled.session;
  await noteMarker(open.desk);
  await open.exchange.now();
}

/** Opens the app here; `steal` when the worker wants it in this window rather than the other. */
export async function enter(store: OpenStore, steal = false): Promise<void> {
  try {
    held = await holdWindow(steal, lock);
  } catch (cause) {
    if (!(cause instanceof OpenElsewhere)) throw cause;
    stage.set({ name: 'elsewhere', store });
    return;
  }
  await open(store);
}

async function open(store: OpenStore): Promise<void> {
  const desk = await openDesk(store);
  const snapshot = observable(await takeSnapshot(desk));
  await noteMarker(desk);
  const exchange = startExchange(desk, {
    minutes: snapshot.get().settings.sync_minutes,
    onChange: () => refresh(),
    onWiped: () => void leave(),
  });
  stage.set({ name: 'open', desk, snapshot, exchange });
}

/** Reads anew what the screens show: after a save, a draft, an exchange. */
export async function refresh(): Promise<void> {
  const now = stage.get();
  if (now.name !== 'open') return;
  const fresh = await takeSnapshot(now.desk);
  await noteMarker(now.desk);
  if (stage.get() === now) now.snapshot.set(fresh);
}

export function lock(): void {
  const now = stage.get();
  if (now.name !== 'open') return;
  close(now);
  stage.set({ name: 'locked', attemptsLeft: null });
}

function close(open: OpenStage): void {
  open.exchange.stop();
  held?.release();
  held = null;
}

async function leave(): Promise<void> {
  const now = stage.get();
  if (now.name === 'open') close(now);
  await greet();
}

export function changePin(oldPin: string, pin: string): Promise<void> {
  return leaveIfDestroyed(() => newPin(database(), oldPin, pin));
}

/** The tenth wrong PIN counts wherever it is typed: the open pages close at once. */
async function leaveIfDestroyed(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (cause instanceof KeyDestroyed) await leave();
    throw cause;
  }
}

/** Something was written since the screen said that all had left. */
export class StillUnsent extends Error {
  override name = 'StillUnsent';
}

/**
 * The server lets this phone go, then all on it is deleted. Without the network it stays as it is:
 * a phone that only deleted itself would still count as trusted.
 */
export async function signOut({ desk, exchange }: OpenStage): Promise<void> {
  await alone(async () => {
    const { db } = desk.store;
    if ((await db.count('outbox')) > 0) throw new StillUnsent('mai sunt intrări netrimise');
    await leaveServer(desk.session);
    exchange.stop();
    await destroyKey(db, null);
  });
  clearMarker();
  await leave();
}

/** The worker has read that the data is gone and begins anew. */
export async function acknowledgeLoss(): Promise<void> {
  const marker = readMarker();
  if (marker) writeMarker({ ...marker, read: true });
  await greet();
}
