import { dropBlob, readBlob } from '../store/blobs';
import type { OpenStore } from '../store/vault';
import type { Wire } from './wire';

/** Sends the files of entries that have left; each is let go once the server has it. */
export async function sendBlobs(store: OpenStore, wire: Wire): Promise<number> {
  const waiting = new Set(await store.db.getAllKeys('outbox'));
  const rows = await store.db.getAll('blobs');
  const ready = rows.filter((row) => row.record !== null && !waiting.has(row.record));
  for (const row of ready) {
    const path = `blob/${row.sha256}`;
    const content = await readBlob(store, row.sha256);
    if (content && !(await wire.exists(path))) await wire.put(path, content);
    await dropBlob(store, row.sha256);
  }
  return ready.length;
}
