import type { Answers, Json } from '../engine/types';
import type { Intent, SubjectType } from './protocol';

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
  /** Rival versions that this one was chosen over. */
  settles?: string[];
  intent: Intent;
  author: string;
  author_name: string;
  role: string;
  made_at: string;
  occurred_on: string;
  answers: Answers;
  conflict: boolean;
  /** Of a rival version: it holds answers that this role does not see. */
  hidden?: boolean;
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

interface BundleDossier {
  id: string;
  kind: string;
  reference: string | null;
  state: string;
  urgency: number;
  manager_name: string | null;
  opened_on: string;
  closed_on: string | null;
  next_due_on: string | null;
}

export interface BundleItem {
  key: string;
  dossier: string | null;
  kind: string;
  title: string;
  area: string | null;
  code: string | null;
  person: string | null;
  state: string;
  opened_on: string;
  due_on: string | null;
  closed_on: string | null;
  /** What the pack says of it besides: the number of a plan's line among it. */
  extra: Record<string, Json> | null;
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
  /** The entry that asked for it. */
  record: string;
}
