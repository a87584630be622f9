import { sha256 } from '../crypto/canonical';
import { sealBytes, unsealBytes } from '../crypto/seal';
import type { BlobRef } from '../form/types';
import { strictly } from './database';
import type { BlobRow } from './schema';
import type { OpenStore } from './vault';

/** Seals a photo or file under its own fingerprint: the same content twice is one blob. */
export async function keepBlob(store: OpenStore, blob: Blob): Promise<BlobRef> {
  const content = new Uint8Array(await blob.arrayBuffer());
  const digest = await sha256(content);
  const box = await sealBytes(store.key, blobName(digest), content);
  const { type } = blob;
  const known = await store.db.get('blobs', digest);
  const record = known?.record ?? null;
  const row: BlobRow = { sha256: digest, record, type, size: content.length, box };
  await strictly(store.db, ['blobs'], (tx) => tx.objectStore('blobs').put(row));
  return { sha256: digest, type, size: content.length };
}

export async function readBlob(store: OpenStore, digest: string): Promise<Blob | null> {
  const row = await store.db.get('blobs', digest);
  if (!row) return null;
  return new Blob([await unsealBytes(store.key, blobName(digest), row.box)], { type: row.type });
}

export async function dropBlob(store: OpenStore, digest: string): Promise<void> {
  await strictly(store.db, ['blobs'], (tx) => tx.objectStore('blobs').delete(digest));
}

function blobName(digest: string): string {
  return `blob/${digest}`;
}
