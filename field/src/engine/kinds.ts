/** How the sides of a comparison are read, told by where they come from (vatra/kit/nodes.py). */
import { isDay } from './dates';
import { parseDecimal } from './decimal';
import { nodeOf, type Prepared } from './nodes';
import type { Expression, FunctionName, ItemType, Json } from './types';
import type { Kind } from './values';

const ITEM_KINDS: Record<ItemType, Kind> = {
  integer: 'number',
  decimal: 'number',
  place: 'number',
  date: 'date',
  time: 'time',
  boolean: 'boolean',
  choices: 'list',
  photo: 'none',
  file: 'none',
  signature: 'none',
  display: 'none',
  group: 'none',
  computed: 'none', // never read: a computed item has the kind of its expression
  string: 'text',
  text: 'text',
  code: 'text',
  choice: 'text',
  yes_no_unknown: 'text',
  person: 'text',
  institution: 'text',
};

const CTX_KINDS: Record<string, Kind> = {
  today: 'date',
  date: 'date',
  'person.birth_date': 'date',
  'person.age_years': 'number',
  'person.age_months': 'number',
  'person.age_days': 'number',
  'household.size': 'number',
  place: 'number',
};

const FUNCTION_KINDS: Partial<Record<FunctionName, Kind>> = { add_days: 'date', concat: 'text' };

/** How the result of an expression compares (one element, where it gives a list). */
export function kindOf(expression: Expression | Json, form: Prepared): Kind {
  if (typeof expression !== 'object' || expression === null || Array.isArray(expression)) {
    return literalKind(expression);
  }
  if ('value' in expression) return literalKind(expression.value ?? null);
  if ('q' in expression) return itemKind(String(expression.q), form);
  if ('ctx' in expression) return CTX_KINDS[String(expression.ctx)] ?? 'text';
  const { fn, of } = expression as Extract<Expression, { fn: FunctionName }>;
  if ((fn === 'min' || fn === 'max') && of[0]) return kindOf(of[0], form);
  return FUNCTION_KINDS[fn] ?? 'number';
}

function itemKind(id: string, form: Prepared): Kind {
  const { item } = nodeOf(form, id);
  return item.compute ? kindOf(item.compute, form) : ITEM_KINDS[item.type];
}

function literalKind(value: Json): Kind {
  if (typeof value === 'boolean') return 'boolean';
  if (Number.isSafeInteger(value)) return 'number';
  if (typeof value === 'string' && value.includes('.') && parseDecimal(value)) return 'number';
  return isDay(value) ? 'date' : 'text';
}
