import type { Answers } from '../engine/types';
import type { Bundle } from './bundle';

/** What travels between phone and server, version 1. Field names are the server's. */

export type SubjectType = 'household' | 'person' | 'place' | 'dossier';
export type Intent = 'new' | 'correction' | 'void';

export interface VatraRecord {
  id: string;
  form: string;
  version: string;
  subject: { type: SubjectType; id: string };
  group: string;
  place: number;
  dossier: string | null;
  prev: string | null;
  intent: Intent;
  reason: string | null;
  settles?: string[];
  author: string;
  role: string;
  device: string;
  device_seq: number;
  made_at: string;
  clock: { off_ms: number; age_s: number | null };
  app: string;
  answers: Answers;
  blobs: BlobNote[];
}

interface BlobNote {
  sha256: string;
  type: string;
  size: number;
}

export interface UserRole {
  role: string;
  place: number;
  place_name: string;
}

export interface SyncUser {
  id: string;
  name: string;
  roles: UserRole[];
}

export interface EnrolAnswer {
  device: string;
  token: string;
  user: SyncUser;
  secret: string;
}

export type PlaceNumbers = Record<string, number>;
export type PlaceEpochs = Record<string, string>;

export interface HelloRequest {
  device: string;
  app: string;
  cursor: PlaceNumbers;
  unsent: number;
  last_device_seq: number;
  free_mb: number | null;
  persisted: boolean;
  /** What lies here, for who watches the budget of phones. */
  holds: { persons: number; entries: number; budget: number; bytes: number | null };
}

/** The number this phone had before, told at a new enrolment. */
export interface Replaced {
  device: string;
  why: 'renewed' | 'store_lost' | 'key_destroyed';
  unsent: number;
}

export interface Grant {
  place: number;
  name: string;
  /** Changes when the rights in the place change: what lies on the phone is then loaded anew. */
  epoch: string;
  role: string;
}

export interface Counts {
  accepted: number;
  counted: number;
}

export interface HelloAnswer {
  server_time: string;
  min_app: string;
  grants: Grant[];
  forms_etag: string;
  wipe: boolean;
  user: SyncUser;
  counts: Counts;
  expects_device_seq: number;
  /** Entries of this user that the office still holds back (the latest 200). */
  quarantine?: HeldEntry[];
  /** What became of held entries lately (the latest 200). */
  settled?: SettledEntry[];
}

interface HeldEntry {
  id: string;
  form: string;
  reasons: Reason[];
}

export interface SettledEntry {
  id: string;
  how: 'accepted' | 'taken' | 'dismissed';
}

type ReceiptStatus = 'accepted' | 'quarantined' | 'retry';

export interface Reason {
  code: string;
  message: string;
  path?: string;
}

export interface PushResult {
  status: ReceiptStatus;
  reasons: Reason[];
  flags: string[];
}

export interface PushAnswer {
  results: Record<string, PushResult>;
  counts: Counts;
}

export interface PullRequest {
  cursor: PlaceNumbers;
  epochs: PlaceEpochs;
  limit: number;
}

export interface PullAnswer {
  bundles: Bundle[];
  gone: string[];
  drop: number[];
  cursor: PlaceNumbers;
  more: boolean;
  server_time: string;
}
