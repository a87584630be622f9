import { type Bytes, randomBytes, text, utf8 } from './bytes';

/** One AES-GCM block. `v` names the layout, so that a later one can be told apart. */
export interface Box {
  v: 1;
  iv: Bytes;
  data: ArrayBuffer;
}

/** A block that does not open under this key and name: wrong key, or the stored bytes were changed. */
export class SealBroken extends Error {
  override name = 'SealBroken';
}

/**
 * Seals a JSON value. `name` is bound to the block as associated data: a block moved to another row
 * does not open. Always call it before opening a database transaction: awaiting WebCrypto inside one
 * lets the browser commit it early.
 */
export async function seal(key: CryptoKey, name: string, value: unknown): Promise<Box> {
  return sealBytes(key, name, utf8(JSON.stringify(value)));
}

export async function unseal<T>(key: CryptoKey, name: string, box: Box): Promise<T> {
  return JSON.parse(text(await unsealBytes(key, name, box))) as T;
}

export async function sealBytes(key: CryptoKey, name: string, content: Bytes): Promise<Box> {
  const iv = randomBytes(12);
  const data = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: utf8(name) },
    key,
    content,
  );
  return { v: 1, iv, data };
}

export async function unsealBytes(key: CryptoKey, name: string, box: Box): Promise<Bytes> {
  try {
    const content = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: box.iv, additionalData: utf8(name) },
      key,
      box.data,
    );
    return new Uint8Array(content);
  } catch {
    throw new SealBroken('blocul nu se deschide cu această cheie');
  }
}

/** Null for a damaged block, so that one bad block does not close the door to all the others. */
export async function unlessBroken<T>(opening: Promise<T>): Promise<T | null> {
  try {
    return await opening;
  } catch (cause) {
    if (cause instanceof SealBroken) return null;
    throw cause;
  }
}
