import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { openDesk, takeSnapshot } from '../../src/app/snapshot';
import { fromBase64, randomBytes } from '../../src/crypto/bytes';
import { KeyDestroyed, recoverKey } from '../../src/crypto/keys';
import { unseal } from '../../src/crypto/seal';
import { copyIsEmpty, safetyCopy } from '../../src/store/copy';
import { openDatabase, readMeta, StoreFull, strictly } from '../../src/store/database';
import { readOutbox } from '../../src/store/outbox';
import {
  createVault,
  newPin,
  readSession,
  renewSession,
  unlock,
  WrongPin,
} from '../../src/store/vault';
import { FakeServer } from '../sync/fake';
import { Phone, PIN } from '../sync/phone';

const PLACE = 39863;
let phone: Phone;

beforeEach(async () => {
  const server = new FakeServer();
  server.user('ana', PLACE);
  phone = await Phone.enrol(server, 'ana');
});

test('the attempt is on the disk before the PIN is tried', async () => {
  const derive = vi
    .spyOn(crypto.subtle, 'deriveBits')
    .mockRejectedValueOnce(new Error('battery out'));

  await expect(unlock(phone.db, '000000')).rejects.toThrow('battery out');

  expect((await readMeta(phone.db, 'vault'))?.attempts).toBe(1);
  derive.mockRestore();
});

test('the right PIN clears the count of wrong ones', async () => {
  await expect(unlock(phone.db, '111222')).rejects.toEqual(new WrongPin(9));

  await unlock(phone.db, PIN);

  expect((await readMeta(phone.db, 'vault'))?.attempts).toBe(0);
});

test('ten wrong PINs destroy the key and the data, and set the unsent entries aside, sealed', async () => {
  const made = await phone.make(PLACE);
  for (let left = 9; left >= 1; left -= 1) {
    await expect(unlock(phone.db, '111222')).rejects.toMatchObject({ left });
  }

  await expect(unlock(phone.db, '111222')).rejects.toBeInstanceOf(KeyDestroyed);

  await expect(unlock(phone.db, PIN)).rejects.toBeInstanceOf(KeyDestroyed);
  expect(await phone.db.count('outbox')).toBe(0);
  const [part] = (await safetyCopy(phone.db)).parts;
  expect(part?.records.map((row) => row.id)).toEqual([made.id]);
});

test('the safety copy opens in the office, and its text shows no answer', async () => {
  const secret = randomBytes(32);
  const db = await openDatabase('copy');
  const session = { device: 'd1', token: 't', user: { id: 'ana', name: 'Ana', roles: [] } };
  const store = await createVault(db, { session, pin: PIN, secret, rounds: 1_000 });
  Object.assign(phone, { db, store });
  const made = await phone.make(PLACE);

  const copy = await safetyCopy(db);

  expect(JSON.stringify(copy)).not.toContain('țigăi');
  expect(copyIsEmpty(copy)).toBe(false);
  const { recovery, records } = copy.parts[0]!;
  const key = await recoverKey(boxOf(recovery), secret);
  expect(await unseal(key, `record/${made.id}`, boxOf(records[0]!.box))).toEqual(made);
});

test('a changed PIN opens the same data', async () => {
  await phone.make(PLACE);

  await newPin(phone.db, PIN, '583016');

  const store = await unlock(phone.db, '583016');
  expect(await readOutbox(store)).toHaveLength(1);
});

test('enrolled again, the phone keeps what it holds and numbers entries for the new device', async () => {
  await phone.make(PLACE);
  const session = { device: 'd2', token: 'new', user: { id: 'ana', name: 'Ana', roles: [] } };

  await renewSession(phone.store, { session, pin: PIN, secret: randomBytes(32) });

  expect((await readSession(phone.store)).token).toBe('new');
  expect((await readOutbox(phone.store)).map((one) => one.device)).toEqual([phone.device]);
  expect(await readMeta(phone.db, 'next_seq')).toBe(1);
});

test('two saves at once take two numbers', async () => {
  const made = await Promise.all([phone.make(PLACE), phone.make(PLACE), phone.make(PLACE)]);

  expect(made.map((record) => record.device_seq).sort()).toEqual([1, 2, 3]);
});

test('nothing on the disk shows an answer or a name in clear', async () => {
  await phone.make(PLACE);
  await phone.sync();
  await phone.make(PLACE);

  const rows = await Promise.all(
    [...phone.db.objectStoreNames].map((name) => phone.db.getAll(name)),
  );

  const text = JSON.stringify(rows, (_, value) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      ? Buffer.from(value as ArrayBuffer).toString('latin1')
      : value,
  );
  expect(text).not.toMatch(/țigăi|\u00c8\u009big|Casa|Ana Pop/);
});

test('a full disk is told apart, and nothing half-written stays', async () => {
  const write = strictly(phone.db, ['meta'], (tx) => {
    // The refused transaction also refuses this request; in the app nobody waits for it alone.
    tx.objectStore('meta')
      .put('half', 'sent_at')
      .catch(() => undefined);
    throw new DOMException('full', 'QuotaExceededError');
  });

  await expect(write).rejects.toBeInstanceOf(StoreFull);

  expect(await readMeta(phone.db, 'sent_at')).toBeUndefined();
});

function boxOf(text: { iv: string; data: string }) {
  return { v: 1, iv: fromBase64(text.iv), data: fromBase64(text.data).buffer } as const;
}

test('a damaged block of the register is dropped and its place loaded again', async () => {
  await phone.make(PLACE);
  await phone.sync();
  const [row] = await phone.db.getAll('directory');
  await phone.db.put('directory', { ...row!, box: { ...row!.box, data: new ArrayBuffer(40) } });

  const desk = await openDesk(phone.store);

  expect(desk.copy.directory.entries.size).toBe(0);
  expect(await phone.db.count('bundles')).toBe(0);
  expect(await readMeta(phone.db, 'alarms')).toMatchObject([{ kind: 'reloaded', count: 1 }]);
  phone.copy = desk.copy;
  await phone.sync();
  expect(phone.copy.directory.entries.size).toBe(1);
});

test('a damaged entry does not hold back the others, and stays for the office', async () => {
  const bad = await phone.make(PLACE);
  const good = await phone.make(PLACE);
  const row = (await phone.db.get('outbox', bad.id))!;
  await phone.db.put('outbox', { ...row, box: { ...row.box, data: new ArrayBuffer(40) } });

  await phone.sync();

  expect(phone.server.journal.has(good.id)).toBe(true);
  expect(await phone.db.getAllKeys('outbox')).toEqual([bad.id]);
  expect((await takeSnapshot(await openDesk(phone.store))).broken).toBe(1);
});
