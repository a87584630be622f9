import { readOutbox } from '../store/outbox';
import { settle } from '../store/receipts';
import type { OpenStore } from '../store/vault';
import type { Counts, PushAnswer, VatraRecord } from './protocol';
import { TooLarge, type Wire } from './wire';

const BATCH_RECORDS = 50;
const BATCH_BYTES = 200_000;

/** What became of the entries this flight tried to send. */
export interface Pushed {
  sent: number;
  /** Too large even alone: they stay on the phone and are named in the sync page. */
  stuck: string[];
}

/** Sends all that waits, oldest first. An entry leaves the outbox only with its receipt. */
export async function push(store: OpenStore, wire: Wire, device: string): Promise<Pushed> {
  const pushed: Pushed = { sent: 0, stuck: [] };
  for (const batch of batches(await readOutbox(store))) {
    await sendBatch(store, wire, device, batch, pushed);
  }
  return pushed;
}

/** Splits where a batch would hold too many entries or bytes; one oversized entry goes alone. */
function batches(records: VatraRecord[]): VatraRecord[][] {
  const result: VatraRecord[][] = [];
  let size = 0;
  for (const record of records) {
    const bytes = new Blob([JSON.stringify(record)]).size;
    const last = result.at(-1);
    if (last && last.length < BATCH_RECORDS && size + bytes <= BATCH_BYTES) {
      last.push(record);
      size += bytes;
    } else {
      result.push([record]);
      size = bytes;
    }
  }
  return result;
}

async function sendBatch(
  store: OpenStore,
  wire: Wire,
  device: string,
  batch: VatraRecord[],
  pushed: Pushed,
): Promise<void> {
  try {
    const answer = await wire.post<PushAnswer>('push', { device, records: batch });
    await settle(store, batch, answer.results, answer.counts satisfies Counts);
    pushed.sent += Object.values(answer.results).filter((one) => one.status !== 'retry').length;
  } catch (cause) {
    if (!(cause instanceof TooLarge)) throw cause;
    await sendHalves(store, wire, device, batch, pushed);
  }
}

async function sendHalves(
  store: OpenStore,
  wire: Wire,
  device: string,
  batch: VatraRecord[],
  pushed: Pushed,
): Promise<void> {
  const [only] = batch;
  if (batch.length <= 1) {
    if (only) pushed.stuck.push(only.id);
    return;
  }
  const middle = Math.ceil(batch.length / 2);
  await sendBatch(store, wire, device, batch.slice(0, middle), pushed);
  await sendBatch(store, wire, device, batch.slice(middle), pushed);
}
