import type { Form, Packs } from '../form/types';
import type { GroupView } from '../store/overlay';
import { rolesAt } from './forms';
import type { Snapshot } from './snapshot';
import { personName } from './words';

/** A form offered as the next step, in the words of the button. */
export interface NextStep {
  form: Form;
  label: string;
  main: boolean;
  person?: string;
}

const MOST = 6;
/** Made once for a case or a person; visits, services and referrals come again and again. */
const ONCE = new Set(['assessment', 'planning', 'identification']);

/** What the pack says comes next: of the steps of the case only the first that is not made yet. */
export function following(
  packs: Packs,
  roles: string[],
  view: GroupView,
  declared: readonly string[],
): NextStep[] {
  const steps: NextStep[] = [];
  let isCaseReached = false;
  for (const form of declared.flatMap((id) => packs.forms[id] ?? [])) {
    if (form.subject === 'dossier' && isMade(view, form, null)) continue;
    const isLater = form.subject === 'dossier' && isCaseReached;
    isCaseReached ||= form.subject === 'dossier';
    if (isLater || !form.who.some((role) => roles.includes(role))) continue;
    steps.push(...stepsFor(form, view));
  }
  return steps.slice(0, MOST).map((step, index) => ({ ...step, main: index === 0 }));
}

function stepsFor(form: Form, view: GroupView): NextStep[] {
  if (form.subject !== 'person') {
    return isMade(view, form, null) ? [] : [{ form, label: form.title, main: false }];
  }
  if (!ONCE.has(form.stage ?? '')) return [];
  return view.persons
    .filter((one) => one.alive && one.to === null && !isMade(view, form, one.id))
    .map((one) => ({
      form,
      label: `${form.title}: ${personName(one)}`,
      main: false,
      person: one.id,
    }));
}

function isMade(view: GroupView, form: Form, person: string | null): boolean {
  if (!ONCE.has(form.stage ?? '')) return false;
  return view.records.some(
    (one) =>
      one.form === form.id &&
      one.intent !== 'void' &&
      (person === null || one.subject.id === person),
  );
}

/** The step of the case that waits for a colleague: which form, and which professions write it. */
export function waitingFor(
  view: GroupView,
  snapshot: Snapshot,
  justSaved: string,
): { title: string; roles: string[] } | null {
  const { packs } = snapshot;
  const own = rolesAt(snapshot.user.roles, view.place);
  const declared = (packs?.next?.[justSaved] ?? []).flatMap((id) => packs?.forms[id] ?? []);
  const first = declared.find((form) => form.subject === 'dossier' && !isMade(view, form, null));
  if (!packs || !first || first.who.some((role) => own.includes(role))) return null;
  const roles = first.who.map((role) => packs.vocabulary.roles[role]?.title.toLowerCase() ?? role);
  return { title: first.title, roles };
}
