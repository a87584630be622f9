/** Comparison of answers, alike in Python (vatra/kit/values.py) and here. undefined means missing. */

import { earliest, isTime } from './dates';
import { compareDecimals, parseDecimal } from './decimal';
import type { Json, Op } from './types';

export type Value = Json | undefined;
export type Kind = 'number' | 'date' | 'time' | 'boolean' | 'list' | 'text' | 'none';

type Order = (left: Value, right: Value) => number | null;

function textOrder<T extends string>(read: (value: unknown) => T | null): Order {
  return (left, right) => {
    const [a, b] = [read(left), read(right)];
    if (a === null || b === null) return null;
    return a < b ? -1 : a > b ? 1 : 0;
  };
}

function sameOrNot<T>(is: (value: unknown) => value is T): Order {
  return (left, right) => (is(left) && is(right) ? Number(left !== right) : null);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

/** How two values of a kind stand to each other: null when they cannot be compared. */
const ORDERS: Partial<Record<Kind, Order>> = {
  number: (left, right) => {
    const [a, b] = [parseDecimal(left), parseDecimal(right)];
    return a && b ? compareDecimals(a, b) : null;
  },
  date: textOrder(earliest),
  time: textOrder((value) => (isTime(value) ? value : null)),
  boolean: sameOrNot(isBoolean),
  text: sameOrNot(isText),
};

const TESTS: Partial<Record<Op, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** The test `left op right` for sides of one kind; what cannot be compared is only `!=`. */
export function compares(kind: Kind, op: Op, left: Value, right: Value): boolean {
  const order = ORDERS[kind]?.(left, right) ?? null;
  if (order === null) return op === '!=';
  return TESTS[op]?.(order) ?? false;
}

/** Whether a list, or a list inside it, holds the code. */
export function holdsMember(values: Value, code: Value): boolean {
  if (!Array.isArray(values) || code === undefined || code === null) return false;
  return values.some((one) => one === code || holdsMember(one, code));
}
