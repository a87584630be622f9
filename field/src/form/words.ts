/** Answers in the reader's words, for the summary and the cards of repetitions. */
import { dateInWords, type Item, type Json } from '../engine';
import { earliest } from '../engine/dates';
import { shown } from '../engine/messages';
import type { Flow } from './flow';

export const YES_NO_UNKNOWN = [
  { code: 'yes', text: 'Da' },
  { code: 'no', text: 'Nu' },
  { code: 'unknown', text: 'Nu știu' },
] as const;

type Said = (item: Item, value: Json, flow: Flow) => string;

const optionText = (options: readonly { code: string; text: string }[] | undefined, code: Json) =>
  options?.find((option) => option.code === code)?.text ?? String(code);

const NAMED_BY_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an answer names is said by its name, never by its id. */
const named: Said = (item, value, flow) => {
  const isId = item.type !== 'string' || NAMED_BY_ID.test(String(value));
  return flow.nameOf(item, value) ?? (isId ? 'ales dintr-o listă' : String(value));
};

const withUnit: Said = (item, value, flow) =>
  flow.nameOf(item, value) ?? `${shown(value)}${item.unit ? ` ${item.unit}` : ''}`;

const SAID: Partial<Record<Item['type'], Said>> = {
  boolean: (_item, value) => (value === true ? 'Da' : 'Nu'),
  yes_no_unknown: (_item, value) => optionText(YES_NO_UNKNOWN, value),
  choice: (item, value) => optionText(item.options, value),
  choices: (item, value) =>
    (value as Json[]).map((one) => optionText(item.options, one)).join(', '),
  date: (_item, value) => (earliest(value) ? dateInWords(String(value)) : String(value)),
  integer: withUnit,
  decimal: withUnit,
  computed: withUnit,
  person: (_item, value, flow) => personName(flow, String(value)),
  place: named,
  institution: named,
  string: named,
  photo: () => 'Fotografie făcută',
  file: () => 'Fișier atașat',
  signature: () => 'Semnat',
};

export function inWords(item: Item, value: Json | undefined, flow: Flow): string {
  if (value === undefined || value === null) return '';
  return (SAID[item.type] ?? ((_item, one) => String(one)))(item, value, flow);
}

export function personName(flow: Flow, id: string): string {
  const person = flow.setting.providers.persons().find((one) => one.id === id);
  return person?.name ?? 'altă persoană';
}
