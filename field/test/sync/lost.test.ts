import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { fromBase64, randomBytes } from '../../src/crypto/bytes';
import { recoverKey } from '../../src/crypto/keys';
import { unseal, unsealBytes } from '../../src/crypto/seal';
import { uuid7 } from '../../src/crypto/uuid';
import { keepBlob } from '../../src/store/blobs';
import { copyIsEmpty, safetyCopy } from '../../src/store/copy';
import { readMeta } from '../../src/store/database';
import { keepDraft, listDrafts, readDraft } from '../../src/store/drafts';
import { createVault, unlock } from '../../src/store/vault';
import { Wiped } from '../../src/sync/hello';
import { AppTooOld, Offline } from '../../src/sync/wire';
import type { FakeServer } from './fake';
import { anaAt, Phone, PIN } from './phone';

const PLACE = 39863;
const OTHER = 39391;
let server: FakeServer;
let phone: Phone;

beforeEach(async () => {
  ({ server, phone } = await anaAt(PLACE));
});

function boxOf(text: { iv: string; data: string }) {
  return { v: 1, iv: fromBase64(text.iv), data: fromBase64(text.data).buffer } as const;
}

test('a phone tells what it holds at each hello', async () => {
  await phone.make(PLACE);

  await phone.sync();
  await phone.sync();

  expect(server.told.get('ana')?.holds).toMatchObject({ persons: 0, entries: 1, budget: 10_000 });
});

test('a phone declared lost empties itself, says so, and keeps the reason for its holder', async () => {
  await phone.make(PLACE);
  await phone.sync();
  await phone.make(PLACE);
  server.wipe.add('ana');

  await expect(phone.sync()).rejects.toBeInstanceOf(Wiped);

  expect(server.emptied.get('ana')).toBe(1);
  expect(await readMeta(phone.db, 'ended')).toMatchObject({ why: 'office', sealed: 1 });
  expect(await phone.db.count('bundles')).toBe(0);
  await expect(unlock(phone.db, PIN)).rejects.toThrow('cheia');
  expect(server.journal.size).toBe(1);
});

test('a phone that cannot say that it is empty is empty all the same', async () => {
  await phone.make(PLACE);
  server.wipe.add('ana');
  phone.weather = (path) => (path === 'emptied' ? 'lost' : 'fine');

  await expect(phone.sync()).rejects.toBeInstanceOf(Wiped);

  expect(copyIsEmpty(await safetyCopy(phone.db))).toBe(false);
});

test('what a lost phone kept aside opens in the office, photos too, also after it is enrolled again', async () => {
  const secret = randomBytes(32);
  const session = { device: 'd1', token: 'ana', user: { id: 'ana', name: 'Ana', roles: [] } };
  phone.store = await createVault(phone.db, { session, pin: PIN, secret, rounds: 1_000 });
  const photo = await keepBlob(phone.store, new Blob(['poza'], { type: 'image/webp' }));
  const made = await phone.make(PLACE, uuid7(), { blobs: [photo] });
  await phone.db.put('blobs', { ...(await phone.db.get('blobs', photo.sha256))!, record: made.id });
  server.wipe.add('ana');
  await expect(phone.sync()).rejects.toBeInstanceOf(Wiped);
  const later = { device: 'd2', token: 'ana', user: session.user };
  await createVault(phone.db, { session: later, pin: PIN, secret: randomBytes(32), rounds: 1_000 });

  const [part] = (await safetyCopy(phone.db)).parts;

  const key = await recoverKey(boxOf(part!.recovery), secret);
  expect(part?.device).toBe('d1');
  expect(await unseal(key, `record/${made.id}`, boxOf(part!.records[0]!.box))).toEqual(made);
  const blob = part!.blobs[0]!;
  const content = await unsealBytes(key, `blob/${blob.sha256}`, boxOf(blob.box));
  expect(new TextDecoder().decode(content)).toBe('poza');
  expect(await readMeta(phone.db, 'ended')).toBeUndefined();
});

test('a place handed to a colleague leaves the phone only after sending, and no entry with it', async () => {
  server.user('ana', PLACE, OTHER);
  await phone.make(OTHER);
  await phone.sync();
  await phone.sync();
  const late = await phone.make(OTHER);
  server.user('ana', PLACE);
  phone.weather = (path) => (path === 'push' ? 'lost' : 'fine');
  await expect(phone.sync()).rejects.toBeInstanceOf(Offline);
  expect(phone.copy.directory.entries.size).toBe(1);
  phone.weather = () => 'fine';

  await phone.sync();

  expect(phone.asked.lastIndexOf('push')).toBeLessThan(phone.asked.lastIndexOf('pull'));
  expect(phone.copy.directory.entries.size).toBe(0);
  expect(await readMeta(phone.db, 'dropped')).toMatchObject([{ place: OTHER }]);
  expect(server.held.has(late.id)).toBe(true);
});

test('the colleague who takes over receives what the first had sent', async () => {
  const made = await phone.make(PLACE);
  await phone.sync();
  server.user('ion', PLACE);
  server.user('ana');
  const next = await Phone.enrol(server, 'ion');

  await next.sync();
  await phone.sync();

  expect([...next.copy.directory.entries.keys()]).toEqual([made.group]);
  expect(phone.copy.directory.entries.size).toBe(0);
});

test('a form begun before an update of forms and app is there after it', async () => {
  await phone.sync();
  const draft = { answers: { note: 'jumă' }, screen: 1 } as never;
  const note = {
    id: uuid7(),
    place: PLACE,
    group: uuid7(),
    form: 'registry/person',
    touched: true,
  };
  const rest = { dossier: null, prev: null, resends: null, reason: null };
  const subject = { type: 'person', id: uuid7() } as const;
  await keepDraft(phone.store, note, { draft, subject, ...rest });
  server.formsEtag = 'v2';
  server.minApp = '9.0.0';
  await expect(phone.sync()).rejects.toBeInstanceOf(AppTooOld);
  server.minApp = '0.0.1';

  await phone.restart();
  await phone.sync();

  expect(await readMeta(phone.db, 'forms_etag')).toBe('v2');
  expect((await listDrafts(phone.store)).map((one) => one.id)).toEqual([note.id]);
  expect((await readDraft(phone.store, note.id))?.draft).toEqual(draft);
});
