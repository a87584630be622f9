import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { readBundle } from '../../src/store/bundles';
import type { VatraRecord } from '../../src/sync/protocol';
import { bundleOf, FakeServer } from './fake';
import { Phone } from './phone';

const PLACES = [101, 102, 103];

/** A repeatable chance: the seed stands in the test's name, so a failure can be run again. */
function chances(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_507) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(chance: () => number, list: T[]): T {
  return list[Math.floor(chance() * list.length)]!;
}

function badWeather(chance: () => number) {
  return () => {
    const throwOf = chance();
    if (throwOf < 0.2) return 'lost';
    if (throwOf < 0.4) return 'answer_lost';
    return throwOf < 0.55 ? 'twice' : 'fine';
  };
}

async function live(seed: number) {
  const chance = chances(seed);
  const server = new FakeServer();
  server.user('ana', 101, 102);
  server.user('bogdan', 102, 103);
  const phones = [await Phone.enrol(server, 'ana'), await Phone.enrol(server, 'bogdan')];
  for (const phone of phones) phone.weather = badWeather(chance);
  const made: VatraRecord[] = [];
  for (let step = 0; step < 60; step += 1) {
    await oneStep(chance, server, pick(chance, phones), made);
  }
  for (const phone of phones) phone.weather = () => 'fine';
  for (let round = 0; round < 3; round += 1) for (const phone of phones) await phone.sync();
  return { server, phones, made };
}

async function oneStep(
  chance: () => number,
  server: FakeServer,
  phone: Phone,
  made: VatraRecord[],
) {
  const what = chance();
  if (what < 0.5) {
    const about = what > 0.4 && made.length > 0 ? pick(chance, made) : null;
    made.push(await phone.make(about?.place ?? pick(chance, PLACES), about?.group));
  } else if (what < 0.8) await phone.sync().catch(() => undefined);
  else if (what < 0.88) await phone.restart();
  else if (what < 0.95) changeGrants(chance, server, phone.user);
  else moveHousehold(chance, server);
}

function changeGrants(chance: () => number, server: FakeServer, user: string) {
  const grants = server.users.get(user)!.grants;
  const place = pick(chance, PLACES);
  if (grants.has(place) && grants.size > 1) grants.delete(place);
  else grants.set(place, String(chance()));
}

function moveHousehold(chance: () => number, server: FakeServer) {
  const groups = [...server.groups.keys()];
  if (groups.length > 0) server.move(pick(chance, groups), pick(chance, PLACES));
}

test.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
  'history %i with lost requests, lost answers, repeats, kills and changed rights',
  async (seed) => {
    const { server, phones, made } = await live(seed);

    const filed = [...server.groups.values()].flatMap((group) =>
      group.records.map((one) => one.id),
    );
    const arrived = [...filed, ...server.held.keys()];
    expect(arrived.sort()).toEqual(made.map((record) => record.id).sort());
    for (const phone of phones) {
      expect(await phone.db.count('outbox')).toBe(0);
      await expectCopyEqualsGrants(phone);
      await expectHeldAreKnown(phone);
    }
  },
);

async function expectCopyEqualsGrants(phone: Phone) {
  const { server } = phone;
  const grants = server.users.get(phone.user)!.grants;
  const due = [...server.groups].filter(([, group]) => grants.has(group.place));
  const keys = due.map(([id]) => id).sort();
  expect((await phone.db.getAllKeys('bundles')).sort()).toEqual(keys);
  await phone.restart();
  expect([...phone.copy.directory.entries.keys()].sort()).toEqual(keys);
  for (const [id, group] of due) {
    expect(await readBundle(phone.store, id)).toEqual(bundleOf(id, group));
    expect(phone.copy.directory.entries.get(id)).toMatchObject({
      place: group.place,
      seq: group.seq,
    });
  }
}

async function expectHeldAreKnown(phone: Phone) {
  const receipts = await phone.db.getAll('receipts');
  const known = receipts.filter((row) => row.status === 'quarantined').map((row) => row.id);
  const held = [...phone.server.held.values()].filter((one) => one.record.author === phone.user);
  expect(known.sort()).toEqual(held.map((one) => one.record.id).sort());
}
