import type { Context, Parameters } from '../engine/types';
import type { Packs } from '../form/types';
import type { Bundle } from '../sync/bundle';
import type { SubjectType } from '../sync/protocol';

/** The dated numbers that a form's rules may ask for: those of its own pack. */
export function parametersOf(packs: Packs, form: string): Parameters {
  const own = packs.parameters[form.split('/')[0] ?? ''] ?? {};
  return Object.fromEntries(Object.entries(own).map(([name, info]) => [name, info.values]));
}

export interface Occasion {
  today: string;
  date?: string;
  role: string;
  subject: { type: SubjectType; id: string };
}

/** What the form may know of the household and the person in view. */
export function contextOf(view: Pick<Bundle, 'place' | 'persons'>, occasion: Occasion): Context {
  const { today, date, role, subject } = occasion;
  const here = view.persons.filter((person) => person.to === null && person.alive);
  const context: Context = {
    today,
    date,
    role,
    place: view.place,
    household: { size: here.length },
  };
  if (subject.type !== 'person') return context;
  const person = view.persons.find((one) => one.id === subject.id);
  context.person = {
    id: subject.id,
    birth_date: person?.birth_date ?? undefined,
    sex: person?.sex ?? undefined,
    id_state: person?.id_state ?? undefined,
    family_doctor: person?.family_doctor ?? undefined,
  };
  return context;
}

/** Day in the worker's own time zone: the day she would write on paper. */
export function dayOf(moment: Date): string {
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
}
