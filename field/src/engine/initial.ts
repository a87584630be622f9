/** What a form, or a new repetition of a group, starts with. */
import { asked, type Node } from './nodes';
import { member, openSheet, type Scope } from './sheet';
import type { Answers, Context, Form, Json } from './types';
import type { Value } from './values';

/** What a new form starts with (top level; repeating groups start empty). */
export function initialAnswers(form: Form, context: Context): Answers {
  const sheet = openSheet(form, {}, context);
  return initialLevel(sheet.form.roots, sheet);
}

/** What one level starts with: the whole form, or a new repetition of a group. */
export function initialLevel(nodes: readonly Node[], sheet: Scope): Answers {
  const pairs = [...asked(nodes)].map(({ item }) => [item.id, initialOf(item.initial, sheet)]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined && value !== null));
}

function initialOf(initial: Json | { ctx: string } | undefined, sheet: Scope): Value {
  const fromContext = member(initial, 'ctx');
  return typeof fromContext === 'string' ? sheet.world.ctx(fromContext) : initial;
}
