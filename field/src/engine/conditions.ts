/** Whether a condition holds, seen from the top of a form or from one repetition. */
import { evaluate } from './expressions';
import { kindOf } from './kinds';
import { nodeOf } from './nodes';
import type { Scope } from './sheet';
import type { Condition } from './types';
import { compares, holdsMember, type Kind, type Value } from './values';

type Comparison = Extract<Condition, { op: unknown }>;

export function holds(condition: Condition, scope: Scope): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, scope));
  if ('any' in condition) return condition.any.some((part) => holds(part, scope));
  if ('not' in condition) return !holds(condition.not, scope);
  return compared(condition, scope);
}

function compared(condition: Comparison, scope: Scope): boolean {
  const { op, value: wanted = true } = condition;
  const left = evaluate('q' in condition ? { q: condition.q } : { ctx: condition.ctx }, scope);
  if (op === 'exists') return isPresent(left) === wanted;
  const right = evaluate(wanted, scope);
  if (op === 'has' || op === 'has_not') return holdsMember(left, right) === (op === 'has');
  return compares(leftKind(condition, scope), op, left, right);
}

function isPresent(value: Value): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

/** A repeating group, or an item in one that we stand outside of, is a list. */
function leftKind(condition: Comparison, scope: Scope): Kind {
  if (!('q' in condition)) return kindOf({ ctx: condition.ctx }, scope.form);
  const { item, repeat } = nodeOf(scope.form, condition.q);
  if (item.repeats || !isAround(repeat, scope)) return 'list';
  return kindOf({ q: condition.q }, scope.form);
}

function isAround(group: Scope['group'], scope: Scope): boolean {
  let one: Scope | null = scope;
  while (one && one.group !== group) one = one.around;
  return one !== null;
}
