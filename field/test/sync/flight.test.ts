import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { KeyDestroyed } from '../../src/crypto/keys';
import { keepBlob } from '../../src/store/blobs';
import { confirmDropped, readBundle } from '../../src/store/bundles';
import { readMeta, writeMeta } from '../../src/store/database';
import { keepDraft, listDrafts } from '../../src/store/drafts';
import { readPending, resendRecord } from '../../src/store/outbox';
import { readReceipt } from '../../src/store/receipts';
import { unlock } from '../../src/store/vault';
import { Wiped } from '../../src/sync/hello';
import { AppTooOld, SignInNeeded } from '../../src/sync/wire';
import type { FakeServer } from './fake';
import { anaAt, type Phone, PIN } from './phone';

const VORONA = 39863;
const TUDORA = 39505;
let server: FakeServer;
let phone: Phone;

beforeEach(async () => {
  ({ server, phone } = await anaAt(VORONA));
});

test('an entry made without network reaches the server once, with the time it was filled [protocol-2017/6.2.1]', async () => {
  phone.weather = () => 'lost';
  const made = await phone.make(VORONA);
  await expect(phone.sync()).rejects.toThrow();
  phone.weather = () => 'fine';

  await phone.sync();
  await phone.sync();

  expect(server.journal.get(made.id)).toMatchObject({
    times: 1,
    record: { made_at: made.made_at },
  });
  expect(await phone.db.count('outbox')).toBe(0);
});

test('an answer lost on the way does not make the entry twice', async () => {
  const made = await phone.make(VORONA);
  phone.weather = (path) => (path === 'push' ? 'answer_lost' : 'fine');
  await expect(phone.sync()).rejects.toThrow();
  expect(await phone.db.count('outbox')).toBe(1);
  phone.weather = () => 'fine';

  await phone.sync();

  expect(server.journal.get(made.id)?.times).toBe(2);
  expect(server.groups.get(made.group)?.records).toHaveLength(1);
  expect((await phone.db.get('receipts', made.id))?.status).toBe('accepted');
});

test('what the server accepted comes back in its bundle and the own copy is let go', async () => {
  const made = await phone.make(VORONA);
  expect(await readPending(phone.store)).toHaveLength(1);

  await phone.sync();

  expect(await readPending(phone.store)).toEqual([]);
  expect((await readBundle(phone.store, made.group))?.records[0]?.id).toBe(made.id);
  expect(phone.copy.directory.entries.get(made.group)?.records).toBe(1);
});

test('between push and pull the accepted entry is still shown', async () => {
  const made = await phone.make(VORONA);
  phone.weather = (path) => (path === 'pull' ? 'lost' : 'fine');
  await expect(phone.sync()).rejects.toThrow();

  const [pending] = await readPending(phone.store);

  expect(pending).toMatchObject({ state: 'accepted', record: { id: made.id } });
});

test('a held entry keeps its reasons, and goes out again corrected under the same number', async () => {
  const made = await phone.make(TUDORA);
  await phone.sync();
  const receipt = (await phone.db.get('receipts', made.id))!;
  expect((await readReceipt(phone.store, receipt)).reasons[0]?.code).toBe('out_of_scope');

  await resendRecord(phone.store, { ...made, place: VORONA }, null);
  await phone.sync();

  expect(server.held.size).toBe(0);
  expect(server.journal.get(made.id)?.record).toMatchObject({ place: VORONA, device_seq: 1 });
});

test('an entry held back and let through by a coordinator stops being held on the phone', async () => {
  const made = await phone.make(TUDORA);
  await phone.sync();
  server.user('ana', VORONA, TUDORA);
  server.user('boss', TUDORA);
  await server.handle('push', {
    method: 'POST',
    headers: { Authorization: 'Bearer boss' },
    body: JSON.stringify({ device: 'x', records: [made] }),
  });

  await phone.sync();

  expect((await phone.db.get('receipts', made.id))?.status).toBe('accepted');
  expect(await readPending(phone.store)).toEqual([]);
});

test('a fault of the server leaves its entry waiting and sends the others', async () => {
  const first = await phone.make(VORONA);
  const second = await phone.make(VORONA);
  server.faulty.add(first.id);

  await phone.sync();

  expect(await phone.db.getAllKeys('outbox')).toEqual([first.id]);
  expect(server.journal.has(second.id)).toBe(true);
});

test('a batch the server finds too large is halved; one that is too large alone stays', async () => {
  const big = await phone.make(VORONA, undefined, { answers: { note: 'x'.repeat(9_000) } });
  for (let count = 0; count < 7; count += 1) await phone.make(VORONA);
  server.maxBody = 4_000;

  const flight = await phone.sync();

  expect(flight.pushed).toEqual({ sent: 7, stuck: [big.id] });
  expect(server.journal.size).toBe(7);
  expect(await phone.db.getAllKeys('outbox')).toEqual([big.id]);
});

test('no batch holds more than 50 entries', async () => {
  for (let count = 0; count < 120; count += 1) await phone.make(VORONA);

  await phone.sync();

  expect(phone.asked.filter((path) => path === 'push')).toHaveLength(3);
  expect(server.journal.size).toBe(120);
});

test('an expired sign-in keeps the outbox', async () => {
  const made = await phone.make(VORONA);
  server.users.delete('ana');

  await expect(phone.sync()).rejects.toBeInstanceOf(SignInNeeded);

  expect(await phone.db.getAllKeys('outbox')).toEqual([made.id]);
});

test('an app too old still sends, and takes nothing', async () => {
  const made = await phone.make(VORONA);
  server.minApp = '9.0.0';

  await expect(phone.sync()).rejects.toBeInstanceOf(AppTooOld);

  expect(server.journal.has(made.id)).toBe(true);
  expect(phone.asked).not.toContain('pull');
});

test('a commune taken away leaves the phone at once, its drafts after the notice, never the outbox', async () => {
  server.user('ana', VORONA, TUDORA);
  const kept = await phone.make(VORONA);
  const lost = await phone.make(TUDORA);
  await phone.sync();
  const waiting = await phone.make(TUDORA, lost.group);
  await keepDraft(phone.store, draftNote(TUDORA, lost.group), draftContent(lost.group));
  server.user('ana', VORONA);
  server.faulty.add(waiting.id);

  await phone.sync();

  expect(await readBundle(phone.store, lost.group)).toBeNull();
  expect([...phone.copy.directory.entries.keys()]).toEqual([kept.group]);
  expect(await phone.db.getAllKeys('outbox')).toEqual([waiting.id]);
  expect(await readMeta(phone.db, 'dropped')).toEqual([
    { place: TUDORA, name: `Comuna ${TUDORA}`, drafts: 1 },
  ]);
  expect(await listDrafts(phone.store)).toEqual([]);
  await confirmDropped(phone.store);
  expect(await phone.db.count('drafts')).toBe(0);
  expect(await phone.db.count('outbox')).toBe(1);
});

test('a commune given again under another epoch is loaded anew', async () => {
  const made = await phone.make(VORONA);
  await phone.sync();
  server.users.get('ana')!.grants.set(VORONA, 'second');

  await phone.sync();

  expect(phone.copy.directory.entries.has(made.group)).toBe(true);
  expect(await readMeta(phone.db, 'epochs')).toEqual({ [VORONA]: 'second' });
});

test('a phone declared lost destroys its key; what it had not sent stays sealed for the office', async () => {
  await phone.make(VORONA);
  server.wipe.add('ana');

  await expect(phone.sync()).rejects.toBeInstanceOf(Wiped);

  await expect(unlock(phone.db, PIN)).rejects.toBeInstanceOf(KeyDestroyed);
  expect((await readMeta(phone.db, 'sealed_away'))?.[0]?.rows).toHaveLength(1);
  expect(await phone.db.count('bundles')).toBe(0);
});

test('entries missing between phone and server are counted and said', async () => {
  await phone.make(VORONA);
  const second = await phone.make(VORONA);
  await phone.make(VORONA);
  const [first] = await phone.db.getAllKeysFromIndex('outbox', 'device_seq');
  await phone.db.delete('outbox', first!);
  await phone.db.delete('outbox', second.id);

  await phone.sync();

  expect(await readMeta(phone.db, 'alarms')).toMatchObject([{ kind: 'lost_records', count: 2 }]);
});

test('numbers the server has already seen are not given twice', async () => {
  await phone.make(VORONA);
  await phone.sync();
  await writeMeta(phone.db, 'next_seq', 1);

  await phone.sync();

  expect(await readMeta(phone.db, 'next_seq')).toBe(2);
});

test('a held entry is not taken for a lost one', async () => {
  await phone.make(TUDORA);
  await phone.make(TUDORA);
  await phone.sync();

  await phone.sync();

  expect(await readMeta(phone.db, 'alarms')).toBeUndefined();
});

test('a held entry that the office settled without taking it is closed on the phone too', async () => {
  const made = await phone.make(TUDORA);
  await phone.sync();
  server.settled.add(made.id);

  await phone.sync();

  expect((await phone.db.get('receipts', made.id))?.status).toBe('closed');
  expect(await readPending(phone.store)).toEqual([]);
});

test('a household voided by its registration leaves the phone', async () => {
  const made = await phone.make(VORONA);
  await phone.sync();
  server.voided.add(made.group);
  server.move(made.group, VORONA);

  await phone.sync();

  expect(await readBundle(phone.store, made.group)).toBeNull();
  expect(phone.copy.directory.entries.size).toBe(0);
});

test('a photo follows its accepted entry in pieces and then leaves the phone', async () => {
  const photo = await keepBlob(
    phone.store,
    new Blob(['x'.repeat(400_000)], { type: 'image/webp' }),
  );
  const draftOnly = await keepBlob(phone.store, new Blob(['other'], { type: 'image/webp' }));
  const held = await keepBlob(phone.store, new Blob(['held'], { type: 'image/webp' }));
  await phone.make(VORONA, undefined, { blobs: [photo] });
  await phone.make(TUDORA, undefined, { blobs: [held] });

  await phone.sync();

  expect([...server.blobs]).toEqual([[photo.sha256, 400_000]]);
  expect((await phone.db.getAllKeys('blobs')).sort()).toEqual(
    [draftOnly.sha256, held.sha256].sort(),
  );
});

function draftNote(place: number, group: string) {
  return { id: 'draft-1', place, group, form: 'integrated_services/home_visit', touched: true };
}

function draftContent(group: string) {
  return {
    draft: { answers: {}, at: 'note', blobs: [] },
    subject: { type: 'household', id: group } as const,
    dossier: null,
    prev: null,
    resends: null,
    reason: null,
  };
}
