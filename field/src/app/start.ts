import { uuid7 } from '../crypto/uuid';
import { initialAnswers } from '../engine';
import type { Answers } from '../engine/types';
import type { Form } from '../form/types';
import { contextOf, dayOf } from '../store/context';
import { type DraftContent, keepDraft } from '../store/drafts';
import type { GroupView } from '../store/overlay';
import type { BundleItem, BundleRecord, BundleTask } from '../sync/bundle';
import type { VatraRecord } from '../sync/protocol';
import { roleFor } from './forms';
import { go } from './route';
import type { Desk, Snapshot } from './snapshot';
import { refresh } from './stage';

/** Who may fill what: said when the worker has no role for the form in this place. */
export class NotYourForm extends Error {
  override name = 'NotYourForm';
}

export interface Starting {
  form: Form;
  /** Null for a household (or a community problem) that does not exist yet. */
  view: GroupView | null;
  place: number;
  person?: string | null;
  prefill?: Answers;
}

/** Begins a form: the draft is on the phone before the first question is asked. */
export async function startForm(desk: Desk, snapshot: Snapshot, starting: Starting): Promise<void> {
  const { form, view, place, prefill } = starting;
  const role = roleFor(form, snapshot.user.roles, place);
  if (role === null) throw new NotYourForm('formularul este al altei profesii');
  const group = view?.group ?? uuid7();
  const subject = subjectOf(form, starting, group);
  const context = contextOf(view ?? { place, persons: [] }, {
    today: dayOf(new Date()),
    role,
    subject,
  });
  const answers = { ...initialAnswers(form, context), ...prefill };
  const content: DraftContent = {
    draft: { answers, at: '', blobs: [] },
    subject,
    dossier: view ? openCase(view) : null,
    prev: null,
    resends: null,
    reason: null,
  };
  await openDraft(desk, { place, group, form: form.id }, content);
}

async function openDraft(
  desk: Desk,
  note: { place: number; group: string; form: string },
  content: DraftContent,
): Promise<void> {
  const id = uuid7();
  await keepDraft(desk.store, { id, touched: false, ...note }, content);
  await refresh();
  go({ page: 'formular', draft: id });
}

function subjectOf(form: Form, { view, person }: Starting, group: string): DraftContent['subject'] {
  if (form.subject === 'person') return { type: 'person', id: person ?? uuid7() };
  // A form about a case that nobody has opened yet opens it: saving gives it the entry's own id.
  if (form.subject === 'dossier') return { type: 'dossier', id: (view && openCase(view)) ?? '' };
  return { type: form.subject, id: group };
}

/** The open case the server knows, else the one that an entry on this phone is about to open. */
function openCase(view: GroupView): string | null {
  const known = view.dossiers.find((one) => one.kind === 'case' && one.closed_on === null);
  if (known) return known.id;
  const own = view.records.find((one) => one.own !== null && one.subject.type === 'dossier');
  return own?.subject.id ?? null;
}

/** A saved entry is never changed: its correction is a new entry that names it, with the reason. */
export async function startCorrection(
  desk: Desk,
  view: GroupView,
  record: BundleRecord,
  reason: string,
): Promise<void> {
  const { form, subject } = record;
  const content: DraftContent = {
    draft: { answers: record.answers, at: '', blobs: [] },
    subject,
    dossier: openCase(view),
    prev: record.id,
    resends: null,
    reason,
  };
  await openDraft(desk, { place: view.place, group: view.group, form }, content);
}

/** An entry the server held back is opened as it was; saved, it goes out again as the same entry. */
export async function startResend(desk: Desk, record: VatraRecord): Promise<void> {
  const { form, subject, dossier, prev, reason, place, group } = record;
  const content: DraftContent = {
    draft: { answers: record.answers, at: '', blobs: record.blobs },
    subject,
    dossier,
    prev,
    resends: record.id,
    reason,
  };
  await openDraft(desk, { place, group, form }, content);
}

/** Forms that answer another entry ask which one under this name (a custom of the packs). */
export const ANSWERS_TO = 'answers_to';

export function isAnswer(form: Form): boolean {
  return topItems(form).some((item) => item.id === ANSWERS_TO);
}

type Asked = Pick<BundleTask, 'key' | 'record' | 'person'>;

/** The line of the plan that a task was made for: the task's key begins with the line's. */
const ACTIVITY = 'intervention_no';

/** What a task already says: which entry asked, which line of the plan, whom it is about. */
export function prefillFor(form: Form, asked: Asked, planned: readonly BundleItem[] = []): Answers {
  const answers: Answers = isAnswer(form) ? { [ANSWERS_TO]: asked.record } : {};
  const question = topItems(form).find((item) => item.type === 'person');
  if (asked.person && question && form.subject !== 'person') answers[question.id] = asked.person;
  const number = planned.find((one) => asked.key.startsWith(`${one.key}/task/`))?.extra?.number;
  const asksForLine = topItems(form).some((item) => item.id === ACTIVITY);
  if (asksForLine && typeof number === 'number') answers[ACTIVITY] = number;
  return answers;
}

function topItems(form: Form) {
  return form.items.flatMap((item) => (item.items && !item.repeats ? item.items : [item]));
}
