import type { Form, Packs } from '../form/types';
import type { GroupView } from '../store/overlay';
import { following, type NextStep } from './following';
import { formsFor, formWith, rolesAt } from './forms';
import type { Snapshot } from './snapshot';

/** The order of the work in a home: people first, then the assessment, then the visits. */
export function nextSteps(
  view: GroupView,
  snapshot: Snapshot,
  justSaved: string | null,
): NextStep[] {
  const { packs } = snapshot;
  if (!packs || view.kind !== 'household') return [];
  const roles = rolesAt(snapshot.user.roles, view.place);
  const alone = view.persons.filter((one) => one.to === null).length === 0;
  const steps = registering(packs, roles, alone, justSaved);
  const declared = packs.next?.[justSaved ?? ''];
  if (declared && !alone && steps.length === 0) return following(packs, roles, view, declared);
  const missing = alone ? [] : assessments(packs, roles, view);
  steps.push(...missing.map((form) => ({ form, label: form.title, main: steps.length === 0 })));
  const visit = visitForm(packs, roles);
  if (visit && !alone)
    steps.push({ form: visit, label: 'Vizită nouă', main: missing.length === 0 });
  return steps.slice(0, 4);
}

/** Assessments of the household that this role makes and nobody has made yet. */
function assessments(packs: Packs, roles: string[], view: GroupView): Form[] {
  const done = new Set(view.records.map((record) => record.form));
  const own = [...formsFor(packs, roles, 'household'), ...formsFor(packs, roles, 'dossier')];
  const initial = own.filter((form) => form.stage === 'assessment' && !done.has(form.id));
  return initial.filter((form) => form.subject === 'household' || isInitial(form)).slice(0, 2);
}

/** Of the assessments of a case only the ones that open it are offered unasked. */
function isInitial(form: Form): boolean {
  return form.id.endsWith('/initial_assessment');
}

/** The visit of this profession: the one about the household, else the first of its visits. */
export function visitForm(packs: Packs, roles: string[]): Form | undefined {
  const visits = formsFor(packs, roles, 'household').filter((form) => form.stage === 'monitoring');
  return visits.find((form) => form.id.endsWith('visit')) ?? visits[0];
}

/** People come first: where nobody is registered yet, and right after one was. */
function registering(
  packs: Packs,
  roles: string[],
  alone: boolean,
  justSaved: string | null,
): NextStep[] {
  const form = formWith(packs, 'person.register');
  const isSaved = packs.forms[justSaved ?? '']?.effects?.includes('person.register') ?? false;
  if (!form?.who.some((role) => roles.includes(role)) || !(alone || isSaved)) return [];
  return [{ form, label: alone ? 'Adaugă o persoană' : 'Încă o persoană', main: true }];
}
