import { found, openSheet } from '../engine';
import type { Condition, Form, Found } from '../engine/types';
import type { Packs } from '../form/types';
import type { Bundle, BundleFinding, BundleRecord, BundleTask } from '../sync/bundle';
import type { Reason, VatraRecord } from '../sync/protocol';
import { emptyHousehold, emptyPerson, factsOf, householdWith, personWith, textOf } from './binds';
import { contextOf, parametersOf } from './context';
import type { Pending } from './outbox';
import { clearRivals } from './settled';

/** A bundle with the phone's own entries laid over it: what the screens show. */
export interface GroupView extends Omit<Bundle, 'records' | 'findings' | 'tasks'> {
  records: ViewRecord[];
  findings: ViewFinding[];
  tasks: ViewTask[];
}

/** `own`: made on this phone and not yet in the server's bundle. */
export type ViewRecord = BundleRecord & { own: Pending['state'] | null; reasons: Reason[] };
export type ViewFinding = BundleFinding & { local: boolean };
/** `done_here`: an entry of the task's form waits on this phone; the server will close the task. */
type ViewTask = BundleTask & { done_here: boolean };

export interface Overlay {
  packs: Packs;
  today: string;
  authorName: string;
}

/** Null when there is neither a bundle nor an entry that opens the group. */
export function overlay(bundle: Bundle | null, pending: Pending[], by: Overlay): GroupView | null {
  const shown = new Set(bundle?.records.map((record) => record.id));
  const news = pending.filter(({ record }) => !shown.has(record.id));
  const [first] = news;
  if (!bundle && !first) return null;
  const view = bundle ? fromBundle(bundle) : blank(first?.record as VatraRecord);
  for (const one of news) lay(view, one, by);
  return view;
}

function fromBundle(bundle: Bundle): GroupView {
  return {
    ...bundle,
    persons: bundle.persons.map((person) => ({ ...person })),
    records: bundle.records.map((record) => ({ ...record, own: null, reasons: [] })),
    findings: bundle.findings.map((finding) => ({ ...finding, local: false })),
    tasks: bundle.tasks.map((task) => ({ ...task, done_here: false })),
  };
}

function blank(record: VatraRecord): GroupView {
  const kind = record.subject.type === 'place' ? 'problem' : 'household';
  return {
    group: record.group,
    kind,
    place: record.place,
    seq: 0,
    household: kind === 'household' ? emptyHousehold(record.group) : null,
    persons: [],
    records: [],
    findings: [],
    dossiers: [],
    items: [],
    tasks: [],
  };
}

function lay(view: GroupView, pending: Pending, by: Overlay): void {
  const { record } = pending;
  const form = by.packs.forms[record.form];
  clearRivals(view.records, record);
  view.records.push(viewRecord(pending, form, by));
  if (record.prev !== null) {
    view.findings = view.findings.filter((finding) => finding.record !== record.prev);
  }
  if (!form || record.intent === 'void') return;
  layFacts(view, form, record);
  layFindings(view, form, record, by);
  for (const task of view.tasks) {
    if (task.form === form.id && concerns(task, record)) task.done_here = true;
  }
}

function viewRecord(
  { record, state, reasons }: Pending,
  form: Form | undefined,
  by: Overlay,
): ViewRecord {
  const { id, version, subject, prev, intent, author, role, made_at, answers } = record;
  return {
    id,
    form: record.form,
    version,
    subject,
    prev,
    intent,
    author,
    author_name: by.authorName,
    role,
    made_at,
    occurred_on: occurredOn(form, record),
    answers,
    conflict: false,
    settles: record.settles ?? [],
    own: state,
    reasons,
  };
}

function occurredOn(
  form: Form | undefined,
  record: Pick<VatraRecord, 'answers' | 'made_at'>,
): string {
  const answered = form?.date ? record.answers[form.date] : undefined;
  return typeof answered === 'string' ? answered : record.made_at.slice(0, 10);
}

function layFacts(view: GroupView, form: Form, record: VatraRecord): void {
  const facts = factsOf(form, record.answers);
  const effects = new Set(form.effects);
  if (effects.has('household.register') || effects.has('household.update')) {
    view.household = householdWith(view.household ?? emptyHousehold(view.group), facts);
  }
  if (effects.has('person.register') || effects.has('person.update')) {
    const known = view.persons.find((person) => person.id === record.subject.id);
    const person = personWith(known ?? emptyPerson(record.subject.id), facts);
    view.persons = [...view.persons.filter((one) => one.id !== person.id), person];
  }
  const left = textOf(facts, 'membership.to');
  const mover = textOf(facts, 'membership.person');
  if (effects.has('membership.change') && left && mover) {
    view.persons = view.persons.map((one) => (one.id === mover ? { ...one, to: left } : one));
  }
}

function layFindings(view: GroupView, form: Form, record: VatraRecord, by: Overlay): void {
  const { subject, role, made_at } = record;
  const date = occurredOn(form, record);
  const context = contextOf(view, { today: made_at.slice(0, 10), date, role, subject });
  const sheet = openSheet(form, record.answers, context, parametersOf(by.packs, form.id));
  const news = found(sheet);
  const about = subject.type === 'person' ? subject.id : null;
  for (const finding of view.findings) {
    if (
      finding.closed_on === null &&
      finding.person === about &&
      isLacking(finding, form, record, news)
    ) {
      finding.closed_on = date;
    }
  }
  const open = new Set(view.findings.filter((one) => one.closed_on === null).map(keyOf));
  const fresh = news.filter((one) => !open.has(keyOf(one)));
  view.findings.push(...fresh.map((one) => viewFinding(one, record.id, date, by.packs)));
}

function keyOf(one: { code: string; person: string | null }): string {
  return `${one.code} ${one.person ?? ''}`;
}

/** The entry asks about the finding and no longer finds it. What it does not ask says nothing. */
function isLacking(
  finding: BundleFinding,
  form: Form,
  record: VatraRecord,
  news: Found[],
): boolean {
  if (news.some((one) => keyOf(one) === keyOf(finding))) return false;
  const rules = (form.findings ?? []).filter((rule) => rule.code === finding.code && !rule.each);
  return rules.some((rule) => questions(rule.when).some((id) => record.answers[id] !== undefined));
}

function questions(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(questions);
  if ('any' in condition) return condition.any.flatMap(questions);
  if ('not' in condition) return questions(condition.not);
  return 'q' in condition ? [condition.q] : [];
}

function viewFinding(one: Found, record: string, date: string, packs: Packs): ViewFinding {
  const known = packs.vulnerabilities[one.code];
  return {
    code: one.code,
    person: one.person,
    area: known?.area ?? '',
    urgency: Number(known?.urgency ?? 1),
    favourable: known?.favourable ?? false,
    opened_on: date,
    closed_on: null,
    record,
    local: true,
  };
}

function concerns(task: BundleTask, record: VatraRecord): boolean {
  const about = record.subject.type === 'person' ? record.subject.id : null;
  return task.done_on === null && (task.person === null || task.person === about);
}
