import { seal } from '../crypto/seal';
import { readBudget } from '../store/budget';
import { readMeta, strictly, writeMeta } from '../store/database';
import { lostEntries } from '../store/marker';
import type { Alarm } from '../store/schema';
import { destroyKey, type OpenStore, type Session } from '../store/vault';
import type { HelloAnswer, HelloRequest } from './protocol';
import type { Wire } from './wire';

/** The office has declared this phone lost: the key is gone. */
export class Wiped extends Error {
  override name = 'Wiped';
}

/** Tells the server how we stand, and writes down what it answers: clock, grants, lost entries. */
export async function hello(
  store: OpenStore,
  wire: Wire,
  session: Session,
  app: string,
): Promise<HelloAnswer> {
  const request = await helloRequest(store, session, app);
  const before = Date.now();
  const answer = await wire.post<HelloAnswer>('hello', request);
  if (answer.wipe) {
    const unsent = await destroyKey(store.db, 'office');
    // Whether or not the server hears of it, the phone is empty.
    await wire.post('emptied', { unsent }).catch(() => undefined);
    throw new Wiped('telefonul a fost declarat pierdut');
  }
  await noteAnswer(store, session, answer, (before + Date.now()) / 2);
  await noteLoss(store, answer.expects_device_seq);
  return answer;
}

async function helloRequest(
  store: OpenStore,
  session: Session,
  app: string,
): Promise<HelloRequest> {
  const budget = await readBudget(store.db);
  const next = (await readMeta(store.db, 'next_seq')) ?? 1;
  return {
    device: session.device,
    app,
    cursor: (await readMeta(store.db, 'cursor')) ?? {},
    unsent: await store.db.count('outbox'),
    last_device_seq: next - 1,
    free_mb: budget.free_mb === null ? null : Math.floor(budget.free_mb),
    persisted: budget.persisted,
    holds: {
      persons: budget.persons,
      entries: budget.entries,
      budget: budget.limit,
      bytes: budget.used_mb === null ? null : Math.round(budget.used_mb * 1_048_576),
    },
  };
}

async function noteAnswer(
  store: OpenStore,
  session: Session,
  answer: HelloAnswer,
  middle: number,
): Promise<void> {
  const off_ms = Math.round(Date.parse(answer.server_time) - middle);
  const box = await seal(store.key, 'session', { ...session, user: answer.user });
  const fresh = Object.fromEntries(answer.grants.map((grant) => [grant.place, grant.name]));
  const names = { ...(await readMeta(store.db, 'place_names')), ...fresh };
  await strictly(store.db, ['meta'], (tx) => {
    const meta = tx.objectStore('meta');
    meta.put(names, 'place_names');
    meta.put({ off_ms, at: Date.now(), server_time: answer.server_time }, 'clock');
    meta.put(answer.grants, 'grants');
    meta.put(answer.counts, 'counts');
    meta.put(box, 'session');
  });
}

/** A hole between what the server has and what we hold is said once, with its size. */
async function noteLoss(store: OpenStore, expected: number): Promise<void> {
  const rows = await store.db.getAll('outbox');
  const known = [...rows, ...(await store.db.getAll('receipts'))].map((row) => row.device_seq);
  const next = (await readMeta(store.db, 'next_seq')) ?? 1;
  const lost = lostEntries(known, next, expected);
  if (lost > 0)
    await raise(store, { kind: 'lost_records', count: lost, at: new Date().toISOString() });
  // A restored copy of the disk would hand out numbers the server has seen: go past them.
  if (expected > next) await writeMeta(store.db, 'next_seq', expected);
}

export async function raise(store: OpenStore, alarm: Alarm): Promise<void> {
  const alarms = (await readMeta(store.db, 'alarms')) ?? [];
  if (alarms.some((one) => one.kind === alarm.kind && one.count === alarm.count)) return;
  await writeMeta(store.db, 'alarms', [...alarms, alarm]);
}
