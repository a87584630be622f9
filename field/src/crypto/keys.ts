import { type Bytes, randomBytes, utf8 } from './bytes';
import { type Box, sealBytes, unsealBytes } from './seal';

/** Slow on purpose: about half a second on a phone, and as much for each guess of a thief. */
const PIN_ROUNDS = 600_000;

/** What the phone keeps of its data key. None of it opens anything without the PIN or the server. */
export interface KeyRing {
  salt: Bytes;
  rounds: number;
  /** Cannot be read out by script; the wrapped key is useless on another phone. */
  deviceKey: CryptoKey;
  /** The data key under PIN and device key; null once destroyed. */
  wrapped: Box | null;
  /** The data key under a secret that only the server keeps: the office opens a sealed outbox with it. */
  recovery: Box;
}

export interface NewRing {
  ring: KeyRing;
  key: CryptoKey;
}

/** Makes a data key. `secret` comes from the server at enrolment and is not kept on the phone. */
export async function makeRing(pin: string, secret: Bytes, rounds = PIN_ROUNDS): Promise<NewRing> {
  const raw = randomBytes(32);
  const recovery = await wrapForRecovery(raw, secret);
  const lock = await lockWith(pin, raw, rounds);
  const key = await dataKey(raw);
  raw.fill(0);
  return { ring: { ...lock, recovery }, key };
}

/** Opens the data key, or throws SealBroken when the PIN is wrong. */
export async function openRing(ring: KeyRing, pin: string): Promise<CryptoKey> {
  const raw = await rawKey(ring, pin);
  const key = await dataKey(raw);
  raw.fill(0);
  return key;
}

/** Same data key under a new PIN. */
export async function changePin(ring: KeyRing, oldPin: string, newPin: string): Promise<KeyRing> {
  const raw = await rawKey(ring, oldPin);
  const lock = await lockWith(newPin, raw, ring.rounds);
  raw.fill(0);
  return { ...lock, recovery: ring.recovery };
}

/** Same data key, for a device enrolled again: the server holds a new secret. */
export async function renewRecovery(ring: KeyRing, pin: string, secret: Bytes): Promise<KeyRing> {
  const raw = await rawKey(ring, pin);
  const recovery = await wrapForRecovery(raw, secret);
  raw.fill(0);
  return { ...ring, recovery };
}

/** The office's side of recovery; the phone never holds `secret` long enough to use it. */
export async function recoverKey(recovery: Box, secret: Bytes): Promise<CryptoKey> {
  return dataKey(await unsealBytes(await recoveryKey(secret), RECOVERY_NAME, recovery));
}

const RECOVERY_NAME = 'vatra/recovery/1';
const WRAP_NAME = 'vatra/wrap/1';

type Lock = Omit<KeyRing, 'recovery'>;

async function lockWith(pin: string, raw: Bytes, rounds: number): Promise<Lock> {
  const salt = randomBytes(16);
  const deviceKey = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const kek = await pinKey({ salt, rounds, deviceKey }, pin);
  return { salt, rounds, deviceKey, wrapped: await sealBytes(kek, WRAP_NAME, raw) };
}

async function rawKey(ring: KeyRing, pin: string): Promise<Bytes> {
  if (!ring.wrapped) throw new KeyDestroyed('cheia de pe telefon a fost distrusă');
  return unsealBytes(await pinKey(ring, pin), WRAP_NAME, ring.wrapped);
}

/** After ten wrong PINs, or when the office erased the phone. */
export class KeyDestroyed extends Error {
  override name = 'KeyDestroyed';
}

type PinLock = Pick<KeyRing, 'salt' | 'rounds' | 'deviceKey'>;

async function pinKey({ salt, rounds, deviceKey }: PinLock, pin: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', utf8(pin), 'PBKDF2', false, ['deriveBits']);
  const stretched = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    base,
    256,
  );
  const mixed = await crypto.subtle.sign('HMAC', deviceKey, stretched);
  return derive(new Uint8Array(mixed), salt, WRAP_NAME);
}

function recoveryKey(secret: Bytes): Promise<CryptoKey> {
  return derive(secret, new Uint8Array(32), RECOVERY_NAME);
}

async function wrapForRecovery(raw: Bytes, secret: Bytes): Promise<Box> {
  return sealBytes(await recoveryKey(secret), RECOVERY_NAME, raw);
}

async function derive(material: Bytes, salt: Bytes, purpose: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', material, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(purpose) },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

function dataKey(raw: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
