import type { Answers, Item } from '../engine/types';
import type { Form } from '../form/types';
import type { GroupView } from '../store/overlay';

/** What the household already says of a person about to be registered in it. */
export function prefillPerson(form: Form, view: GroupView): Answers | undefined {
  if (!form.effects?.includes('person.register')) return undefined;
  const answers: Answers = {};
  const here = view.persons.filter((person) => person.to === null);
  const family = here.at(-1)?.family_name ?? familyOf(view.household?.name ?? null);
  const name = boundItem(form.items, 'person.family_name');
  if (name && family) answers[name.id] = family;
  const relation = boundItem(form.items, 'person.relation');
  const head = relation?.options?.find((option) => option.code === 'head');
  if (relation && head && here.length === 0) answers[relation.id] = head.code;
  return answers;
}

/** "Familia Popescu" names its people Popescu. */
function familyOf(name: string | null): string | null {
  return name?.replace(/^\s*(familia|fam\.?)\s+/i, '').trim() || null;
}

export function boundItem(items: Item[], bind: string): Item | undefined {
  for (const item of items) {
    if (item.binds === bind) return item;
    const inside = item.items && !item.repeats ? boundItem(item.items, bind) : undefined;
    if (inside) return inside;
  }
  return undefined;
}
