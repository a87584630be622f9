import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { readMeta } from '../../src/store/database';
import { readFacts } from '../../src/sync/facts';
import { FakeServer } from './fake';
import { Phone } from './phone';

const VORONA = 39863;
const TUDORA = 39505;
const MIRA = { id: 'u-mira', name: 'Mira Țurcanu', role: 'social_worker' };
const SCHOOL = {
  id: 'i-1',
  kind: 'school',
  kind_words: 'Școală',
  name: 'Școala nr. 1',
  place: 'Vorona',
  phone: '',
};
let server: FakeServer;
let phone: Phone;

beforeEach(async () => {
  server = new FakeServer();
  server.user('ana', VORONA, TUDORA);
  server.team = [MIRA];
  server.institutions = [SCHOOL];
  phone = await Phone.enrol(server, 'ana');
});

test('team and institutions of each place lie on the phone after an exchange', async () => {
  await phone.sync();
  await phone.restart();

  expect(await readFacts(phone.store)).toEqual({
    team: { [VORONA]: [MIRA], [TUDORA]: [MIRA] },
    institutions: { [VORONA]: [SCHOOL], [TUDORA]: [SCHOOL] },
  });
});

test('names of colleagues lie sealed', async () => {
  await phone.sync();

  const rows = await phone.db.getAll('meta');

  expect(JSON.stringify(rows)).toContain('Școala nr. 1');
  expect(JSON.stringify(rows)).not.toContain('Mira');
});

test('what stays the same is kept, what changes is taken, a place left is dropped', async () => {
  await phone.sync();
  await phone.sync();
  const same = await readMeta(phone.db, 'team');
  await phone.sync();
  expect(await readMeta(phone.db, 'team')).toEqual(same);
  server.team = [MIRA, { id: 'u-dan', name: 'Dan Rusu', role: 'school_mediator' }];
  server.user('ana', VORONA);

  await phone.sync();

  const facts = await readFacts(phone.store);
  expect(Object.keys(facts.team)).toEqual([String(VORONA)]);
  expect(facts.team[VORONA]?.map((one) => one.name)).toEqual(['Mira Țurcanu', 'Dan Rusu']);
});
