/**
 * One answer alone: what each item type accepts and how it is kept (the table of
 * vatra/kit/README.md). undefined = the type is wrong.
 */
import { tidied } from './contacts';
import { earliest, isTime } from './dates';
import { decimalText, parseDecimal } from './decimal';
import type { Item, ItemType, Json } from './types';

type Cleaner = (item: Item, raw: Json) => Json | undefined;

const MAX_POINTS = 20_000;
const UNSTORABLE = /[\0\ud800-\udfff]/u; // with the flag u only lone surrogates match
const BLANK_ENDS = /^[ \t\n\r\u00a0]+|[ \t\n\r\u00a0]+$/g;

function trimmed(text: string): string {
  return text.replace(BLANK_ENDS, '');
}

export function isMissing(raw: Json | undefined): raw is undefined | null {
  if (typeof raw === 'string') return trimmed(raw) === '';
  return raw === undefined || raw === null || (Array.isArray(raw) && raw.length === 0);
}

function plainText(raw: Json): string | undefined {
  return typeof raw === 'string' && !UNSTORABLE.test(raw) ? trimmed(raw) : undefined;
}

const text: Cleaner = (item, raw) => {
  const plain = plainText(raw);
  return plain !== undefined && item.format ? tidied(item.format, plain) : plain;
};

const whole: Cleaner = (_item, raw) => (Number.isSafeInteger(raw) ? raw : undefined);

const decimal: Cleaner = (_item, raw) => {
  const number = parseDecimal(raw);
  if (number === null) return undefined;
  const kept = decimalText(number);
  return parseDecimal(kept) ? kept : undefined;
};

const choices: Cleaner = (item, raw) => {
  if (!Array.isArray(raw)) return undefined;
  const chosen = raw.map(plainText);
  if (!chosen.every((one): one is string => !!one)) return undefined;
  const known = (item.options ?? [])
    .map((option) => option.code)
    .filter((code) => chosen.includes(code));
  return [...new Set([...known, ...chosen])];
};

const isPoint = (point: Json) =>
  Array.isArray(point) && point.length === 3 && point.every(Number.isSafeInteger);

const signature: Cleaner = (_item, raw) => {
  if (!Array.isArray(raw)) return undefined;
  if (!raw.every((stroke) => Array.isArray(stroke) && stroke.length > 0)) return undefined;
  const points = raw.flat(1);
  return points.length <= MAX_POINTS && points.every(isPoint) ? raw : undefined;
};

function matching(pattern: RegExp): Cleaner {
  return (_item, raw) => (typeof raw === 'string' && pattern.test(raw) ? raw : undefined);
}

const id = matching(/^[0-9A-Za-z_-]{1,64}$/);
const sha256 = matching(/^[0-9a-f]{64}$/);

export const CLEANERS: Record<Exclude<ItemType, 'group' | 'display' | 'computed'>, Cleaner> = {
  string: text,
  text,
  code: text,
  integer: whole,
  decimal,
  date: (_item, raw) => (earliest(raw) === null ? undefined : raw),
  time: (_item, raw) => (isTime(raw) ? raw : undefined),
  boolean: (_item, raw) => (typeof raw === 'boolean' ? raw : undefined),
  yes_no_unknown: matching(/^(yes|no|unknown)$/),
  choice: text,
  choices,
  person: id,
  institution: id,
  place: (_item, raw) =>
    Number.isSafeInteger(raw) && Number(raw) > 0 && Number(raw) < 2 ** 31 ? raw : undefined,
  photo: sha256,
  file: sha256,
  signature,
};
