import { seal, unseal } from '../crypto/seal';
import type { Counts, PushResult, Reason, SettledEntry, VatraRecord } from '../sync/protocol';
import { strictly } from './database';
import type { ReceiptRow } from './schema';
import type { OpenStore } from './vault';

/** What a receipt still holds of its record. */
export interface ReceiptContent {
  record: VatraRecord;
  reasons: Reason[];
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
  return {
    id,
    status,
    device_seq,
    form,
    place,
    group,
    made_at,
    answered_at,
    flags,
    seen: false,
    box,
  };
}

/** Receipts of accepted entries kept to be looked at; the server counts, not they. */
const KEPT = 300;

function newestFirst(a: ReceiptRow, b: ReceiptRow): number {
  return b.answered_at.localeCompare(a.answered_at);
}

/**
 * After a complete pull that began later than these receipts, the bundles hold what was accepted:
 * the phone's own copy of the entry is let go.
 */
export async function markSeen(store: OpenStore, answeredBefore: string): Promise<void> {
  const receipts = await store.db.getAll('receipts');
  const accepted = receipts.filter((row) => row.status === 'accepted');
  const back = accepted.filter((row) => !row.seen && row.answered_at <= answeredBefore);
  if (back.length === 0) return;
  const oldest = accepted
    .filter((row) => row.seen)
    .sort(newestFirst)
    .slice(KEPT);
  await strictly(store.db, ['receipts'], (tx) => {
    for (const row of back) tx.objectStore('receipts').put({ ...row, seen: true, box: null });
    for (const row of oldest) tx.objectStore('receipts').delete(row.id);
  });
}

/** What a hello said of held entries: which the office still holds, what became of the others. */
export interface HeldNews {
  held: Set<string>;
  settled: SettledEntry[];
}

/**
 * Entries the office no longer holds, though no bundle has brought them: accepted in a place that
 * is no longer on this phone, taken over by a colleague, or ended. Receipts younger than the hello
 * are not judged.
 */
export async function closeSettled(
  store: OpenStore,
  { held, settled }: HeldNews,
  answeredBefore: string,
): Promise<void> {
  const how = new Map(settled.map((one) => [one.id, one.how]));
  const receipts = await store.db.getAll('receipts');
  const ended = receipts.filter(
    (row) => row.status === 'quarantined' && row.answered_at <= answeredBefore && !held.has(row.id),
  );
  if (ended.length === 0) return;
  await strictly(store.db, ['receipts'], (tx) => {
    for (const row of ended) tx.objectStore('receipts').put(settledRow(row, how.get(row.id)));
  });
}

function settledRow(row: ReceiptRow, how: SettledEntry['how'] | undefined): ReceiptRow {
  if (how === 'accepted') return { ...row, status: 'accepted', seen: true, box: null };
  return { ...row, status: 'closed', ...(how && { how }) };
}

function receiptName(id: string): string {
  return `receipt/${id}`;
}
