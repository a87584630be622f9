import { toBase64 } from '../crypto/bytes';
import type { Box } from '../crypto/seal';
import { readMeta } from './database';
import type { BlobRow, Database, OutboxRow } from './schema';

/**
 * The safety copy: entries that have not left, as they lie on the disk, sealed. Only the office can
 * open it, with the recovery secret it keeps for the device.
 */
export interface SafetyCopy {
  vatra: 'copie-de-siguranta/1';
  made_at: string;
  parts: SafetyPart[];
}

interface SafetyPart {
  device: string;
  recovery: SealedText;
  records: { id: string; device_seq: number; made_at: string; box: SealedText }[];
  blobs: { sha256: string; type: string; box: SealedText }[];
}

interface SealedText {
  v: 1;
  iv: string;
  data: string;
}

export async function safetyCopy(db: Database): Promise<SafetyCopy> {
  const vault = await readMeta(db, 'vault');
  const outbox = await db.getAll('outbox');
  const away = (await readMeta(db, 'sealed_away')) ?? [];
  const blobs = (await db.getAll('blobs')).filter((blob) => blob.record !== null);
  const parts = away.map((one): SafetyPart => {
    return {
      device: one.device,
      recovery: sealedText(one.recovery),
      records: texts(one.rows),
      blobs: files(one.blobs ?? []),
    };
  });
  if (vault) {
    const { device, ring } = vault;
    parts.push({
      device,
      recovery: sealedText(ring.recovery),
      records: texts(outbox),
      blobs: files(blobs),
    });
  }
  return { vatra: 'copie-de-siguranta/1', made_at: new Date().toISOString(), parts };
}

export function copyIsEmpty(copy: SafetyCopy): boolean {
  return copy.parts.every((part) => part.records.length === 0 && part.blobs.length === 0);
}

function texts(rows: OutboxRow[]): SafetyPart['records'] {
  return rows.map(({ id, device_seq, made_at, box }) => {
    return { id, device_seq, made_at, box: sealedText(box) };
  });
}

function files(rows: BlobRow[]): SafetyPart['blobs'] {
  return rows.map(({ sha256, type, box }) => ({ sha256, type, box: sealedText(box) }));
}

function sealedText(box: Box): SealedText {
  return { v: 1, iv: toBase64(box.iv), data: toBase64(new Uint8Array(box.data)) };
}
