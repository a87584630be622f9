import { seal, unseal } from '../crypto/seal';
import type { Draft } from '../form/types';
import { readMeta, strictly } from './database';
import type { DraftRow } from './schema';
import type { OpenStore } from './vault';

/** Where a form being filled stands, and what it is about. Lives on the phone only. */
export interface DraftContent {
  draft: Draft;
  subject: { type: 'household' | 'person' | 'place' | 'dossier'; id: string };
  dossier: string | null;
  prev: string | null;
  /** The held-back entry that this draft corrects. */
  resends: string | null;
  reason: string | null;
}

export type DraftNote = Omit<DraftRow, 'box' | 'updated_at'>;

/** Writings stand in line: sealing takes its time, and an older draft must not land on a newer one. */
let writing: Promise<unknown> = Promise.resolve();

export function keepDraft(store: OpenStore, note: DraftNote, content: DraftContent): Promise<void> {
  const kept = writing.then(() => write(store, note, content));
  writing = kept.catch(() => undefined);
  return kept;
}

async function write(store: OpenStore, note: DraftNote, content: DraftContent): Promise<void> {
  const box = await seal(store.key, draftName(note.id), content);
  const row: DraftRow = { ...note, updated_at: new Date().toISOString(), box };
  await strictly(store.db, ['drafts'], (tx) => tx.objectStore('drafts').put(row));
}

export async function readDraft(store: OpenStore, id: string): Promise<DraftContent | null> {
  await writing;
  const row = await store.db.get('drafts', id);
  return row ? unseal<DraftContent>(store.key, draftName(id), row.box) : null;
}

/** Newest first; drafts of a place that was taken away are not shown. */
export async function listDrafts(store: OpenStore): Promise<DraftRow[]> {
  const dropped = new Set(((await readMeta(store.db, 'dropped')) ?? []).map((one) => one.place));
  const rows = await store.db.getAll('drafts');
  return rows
    .filter((row) => !dropped.has(row.place))
    .sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1));
}

/** Forms opened and left as they were are of no use to anybody the next day. */
export async function dropUntouched(store: OpenStore, before: string): Promise<void> {
  const rows = await store.db.getAll('drafts');
  const idle = rows.filter((row) => !row.touched && row.updated_at < before);
  await strictly(store.db, ['drafts'], (tx) => {
    for (const row of idle) tx.objectStore('drafts').delete(row.id);
  });
}

export async function deleteDraft(store: OpenStore, id: string): Promise<void> {
  await strictly(store.db, ['drafts'], (tx) => tx.objectStore('drafts').delete(id));
}

function draftName(id: string): string {
  return `draft/${id}`;
}
