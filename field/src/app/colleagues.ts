import type { Form, Packs } from '../form/types';
import { parametersOf } from '../store/context';
import type { GroupView } from '../store/overlay';

/** The parameter of the form's pack; a pack without it warns of nothing. */
const DAYS = 'team_repeat_days';
const DAY = 86_400_000;

export interface Doing {
  key: string;
  /** Null for what is planned for a profession, and nobody by name yet. */
  who: string | null;
  role: string;
  on: string;
  planned: boolean;
}

interface Worker {
  user: string;
  roles: string[];
  today: string;
}

type Near = (on: string) => boolean;

/** The same form written by a colleague about this household lately, or planned by one soon. */
export function doneByColleagues(packs: Packs, view: GroupView, form: Form, by: Worker): Doing[] {
  const days = daysFor(packs, form, by.today);
  if (days === null || form.subject !== 'household') return [];
  const near = (on: string) => Math.abs(Date.parse(on) - Date.parse(by.today)) <= days * DAY;
  const both = [...written(view, form, by, near), ...planned(view, form, by, near)];
  return both.sort((one, other) => other.on.localeCompare(one.on));
}

function written(view: GroupView, form: Form, by: Worker, near: Near): Doing[] {
  const replaced = new Set(view.records.map((one) => one.prev));
  const theirs = view.records.filter(
    (one) => one.form === form.id && one.author !== by.user && one.intent !== 'void',
  );
  return theirs
    .filter(({ id, occurred_on: on }) => !replaced.has(id) && on <= by.today && near(on))
    .map((one) => ({
      key: one.id,
      who: one.author_name,
      role: one.role,
      on: one.occurred_on,
      planned: false,
    }));
}

function planned(view: GroupView, form: Form, by: Worker, near: Near): Doing[] {
  const theirs = view.tasks.filter(
    (one) =>
      one.form === form.id &&
      one.done_on === null &&
      !one.mine &&
      (one.user ? one.user !== by.user : !by.roles.includes(one.role)),
  );
  return theirs.flatMap(({ key, role, due_on: on }) =>
    on !== null && near(on) ? [{ key, who: null, role, on, planned: true }] : [],
  );
}

function daysFor(packs: Packs, form: Form, today: string): number | null {
  const value = parametersOf(packs, form.id)[DAYS]?.findLast((dated) => dated.from <= today)?.value;
  return typeof value === 'number' ? value : null;
}
