import type { Bundle, BundleFinding, BundlePerson, BundleTask } from '../sync/bundle';
import { AREAS } from './areas';

/** One line of the phone's register: all that lists, search and the day's page need of a group. */
export interface Entry {
  group: string;
  kind: string;
  place: number;
  seq: number;
  name: string;
  locality: number | null;
  street: string | null;
  number: string | null;
  persons: EntryPerson[];
  /** What a community problem is about; a household is known by its people. */
  codes: string[];
  /** Worst open finding by area, in the fixed order; -1 where nothing is known. */
  areas: number[];
  open: number;
  tasks: EntryTask[];
  records: number;
  /** Versions that contradict one another and wait for somebody to choose. */
  conflicts?: number;
  latest: EntryChange | null;
}

export interface EntryPerson {
  id: string;
  family: string;
  given: string;
  sex: string | null;
  birth: string | null;
  cnp4: string | null;
  alive: boolean;
}

export type EntryTask = Omit<BundleTask, 'done_on' | 'dossier'>;

interface EntryChange {
  form: string;
  author: string;
  author_name: string;
  made_at: string;
}

export function entryOf(bundle: Bundle): Entry {
  const { household } = bundle;
  return {
    group: bundle.group,
    kind: bundle.kind,
    place: bundle.place,
    seq: bundle.seq,
    name: householdName(bundle),
    locality: household?.locality ?? null,
    street: household?.street ?? null,
    number: household?.number ?? null,
    persons: bundle.persons.filter((person) => person.to === null).map(personLine),
    codes: bundle.kind === 'household' ? [] : openCodes(bundle),
    areas: worstByArea(bundle.findings),
    open: bundle.items.filter((item) => item.closed_on === null).length,
    tasks: bundle.tasks.filter((task) => task.done_on === null).map(taskLine),
    records: bundle.records.length,
    conflicts: bundle.records.filter((record) => record.conflict).length,
    latest: latestChange(bundle),
  };
}

function openCodes(bundle: Bundle): string[] {
  const open = bundle.findings.filter((finding) => finding.closed_on === null);
  return [...new Set(open.map((finding) => finding.code))];
}

/** Family names joined when the household has no name of its own: "Popa, Rusu". */
export function householdName(bundle: Pick<Bundle, 'household' | 'persons'>): string {
  const given = bundle.household?.name?.trim();
  if (given) return given;
  const families = bundle.persons
    .filter((person) => person.to === null && person.family_name)
    .map((person) => person.family_name ?? '');
  return [...new Set(families)].slice(0, 3).join(', ') || 'Fără nume';
}

function worstByArea(findings: BundleFinding[]): number[] {
  const worst = AREAS.map(() => -1);
  for (const finding of findings) {
    const area = AREAS.indexOf(finding.area as (typeof AREAS)[number]);
    if (area < 0 || finding.closed_on !== null) continue;
    worst[area] = Math.max(worst[area] ?? -1, finding.favourable ? 0 : finding.urgency);
  }
  return worst;
}

function personLine(person: BundlePerson): EntryPerson {
  return {
    id: person.id,
    family: person.family_name ?? '',
    given: person.given_name ?? '',
    sex: person.sex,
    birth: person.birth_date,
    cnp4: person.cnp_last4,
    alive: person.alive,
  };
}

function taskLine({ done_on: _done, dossier: _dossier, ...task }: BundleTask): EntryTask {
  return task;
}

function latestChange(bundle: Bundle): EntryChange | null {
  const last = bundle.records.reduce<Bundle['records'][number] | null>(
    (found, record) =>
      found === null || Date.parse(record.made_at) > Date.parse(found.made_at) ? record : found,
    null,
  );
  if (!last) return null;
  const { form, author, author_name, made_at } = last;
  return { form, author, author_name, made_at };
}
