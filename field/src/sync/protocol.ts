import type { Answers } from '../engine/types';

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

export interface BlobNote {
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

export interface HelloRequest {
  device: string;
  app: string;
  cursor: PlaceNumbers;
  unsent: number;
  last_device_seq: number;
  free_mb: number | null;
  persisted: boolean;
}

export interface Grant {
  place: number;
  name: string;
  epoch: number;
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
}

export type ReceiptStatus = 'accepted' | 'quarantined' | 'retry';

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
  epochs: PlaceNumbers;
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

/** The whole present state of one group, as far as the signed-in role may see it. */
export interface Bundle {
  group: string;
  kind: string;
  place: number;
  seq: number;
  household: BundleHousehold | null;
  persons: BundlePerson[];
  records: BundleRecord[];
  findings: BundleFinding[];
  dossiers: BundleDossier[];
  items: BundleItem[];
  tasks: BundleTask[];
}

export interface BundleHousehold {
  id: string;
  name: string | null;
  locality: number | null;
  street: string | null;
  number: string | null;
  geo: unknown;
}

export interface BundlePerson {
  id: string;
  family_name: string | null;
  given_name: string | null;
  sex: string | null;
  birth_date: string | null;
  id_state: string | null;
  cnp_last4: string | null;
  phone: string | null;
  relation: string | null;
  family_doctor: string | null;
  insured: string | null;
  alive: boolean;
  from: string | null;
  to: string | null;
}

export interface BundleRecord {
  id: string;
  form: string;
  version: string;
  subject: { type: SubjectType; id: string };
  prev: string | null;
  intent: Intent;
  author: string;
  author_name: string;
  role: string;
  made_at: string;
  occurred_on: string;
  answers: Answers;
  conflict: boolean;
}

export interface BundleFinding {
  code: string;
  person: string | null;
  area: string;
  urgency: number;
  favourable: boolean;
  opened_on: string;
  closed_on: string | null;
  record: string;
}

export interface BundleDossier {
  id: string;
  kind: string;
  reference: string | null;
  state: string;
  urgency: number;
  manager_name: string | null;
  opened_on: string;
  next_due_on: string | null;
}

export interface BundleItem {
  key: string;
  kind: string;
  title: string;
  area: string | null;
  code: string | null;
  person: string | null;
  state: string;
  opened_on: string;
  due_on: string | null;
  closed_on: string | null;
}

export interface BundleTask {
  key: string;
  title: string;
  form: string | null;
  role: string;
  user: string | null;
  person: string | null;
  opened_on: string;
  due_on: string | null;
  done_on: string | null;
  urgency: number;
  cites: string[];
  dossier: string | null;
  mine: boolean;
}
