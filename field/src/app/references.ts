import { dateInWords, type Item, type Json } from '../engine';
import type { Answers } from '../engine/types';
import type { Form, ReferenceChoice } from '../form/types';
import type { GroupView } from '../store/overlay';
import type { BundleItem } from '../sync/bundle';
import { titleOf } from './forms';
import type { Snapshot } from './snapshot';
import { ANSWERS_TO } from './start';
import { personName } from './words';

/** The form in hand: where, about whom, in which case. */
export interface Filling {
  form: Form;
  place: number;
  subject: string;
  dossier: string | null;
}

export interface Known {
  snapshot: Snapshot;
  view: GroupView | null;
  filling: Filling;
}

/** Colleagues are named by `*_user`, in the role of `*_role` beside it (a custom of the packs). */
const USER = /_user$/;
/** Where the form asks for no role, the question itself is for one. */
const ROLE_OF: Record<string, string> = { manager_user: 'social_worker' };
const ACTIVITY = /(^|_)intervention_no$/;
const OBJECTIVE = /(^|_)(objective_no|intervention_objective)$/;

/** What the answer may name, in words; null when it is something to type. */
export function choicesFor(known: Known, item: Item, answers: Answers): ReferenceChoice[] | null {
  if (item.type === 'string' && USER.test(item.id)) return colleagues(known, item, answers);
  if (item.type === 'string' && item.id === ANSWERS_TO) return questions(known);
  if (item.type !== 'integer' || isDefined(known.filling.form.items, item.id)) return null;
  if (ACTIVITY.test(item.id)) return orTyped(planned(known, 'intervention'));
  if (!OBJECTIVE.test(item.id)) return null;
  return orTyped(ownObjectives(answers) ?? planned(known, 'objective'));
}

/** The words for an answer given earlier, here or on another phone. */
export function nameOf(known: Known, item: Item, value: Json): string | undefined {
  const { snapshot, view, filling } = known;
  if (item.type === 'institution') {
    const all = Object.values(snapshot.facts.institutions).flat();
    return all.find((one) => one?.id === value)?.name;
  }
  if (item.type === 'place') {
    const all = [...snapshot.places.values()].flatMap((slice) => slice.localities);
    return all.find((one) => one.siruta === value)?.name;
  }
  if (item.type === 'string' && USER.test(item.id)) {
    const all = Object.values(snapshot.facts.team).flat();
    return all.find((one) => one?.id === value)?.name;
  }
  if (item.type === 'string' && item.id === ANSWERS_TO) {
    const record = view?.records.find((one) => one.id === value);
    return record && dated(titleOf(snapshot.packs, record.form), record.occurred_on);
  }
  if (item.type !== 'integer' || isDefined(filling.form.items, item.id)) return undefined;
  const kind = ACTIVITY.test(item.id) ? 'intervention' : 'objective';
  if (!ACTIVITY.test(item.id) && !OBJECTIVE.test(item.id)) return undefined;
  return planned(known, kind).find((one) => one.value === value)?.name;
}

function colleagues({ snapshot, filling }: Known, item: Item, answers: Answers): ReferenceChoice[] {
  const wanted = ROLE_OF[item.id] ?? answers[item.id.replace(USER, '_role')];
  const team = snapshot.facts.team[filling.place] ?? [];
  const ids = new Set(
    team.filter((one) => typeof wanted !== 'string' || one.role === wanted).map((one) => one.id),
  );
  const roles = snapshot.packs?.vocabulary?.roles;
  return [...ids].map((id) => {
    const hats = team.filter((one) => one.id === id);
    const about = hats.map((one) => roles?.[one.role]?.title).filter(Boolean);
    return { value: id, name: hats[0]?.name ?? '', about: about.join(', ') };
  });
}

/** The entries that wait for this form: those that a task still open asks it for. */
function questions({ snapshot, view, filling }: Known): ReferenceChoice[] {
  if (!view) return [];
  const isPerson = filling.form.subject === 'person';
  const tasks = view.tasks.filter(
    (task) =>
      task.form === filling.form.id &&
      task.done_on === null &&
      !task.done_here &&
      (!isPerson || task.person === null || task.person === filling.subject),
  );
  const found = new Map<string, ReferenceChoice>();
  for (const task of tasks) {
    const record = view.records.find((one) => one.id === task.record);
    const title = record ? titleOf(snapshot.packs, record.form) : task.title;
    const name = dated(title, record?.occurred_on ?? task.opened_on);
    found.set(task.record, { value: task.record, name, about: who(view, task.person) });
  }
  return [...found.values()];
}

/** Lines of the plan in force: the open ones first, as they are numbered on paper. */
function planned({ view, filling }: Known, kind: 'intervention' | 'objective'): ReferenceChoice[] {
  const lines = (view?.items ?? []).filter(
    (one) =>
      one.kind === kind &&
      one.state !== 'superseded' &&
      typeof one.extra?.number === 'number' &&
      (filling.dossier === null || one.dossier === filling.dossier),
  );
  const isDone = (one: BundleItem) => one.closed_on !== null;
  const number = (one: BundleItem) => Number(one.extra?.number);
  lines.sort((a, b) => Number(isDone(a)) - Number(isDone(b)) || number(a) - number(b));
  return lines.map((one) => {
    const term = one.closed_on ?? one.due_on;
    const until = term && `${isDone(one) ? 'încheiată pe' : 'până la'} ${dateInWords(term)}`;
    const about = [view && who(view, one.person), until].filter(Boolean).join(' · ');
    return { value: number(one), name: `${number(one)}. ${one.title}`, about };
  });
}

/** A plan being written has its objectives in the same form. */
function ownObjectives(answers: Answers): ReferenceChoice[] | null {
  if (!Array.isArray(answers.objectives)) return null;
  return (answers.objectives as Answers[])
    .filter((row) => typeof row.objective_no === 'number')
    .map((row) => {
      const words = typeof row.objective_text === 'string' ? row.objective_text : '';
      return { value: row.objective_no as number, name: `${row.objective_no}. ${words}`.trim() };
    });
}

/** A plan gives its lines their numbers; everywhere else they name a line that is there. */
function isDefined(items: Item[], id: string, inRows = false): boolean {
  return items.some((item) => {
    const isHere = inRows && item.id === id && !OBJECTIVE_OF_LINE.has(id);
    return isHere || isDefined(item.items ?? [], id, inRows || item.repeats === true);
  });
}

const OBJECTIVE_OF_LINE = new Set(['intervention_objective']);

/** Without the plan on the phone, its number is written as it stands on paper. */
function orTyped(choices: ReferenceChoice[]): ReferenceChoice[] | null {
  return choices.length > 0 ? choices : null;
}

function dated(title: string, day: string): string {
  return `${title} · ${dateInWords(day.slice(0, 10))}`;
}

function who(view: GroupView, id: string | null): string | undefined {
  const person = view.persons.find((one) => one.id === id);
  return person && personName(person);
}
