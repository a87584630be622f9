import { seal, unseal } from '../crypto/seal';
import type { Counts, PushResult, Reason, VatraRecord } from '../sync/protocol';
import { type StoreName, type WriteTransaction, readMeta, strictly } from './database';
import type { OutboxRow, ReceiptRow } from './schema';
import type { OpenStore } from './vault';

/** An entry made on this phone that the bundles do not show yet. */
export interface Pending {
  record: VatraRecord;
  state: 'waiting' | 'accepted' | 'quarantined';
  reasons: Reason[];
}

/** What a receipt still holds of its record. */
export interface ReceiptContent {
  record: VatraRecord;
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

export async function readOutbox(store: OpenStore): Promise<VatraRecord[]> {
  const rows = await store.db.getAllFromIndex('outbox', 'device_seq');
  return Promise.all(rows.map((row) => unseal<VatraRecord>(store.key, recordName(row.id), row.box)));
}

/** Entries not yet in the bundles: waiting, accepted but not come back, or held in quarantine. */
export async function readPending(store: OpenStore): Promise<Pending[]> {
  const waiting = (await readOutbox(store)).map(
    (record): Pending => ({ record, state: 'waiting', reasons: [] }),
  );
  const rows = await store.db.getAll('receipts');
  const receipts = rows.filter((row) => row.box && row.status !== 'closed');
  const answered = await Promise.all(
    receipts.map(async (row): Promise<Pending> => {
      const state = row.status === 'accepted' ? 'accepted' : 'quarantined';
      return { ...(await readReceipt(store, row)), state };
    }),
  );
  return [...answered, ...waiting].sort((a, b) => (a.record.made_at < b.record.made_at ? -1 : 1));
}

export async function readReceipt(store: OpenStore, row: ReceiptRow): Promise<ReceiptContent> {
  if (!row.box) throw new RangeError('chitanța nu mai ține înregistrarea');
  return unseal<ReceiptContent>(store.key, receiptName(row.id), row.box);
}

/** Writes the server's answers: the outbox lets go of an entry only together with its receipt. */
export async function settle(
  store: OpenStore,
  sent: VatraRecord[],
  results: Record<string, PushResult>,
  counts: Counts,
): Promise<void> {
  const answered_at = new Date().toISOString();
  const answered = sent.filter((record) => (results[record.id]?.status ?? 'retry') !== 'retry');
  const receipts = await Promise.all(
    answered.map((record) =>
      receiptRow(store, record, results[record.id] as PushResult, answered_at),
    ),
  );
  await strictly(store.db, ['outbox', 'receipts', 'meta'], (tx) => {
    for (const receipt of receipts) {
      tx.objectStore('receipts').put(receipt);
      tx.objectStore('outbox').delete(receipt.id);
    }
    tx.objectStore('meta').put(counts, 'counts');
    tx.objectStore('meta').put(answered_at, 'sent_at');
  });
}

async function receiptRow(
  store: OpenStore,
  record: VatraRecord,
  result: PushResult,
  answered_at: string,
): Promise<ReceiptRow> {
  const { id, device_seq, form, place, group, made_at } = record;
  const status = result.status === 'accepted' ? 'accepted' : 'quarantined';
  const content: ReceiptContent = { record, reasons: result.reasons };
  const box = await seal(store.key, receiptName(id), content);
  const { flags } = result;
  return { id, status, device_seq, form, place, group, made_at, answered_at, flags, seen: false, box };
}

/**
 * After a complete pull that began later than these receipts, the bundles hold what was accepted:
 * the phone's own copy of the entry is let go.
 */
export async function markSeen(store: OpenStore, answeredBefore: string): Promise<void> {
  const receipts = await store.db.getAll('receipts');
  const back = receipts.filter(
    (row) => row.status === 'accepted' && !row.seen && row.answered_at <= answeredBefore,
  );
  if (back.length === 0) return;
  await strictly(store.db, ['receipts'], (tx) => {
    for (const row of back) tx.objectStore('receipts').put({ ...row, seen: true, box: null });
  });
}

/**
 * Entries the office no longer holds, though no bundle has brought them: settled in another way.
 * `held` is what a hello listed; receipts younger than it are not judged.
 */
export async function closeSettled(
  store: OpenStore,
  held: Set<string>,
  answeredBefore: string,
): Promise<void> {
  const receipts = await store.db.getAll('receipts');
  const settled = receipts.filter(
    (row) =>
      row.status === 'quarantined' && row.answered_at <= answeredBefore && !held.has(row.id),
  );
  if (settled.length === 0) return;
  await strictly(store.db, ['receipts'], (tx) => {
    for (const row of settled) tx.objectStore('receipts').put({ ...row, status: 'closed' });
  });
}

function recordName(id: string): string {
  return `record/${id}`;
}

function receiptName(id: string): string {
  return `receipt/${id}`;
}
