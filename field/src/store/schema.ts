import type { DBSchema, IDBPDatabase } from 'idb';
import type { Box } from '../crypto/seal';
import type { Facts } from '../sync/facts';
import type { Counts, Grant, PlaceEpochs, PlaceNumbers } from '../sync/protocol';
import type { VaultRow } from './vault';

/**
 * What lies on the phone's disk. In clear: ids, places, form ids, moments. Everything that names or
 * describes a person is in a `box`, sealed under the data key.
 */
export interface VatraSchema extends DBSchema {
  meta: { key: string; value: unknown };
  bundles: {
    key: string;
    value: { group: string; place: number; seq: number; entries: number; box: Box };
    indexes: { place: number };
  };
  directory: { key: string; value: DirectoryRow; indexes: { place: number } };
  drafts: { key: string; value: DraftRow };
  outbox: { key: string; value: OutboxRow; indexes: { device_seq: number } };
  receipts: { key: string; value: ReceiptRow };
  blobs: { key: string; value: BlobRow };
  forms: { key: string; value: FormsRow };
  places: { key: number; value: { place: number; slice: unknown } };
}

export type Database = IDBPDatabase<VatraSchema>;

export interface DirectoryRow {
  id: string;
  place: number;
  box: Box;
}

export interface DraftRow {
  id: string;
  place: number;
  group: string;
  form: string;
  /** False until the worker has changed something in it. */
  touched: boolean;
  updated_at: string;
  box: Box;
}

export interface OutboxRow {
  id: string;
  device: string;
  device_seq: number;
  form: string;
  place: number;
  group: string;
  made_at: string;
  box: Box;
}

/**
 * The server's answer to one record. `box` holds the record and the reasons; it is let go when an
 * accepted record has come back in its bundle (`seen`), and stays with a quarantined one.
 */
export interface ReceiptRow {
  id: string;
  /** `closed`: held back, and settled by the office in another way than by accepting it. */
  status: 'accepted' | 'quarantined' | 'closed';
  /** Of a closed one: a colleague sent it as his own, or it was ended with a reason. */
  how?: 'taken' | 'dismissed';
  device_seq: number;
  form: string;
  place: number;
  group: string;
  made_at: string;
  answered_at: string;
  flags: string[];
  seen: boolean;
  box: Box | null;
}

/** `record` names the saved entry that needs the file; null while only a draft does. */
export interface BlobRow {
  sha256: string;
  record: string | null;
  type: string;
  size: number;
  box: Box;
}

interface FormsRow {
  key: 'packs';
  packs: unknown;
}

/** The single values kept beside the lists, each under its own key in `meta`. */
export interface MetaValues {
  vault: VaultRow;
  session: Box;
  cursor: PlaceNumbers;
  epochs: PlaceEpochs;
  grants: Grant[];
  /** Names of all places ever granted: a place taken away is still called by its name. */
  place_names: Record<string, string>;
  next_seq: number;
  counts: Counts;
  clock: ClockNote;
  settings: Settings;
  /** Which forms lie in `forms`: asked often, and much smaller than they. */
  forms_etag: string;
  loaded: number[];
  dropped: DroppedPlace[];
  alarms: Alarm[];
  sent_at: string;
  pulled_at: string;
  sealed_away: SealedAway[];
  /** Why the key is gone; survives it, so that the next screen can say what happened. */
  ended: Ended;
  /** Names of colleagues, sealed; institutions are public. */
  team: Box;
  institutions: Facts['institutions'];
  facts_etags: Record<string, string>;
}

/** What the last hello said of the time: server minus phone, and when that was learned. */
export interface ClockNote {
  off_ms: number;
  at: number;
  server_time: string;
}

export interface Settings {
  lock_minutes: number;
  sync_minutes: number;
  over_budget: boolean;
}

export interface DroppedPlace {
  place: number;
  name: string;
  drafts: number;
}

/** Something the worker must know until she has read it. */
export interface Alarm {
  kind: 'lost_records' | 'budget' | 'reloaded';
  at: string;
  count: number;
}

/** Entries sealed under a key this phone no longer has: they wait for export to the office. */
export interface SealedAway {
  device: string;
  recovery: Box;
  rows: OutboxRow[];
  /** Photos of those entries, and of sent ones whose photos had not left. Absent before 0.2. */
  blobs?: BlobRow[];
}

/** The key was destroyed: by the office, or at the tenth wrong PIN. `sealed` entries were set aside. */
export interface Ended {
  why: 'office' | 'pin';
  at: string;
  sealed: number;
}

export const DEFAULT_SETTINGS: Settings = { lock_minutes: 5, sync_minutes: 15, over_budget: false };
