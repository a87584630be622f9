/** Named functions of computed items, and the tree that calls them (vatra/kit/expressions.py). */

import { addDays, daysBetween, earliest, monthsBetween, yearsBetween } from './dates';
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  decimalText,
  divideDecimals,
  parseDecimal,
} from './decimal';
import { kindOf } from './kinds';
import type { Scope } from './sheet';
import type { Expression, FunctionName, Json } from './types';
import type { Value } from './values';

type Operands = Json[];

const AGES: readonly FunctionName[] = ['age_years', 'age_months', 'age_days'];

/** The value of an expression; a bare value stands for itself. Any missing operand = missing, but for count. */
export function evaluate(expression: Expression | Json, scope: Scope): Value {
  if (typeof expression !== 'object' || expression === null || Array.isArray(expression))
    return expression;
  if ('value' in expression) return expression.value;
  if ('q' in expression) return scope.lookup(String(expression.q));
  if ('ctx' in expression) return scope.world.ctx(String(expression.ctx));
  if ('param' in expression) return scope.world.param(String(expression.param));
  return call(expression as Extract<Expression, { fn: FunctionName }>, scope);
}

function call({ fn, of }: Extract<Expression, { fn: FunctionName }>, scope: Scope): Value {
  const atDate = AGES.includes(fn) && of.length === 1 ? [...of, { ctx: 'date' }] : of;
  const given = atDate.map((operand) => evaluate(operand, scope) ?? null);
  if (fn === 'count') return count(given);
  if (given.includes(null)) return undefined;
  const dated =
    (fn === 'min' || fn === 'max') && kindOf(of[0] as Expression, scope.form) === 'date';
  return (dated ? latestOrEarliest(fn, given) : FUNCTIONS[fn](given)) ?? undefined;
}

type Measure = (from: string, to: string) => Json;

function between(measure: Measure, isAge: boolean) {
  return ([from, to]: Operands): Json => {
    const [start, end] = [earliest(from), earliest(to)];
    if (!start || !end || (isAge && start > end)) return null;
    return measure(start, end);
  };
}

function flat(operands: Operands): Json[] {
  return operands.flatMap((one) => (Array.isArray(one) ? flat(one) : [one]));
}

function numbers(operands: Operands): Decimal[] | null {
  const read = flat(operands).map(parseDecimal);
  const present = read.filter((number) => number !== null);
  return present.length === read.length ? present : null;
}

/** Whole numbers stay whole; one decimal among the operands makes the result decimal text. */
function result(number: Decimal, operands: Operands): Json {
  if (flat(operands).some((one) => typeof one === 'string')) return decimalText(number);
  const whole = Number(number.units);
  return Number.isSafeInteger(whole) ? whole : null;
}

function sum(operands: Operands): Json {
  const read = numbers(operands);
  return read && result(read.reduce(addDecimals, { units: 0n, scale: 0 }), operands);
}

function extreme(sign: 1 | -1) {
  return (operands: Operands): Json => {
    const read = numbers(operands);
    if (!read || read.length === 0) return null;
    return result(
      read.reduce((a, b) => (compareDecimals(a, b) * sign <= 0 ? a : b)),
      operands,
    );
  };
}

function latestOrEarliest(fn: 'min' | 'max', operands: Operands): Json {
  const texts = flat(operands);
  const days = texts.map(earliest);
  if (days.length === 0 || days.includes(null)) return null;
  const wanted = [...days].sort().at(fn === 'min' ? 0 : -1) ?? null;
  return texts[days.indexOf(wanted)] ?? null;
}

function divide([left, right]: Operands): Json {
  const [a, b] = [parseDecimal(left), parseDecimal(right)];
  const quotient = a && b && divideDecimals(a, b);
  return quotient ? decimalText(quotient) : null;
}

function later([start, days]: Operands): Json {
  const from = earliest(start);
  return from && typeof days === 'number' && Number.isSafeInteger(days)
    ? addDays(from, days)
    : null;
}

function count(operands: Operands): number {
  return operands.reduce<number>(
    (n, one) => n + (Array.isArray(one) ? one.length : one === null ? 0 : 1),
    0,
  );
}

function concat(operands: Operands): Json {
  const parts = operands.map(joined);
  return parts.includes(null) ? null : parts.join('');
}

function joined(value: Json): string | null {
  if (Array.isArray(value))
    return value
      .map(joined)
      .filter((part) => part !== null)
      .join(', ');
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
}

const FUNCTIONS: Record<FunctionName, (operands: Operands) => Json> = {
  age_years: between(yearsBetween, true),
  age_months: between(monthsBetween, true),
  age_days: between(daysBetween, true),
  days_between: between(daysBetween, false),
  months_between: between(monthsBetween, false),
  divide,
  add_days: later,
  sum,
  count,
  concat,
  min: extreme(1),
  max: extreme(-1),
};
