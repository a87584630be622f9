/** One answer against its item: the issues it raises, in a fixed order (vatra/kit/checking.py). */
import { holds } from './conditions';
import { faults } from './contacts';
import { earliest, precisionOf } from './dates';
import { evaluate } from './expressions';
import { issueText, PRECISION_TITLES } from './messages';
import type { Scope } from './sheet';
import type { Bound, IssueCode, Item, Json } from './types';
import { compares, type Kind, type Value } from './values';

export type Fault = [code: IssueCode, message: string];

/** Issues of a well-typed, present value: precision, option, exclusive, length, pattern, bounds. */
export function* faultsOf(item: Item, value: Json, scope: Scope): Generator<Fault> {
  if (item.type === 'date') yield* precision(item, String(value));
  if (item.type === 'choice') yield* options(item, [value], scope);
  if (item.type === 'choices') yield* options(item, value as Json[], scope);
  if (['string', 'text', 'code'].includes(item.type)) yield* text(item, String(value), scope);
  yield* bounds(item, value, scope);
}

function* precision(item: Item, value: string): Generator<Fault> {
  const allowed = item.precision ?? ['day'];
  if (allowed.includes(precisionOf(value))) return;
  const wanted = allowed.map((one) => PRECISION_TITLES[one]).join(' sau ');
  yield ['precision', issueText(item, 'precision', { precision: wanted })];
}

function* options(item: Item, chosen: Json[], scope: Scope): Generator<Fault> {
  if (!chosen.every((code) => isOffered(item, code, scope)))
    yield ['option', issueText(item, 'option')];
  const alone = item.options?.find((option) => option.exclusive && chosen.includes(option.code));
  if (alone && chosen.length > 1) {
    yield ['exclusive', issueText(item, 'exclusive', { option: alone.text })];
  }
}

export function isOffered(item: Item, code: Json, scope: Scope): boolean {
  const option = item.options?.find((one) => one.code === code);
  return option !== undefined && (option.when === undefined || holds(option.when, scope));
}

function* text(item: Item, value: string, scope: Scope): Generator<Fault> {
  const { max_length, pattern, format } = item;
  if (max_length !== undefined && [...value].length > max_length) {
    yield ['max_length', issueText(item, 'max_length', { max_length })];
  }
  if (pattern !== undefined && !matcher(pattern).test(value)) {
    yield ['pattern', issueText(item, 'pattern')];
  } else if (format !== undefined) {
    const reasons = faults(format, value, earliest(scope.world.today));
    const message = () => issueText(item, 'pattern', { reasons: reasons.join(' ') }, 'format');
    if (reasons.length > 0) yield ['pattern', message()];
  }
}

const matchers = new Map<string, RegExp>();

function matcher(pattern: string): RegExp {
  const made = matchers.get(pattern) ?? new RegExp(`^(?:${pattern})$`, 'u');
  matchers.set(pattern, made);
  return made;
}

/** `min` and `max`; a bound that is missing, or of another kind, binds nothing. */
export function* bounds(item: Item, value: Json, scope: Scope): Generator<Fault> {
  for (const [code, op] of [
    ['min', '<'],
    ['max', '>'],
  ] as const) {
    const bound = boundOf(item[code], scope);
    if (bound === undefined || bound === null || !compares(boundKind(item), op, value, bound))
      continue;
    const variant = item[code] === 'today' ? 'today' : undefined;
    yield [code, issueText(item, code, { [code]: bound }, variant)];
  }
}

function boundOf(bound: Bound | undefined, scope: Scope): Value {
  if (bound === 'today') return scope.world.today;
  return bound === undefined ? undefined : evaluate(bound, scope);
}

function boundKind(item: Item): Kind {
  return item.type === 'date' || item.type === 'time' ? item.type : 'number';
}
