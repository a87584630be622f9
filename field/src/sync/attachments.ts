import { dropBlob, readBlob } from '../store/blobs';
import type { OpenStore } from '../store/vault';
import type { Wire } from './wire';

/** Sends the files of entries that have left; each is let go once the server has it whole. */
export async function sendBlobs(store: OpenStore, wire: Wire): Promise<number> {
  const waiting = new Set(await store.db.getAllKeys('outbox'));
  const rows = await store.db.getAll('blobs');
  const ready = rows.filter((row) => row.record !== null && !waiting.has(row.record));
  let sent = 0;
  for (const row of ready) {
    const content = await readBlob(store, row.sha256);
    if (!content || !(await sendBlob(wire, `blob/${row.sha256}`, content))) continue;
    await dropBlob(store, row.sha256);
    sent += 1;
  }
  return sent;
}

/** False when the server does not want it yet: its entry is held back, and so the file stays here. */
async function sendBlob(wire: Wire, path: string, content: Blob): Promise<boolean> {
  let offset = await wire.received(path);
  while (offset !== null && offset < content.size) {
    const reached = await wire.append(path, content, offset);
    if (reached <= offset) return false;
    offset = reached;
  }
  return offset !== null;
}
