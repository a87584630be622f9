import type { Packs } from '../form/types';
import type { GroupView, ViewRecord } from '../store/overlay';
import { roleFor } from './forms';
import type { Snapshot } from './snapshot';

/** The versions that contradict this one: heads of the same tree of corrections. */
export function rivalsOf(view: GroupView, record: ViewRecord): ViewRecord[] {
  const root = rootOf(view, record);
  return view.records.filter((one) => one.conflict && rootOf(view, one) === root);
}

function rootOf(view: GroupView, record: ViewRecord): string {
  const seen = new Set<string>();
  let one: ViewRecord | undefined = record;
  let root = record.id;
  while (one?.prev && !seen.has(one.prev)) {
    root = one.prev;
    seen.add(root);
    one = view.records.find((other) => other.id === root);
  }
  return root;
}

/** Why this worker cannot choose; empty when she can. */
export function whyNot(snapshot: Snapshot, view: GroupView, rivals: ViewRecord[]): string {
  const { packs, user } = snapshot;
  const form = packs?.forms[rivals[0]?.form ?? ''];
  if (!packs || !form) return 'Formularul acestor intrări nu este pe telefon.';
  if (roleFor(form, user.roles, view.place) === null)
    return `Poate alege numai cine completează acest formular: ${titles(packs, form.who)}.`;
  if (rivals.some((one) => one.hidden))
    return `O parte a acestor intrări nu se arată rolului dumneavoastră; alege un coleg care o vede: ${titles(packs, form.who)}.`;
  if (rivals.some((one) => one.version !== form.version))
    return 'Versiunile sunt scrise pe un formular mai vechi; se alege la birou.';
  return '';
}

function titles(packs: Packs, who: string[]): string {
  return who.map((role) => packs.vocabulary.roles[role]?.title.toLowerCase() ?? role).join(', ');
}
