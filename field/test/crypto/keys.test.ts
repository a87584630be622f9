import { expect, test } from 'vitest';
import { randomBytes } from '../../src/crypto/bytes';
import { changePin, makeRing, openRing, recoverKey } from '../../src/crypto/keys';
import { weakPin } from '../../src/crypto/pin';
import { SealBroken, seal, unseal } from '../../src/crypto/seal';

const ROUNDS = 1_000;

test('the PIN opens what was sealed, another PIN does not', async () => {
  const { ring, key } = await makeRing('472905', randomBytes(32), ROUNDS);
  const box = await seal(key, 'x', { name: 'Ană' });

  const again = await openRing(ring, '472905');

  expect(await unseal(again, 'x', box)).toEqual({ name: 'Ană' });
  await expect(openRing(ring, '472906')).rejects.toBeInstanceOf(SealBroken);
});

test('a block moved to another row does not open', async () => {
  const { key } = await makeRing('472905', randomBytes(32), ROUNDS);
  const box = await seal(key, 'bundle/a', 1);

  await expect(unseal(key, 'bundle/b', box)).rejects.toBeInstanceOf(SealBroken);
});

test('without the device key the right PIN is not enough', async () => {
  const first = await makeRing('472905', randomBytes(32), ROUNDS);
  const other = await makeRing('472905', randomBytes(32), ROUNDS);

  const stolen = { ...first.ring, deviceKey: other.ring.deviceKey };

  await expect(openRing(stolen, '472905')).rejects.toBeInstanceOf(SealBroken);
});

test('a new PIN keeps the data, and the old one stops working', async () => {
  const { ring, key } = await makeRing('472905', randomBytes(32), ROUNDS);
  const box = await seal(key, 'x', 'text');

  const changed = await changePin(ring, '472905', '583016');

  expect(await unseal(await openRing(changed, '583016'), 'x', box)).toBe('text');
  await expect(openRing(changed, '472905')).rejects.toBeInstanceOf(SealBroken);
});

test('the office recovers the key with the secret it keeps, and only with that', async () => {
  const secret = randomBytes(32);
  const { ring, key } = await makeRing('472905', secret, ROUNDS);
  const box = await seal(key, 'record/1', { id: '1' });

  const recovered = await recoverKey(ring.recovery, secret);

  expect(await unseal(recovered, 'record/1', box)).toEqual({ id: '1' });
  await expect(recoverKey(ring.recovery, randomBytes(32))).rejects.toBeInstanceOf(SealBroken);
});

test.each([
  ['12ab56', 'cifre'],
  ['4729', 'cel puțin 6'],
  ['111111', 'prea puține'],
  ['121212', 'prea puține'],
  ['123456', 'numărătoare'],
  ['987654', 'numărătoare'],
  ['890123', 'numărătoare'],
  ['147147', 'repetă'],
  ['472274', 'repetă'],
  ['150385', 'dată'],
  ['15031985', 'dată'],
  ['850315', 'dată'],
])('PIN %s is refused with its reason', (pin, reason) => {
  expect(weakPin(pin)).toContain(reason);
});

test.each(['472905', '583016', '0472936'])('PIN %s will do', (pin) => {
  expect(weakPin(pin)).toBeNull();
});
