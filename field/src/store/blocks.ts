import { type Box, seal, unlessBroken, unseal } from '../crypto/seal';
import type { Entry } from './directory';
import type { DirectoryRow } from './schema';
import type { OpenStore } from './vault';

/** Entries sealed together: few enough to seal again on a change, many enough to open fast. */
const BLOCK_SIZE = 200;

/** The register in memory, and which sealed block each entry lies in. */
export interface Directory {
  entries: Map<string, Entry>;
  homes: Map<string, string>;
  blocks: Map<string, Block>;
}

interface Block {
  place: number;
  groups: Set<string>;
}

function emptyDirectory(): Directory {
  return { entries: new Map(), homes: new Map(), blocks: new Map() };
}

export interface Loaded {
  directory: Directory;
  /** Places of blocks that did not open: their stored bytes were damaged. */
  broken: number[];
}

export async function loadDirectory(store: OpenStore): Promise<Loaded> {
  const directory = emptyDirectory();
  const rows = await store.db.getAll('directory');
  const opened = await Promise.all(rows.map((row) => openBlock(store, row)));
  const broken = new Set<number>();
  rows.forEach((row, index) => {
    const entries = opened[index] ?? [];
    if (opened[index] === null) broken.add(row.place);
    directory.blocks.set(row.id, { place: row.place, groups: new Set() });
    for (const entry of entries) place(directory, row.id, entry);
  });
  return { directory, broken: [...broken] };
}

async function openBlock(store: OpenStore, row: DirectoryRow): Promise<Entry[] | null> {
  return unlessBroken(unseal<Entry[]>(store.key, blockName(row.id), row.box));
}

/** What a page does to the register: made beside it, taken over only once it is on the disk. */
export interface DirectoryChange {
  next: Directory;
  put: DirectoryRow[];
  removed: string[];
}

export async function planChange(
  store: OpenStore,
  current: Directory,
  changed: Entry[],
  gone: string[],
): Promise<DirectoryChange> {
  const next = copyOf(current);
  const touched = new Set<string>();
  for (const group of gone) remember(touched, take(next, group));
  for (const entry of changed) {
    const home = next.homes.get(entry.group);
    const stays = home !== undefined && next.blocks.get(home)?.place === entry.place;
    if (!stays) remember(touched, take(next, entry.group));
    const block = stays ? home : roomyBlock(next, entry.place);
    place(next, block, entry);
    touched.add(block);
  }
  return sealTouched(store, next, touched);
}

async function sealTouched(
  store: OpenStore,
  next: Directory,
  touched: Set<string>,
): Promise<DirectoryChange> {
  const removed = [...touched].filter((id) => (next.blocks.get(id)?.groups.size ?? 0) === 0);
  for (const id of removed) next.blocks.delete(id);
  const kept = [...touched].filter((id) => next.blocks.has(id));
  const put = await Promise.all(kept.map((id) => sealBlock(store, next, id)));
  return { next, put, removed };
}

async function sealBlock(
  store: OpenStore,
  directory: Directory,
  id: string,
): Promise<DirectoryRow> {
  const block = directory.blocks.get(id) as Block;
  const entries = [...block.groups].map((group) => directory.entries.get(group));
  const box: Box = await seal(store.key, blockName(id), entries);
  return { id, place: block.place, box };
}

function blockName(id: string): string {
  return `directory/${id}`;
}

function copyOf(directory: Directory): Directory {
  return {
    entries: new Map(directory.entries),
    homes: new Map(directory.homes),
    blocks: new Map(
      [...directory.blocks].map(([id, block]) => [id, { ...block, groups: new Set(block.groups) }]),
    ),
  };
}

function place(directory: Directory, block: string, entry: Entry): void {
  directory.entries.set(entry.group, entry);
  directory.homes.set(entry.group, block);
  directory.blocks.get(block)?.groups.add(entry.group);
}

function take(directory: Directory, group: string): string | undefined {
  const home = directory.homes.get(group);
  if (home !== undefined) directory.blocks.get(home)?.groups.delete(group);
  directory.homes.delete(group);
  directory.entries.delete(group);
  return home;
}

function remember(touched: Set<string>, block: string | undefined): void {
  if (block !== undefined) touched.add(block);
}

function roomyBlock(directory: Directory, placeId: number): string {
  let last = -1;
  for (const [id, block] of directory.blocks) {
    if (block.place !== placeId) continue;
    if (block.groups.size < BLOCK_SIZE) return id;
    last = Math.max(last, Number(id.split('-')[1]));
  }
  const id = `${placeId}-${last + 1}`;
  directory.blocks.set(id, { place: placeId, groups: new Set() });
  return id;
}
