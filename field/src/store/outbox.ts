import { seal, unlessBroken, unseal } from '../crypto/seal';
import type { Reason, VatraRecord } from '../sync/protocol';
import { readMeta, type StoreName, strictly, type WriteTransaction } from './database';
import { readReceipt } from './receipts';
import type { OutboxRow, ReceiptRow } from './schema';
import type { OpenStore } from './vault';

/** An entry made on this phone that the bundles do not show yet. */
export interface Pending {
  record: VatraRecord;
  state: 'waiting' | 'accepted' | 'quarantined';
  reasons: Reason[];
}

/** The record before it has its number on this device. */
export type UnnumberedRecord = Omit<VatraRecord, 'device_seq'>;

/**
 * Saves an entry for good: outbox row, its number and the end of its draft are one transaction on
 * the disk. Only when this resolves may the screen say "salvat pe telefon".
 */
export async function saveRecord(
  store: OpenStore,
  unnumbered: UnnumberedRecord,
  draft: string | null,
): Promise<VatraRecord> {
  for (;;) {
    const device_seq = (await readMeta(store.db, 'next_seq')) ?? 1;
    const record: VatraRecord = { ...unnumbered, device_seq };
    if (await putNumbered(store, record, draft)) return record;
  }
}

/** False when another save took the number while this one was being sealed. */
async function putNumbered(
  store: OpenStore,
  record: VatraRecord,
  draft: string | null,
): Promise<boolean> {
  const row = await outboxRow(store, record);
  let mine = false;
  await strictly(store.db, SAVING, async (tx) => {
    mine = ((await tx.objectStore('meta').get('next_seq')) ?? 1) === row.device_seq;
    if (!mine) return;
    tx.objectStore('outbox').add(row);
    tx.objectStore('meta').put(row.device_seq + 1, 'next_seq');
    await finish(tx, record, draft);
  });
  return mine;
}

/** A held-back entry, corrected: the same entry under the same number goes out once more. */
export async function resendRecord(
  store: OpenStore,
  record: VatraRecord,
  draft: string | null,
): Promise<void> {
  const row = await outboxRow(store, record);
  await strictly(store.db, SAVING, async (tx) => {
    tx.objectStore('outbox').put(row);
    tx.objectStore('receipts').delete(row.id);
    await finish(tx, record, draft);
  });
}

const SAVING: StoreName[] = ['outbox', 'meta', 'drafts', 'receipts', 'blobs'];

async function finish(tx: WriteTransaction, record: VatraRecord, draft: string | null) {
  if (draft !== null) tx.objectStore('drafts').delete(draft);
  for (const { sha256 } of record.blobs) {
    const blob = await tx.objectStore('blobs').get(sha256);
    if (blob) tx.objectStore('blobs').put({ ...blob, record: record.id });
  }
}

async function outboxRow(store: OpenStore, record: VatraRecord): Promise<OutboxRow> {
  const { id, device, device_seq, form, place, group, made_at } = record;
  const box = await seal(store.key, recordName(id), record);
  return { id, device, device_seq, form, place, group, made_at, box };
}

/** Entries waiting to be sent. One whose block is damaged stays on the disk, for the office. */
export async function readOutbox(store: OpenStore): Promise<VatraRecord[]> {
  const rows = await store.db.getAllFromIndex('outbox', 'device_seq');
  const opened = await Promise.all(
    rows.map((row) => unlessBroken(unseal<VatraRecord>(store.key, recordName(row.id), row.box))),
  );
  return opened.filter((record) => record !== null);
}

async function answeredPending(store: OpenStore, row: ReceiptRow): Promise<Pending> {
  const state = row.status === 'accepted' ? 'accepted' : 'quarantined';
  return { ...(await readReceipt(store, row)), state };
}

/** In the order of their making; two of one second by their number. */
function asMade({ record: a }: Pending, { record: b }: Pending): number {
  return Date.parse(a.made_at) - Date.parse(b.made_at) || a.device_seq - b.device_seq;
}

/** Entries not yet in the bundles: waiting, accepted but not come back, or held in quarantine. */
export async function readPending(store: OpenStore): Promise<Pending[]> {
  const waiting = (await readOutbox(store)).map(
    (record): Pending => ({ record, state: 'waiting', reasons: [] }),
  );
  const rows = await store.db.getAll('receipts');
  const receipts = rows.filter((row) => row.box && row.status !== 'closed');
  const answered = await Promise.all(
    receipts.map((row) => unlessBroken(answeredPending(store, row))),
  );
  return [...answered.filter((one) => one !== null), ...waiting].sort(asMade);
}

function recordName(id: string): string {
  return `record/${id}`;
}
