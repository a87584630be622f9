/** ISO dates as text, whole or partial ("2026-11-02", "2026-11", "2026"). No clock in here. */
import type { Precision } from './types';

const DAY_MS = 86_400_000;
const WRITTEN = /^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$/;

/** How exact a date text is (the text is known to be a date). */
export function precisionOf(text: string): Precision {
  if (text.length === 10) return 'day';
  return text.length === 7 ? 'month' : 'year';
}

/** The first day that a full or partial date can mean; null when it is no real date. */
export function earliest(value: unknown): string | null {
  if (typeof value !== 'string' || !WRITTEN.test(value)) return null;
  const iso = value + '-01-01'.slice(value.length - 4);
  const [year, month, day] = parts(iso);
  const real = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);
  return real ? iso : null;
}

/** Whether the value is a whole day of the calendar. */
export function isDay(value: unknown): value is string {
  return typeof value === 'string' && value.length === 10 && earliest(value) !== null;
}

export function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(value);
}

function lastDay(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

function parts(iso: string): [year: number, month: number, day: number] {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  return [year, month, day];
}

function dayNumber(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
}

export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Null beyond the years 1 to 9999. */
export function addDays(iso: string, days: number): string | null {
  const moment = new Date((dayNumber(iso) + days) * DAY_MS);
  const year = moment.getUTCFullYear();
  return year >= 1 && year <= 9999 ? moment.toISOString().slice(0, 10) : null;
}

/** Whole months from start to end; negative when the end comes first. */
export function monthsBetween(from: string, to: string): number {
  if (to < from) return 0 - monthsBetween(to, from); // and never -0
  const [[y1, m1, d1], [y2, m2, d2]] = [parts(from), parts(to)];
  return (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0);
}

/** Birthdays passed; one born on 29 February has it on 1 March in other years. */
export function yearsBetween(from: string, to: string): number {
  const [[y1], [y2]] = [parts(from), parts(to)];
  return y2 - y1 - (to.slice(5) < from.slice(5) ? 1 : 0);
}

const MONTHS = 'ian. feb. mar. apr. mai iun. iul. aug. sept. oct. nov. dec.'.split(' ');

/** `21 nov. 2026`, `nov. 2026`, `2026`. */
export function dateInWords(text: string): string {
  const [year, month, day] = text.split('-').map(Number);
  const name = month === undefined ? undefined : MONTHS[month - 1];
  return [day, name, year].filter((part) => part !== undefined).join(' ');
}
