import type { Form, Packs } from '../form/types';
import type { SubjectType, UserRole } from '../sync/protocol';

/** The steps of the work, in the order of the protocol, in the words of the menu. */
const STAGES: [code: string, title: string][] = [
  ['registration', 'Înscriere și date'],
  ['identification', 'Semnalare'],
  ['assessment', 'Evaluare'],
  ['coordination', 'Coordonare'],
  ['planning', 'Plan de intervenție'],
  ['intervention', 'Intervenție și servicii'],
  ['monitoring', 'Vizite și monitorizare'],
  ['impact_evaluation', 'Evaluarea impactului'],
  ['closure', 'Închidere'],
];

const REST = 'Altele';

/** These join files of two people, or begin another household: they start from their own places. */
const STARTED_ELSEWHERE = new Set([
  'household.register',
  'person.merge',
  'person.unmerge',
  'person.compare',
]);

export interface FormGroup {
  title: string;
  forms: Form[];
}

/** Newest version of each form that one of the roles may fill, about such a subject. */
export function formsFor(packs: Packs, roles: string[], subject: SubjectType): Form[] {
  return Object.values(packs.forms).filter(
    (form) =>
      form.subject === subject &&
      form.who.some((role) => roles.includes(role)) &&
      !(form.effects ?? []).some((effect) => STARTED_ELSEWHERE.has(effect)),
  );
}

export function groupedForms(forms: Form[]): FormGroup[] {
  const known = new Set(STAGES.map(([code]) => code));
  const groups = STAGES.map(([code, title]) => {
    return { title, forms: forms.filter((form) => form.stage === code) };
  });
  groups.push({ title: REST, forms: forms.filter((form) => !known.has(form.stage ?? '')) });
  return groups.filter((group) => group.forms.length > 0);
}

export function formWith(packs: Packs, effect: string): Form | undefined {
  return Object.values(packs.forms).find((form) => form.effects?.includes(effect));
}

/** The role in which this user fills this form at this place; null when none may. */
export function roleFor(form: Form, roles: UserRole[], place: number): string | null {
  return roles.find((one) => one.place === place && form.who.includes(one.role))?.role ?? null;
}

export function rolesAt(roles: UserRole[], place: number): string[] {
  return roles.filter((one) => one.place === place).map((one) => one.role);
}

export function titleOf(packs: Packs | null, form: string): string {
  return packs?.forms[form]?.title ?? 'Formular';
}
