/** Text with a named format, tidied and checked as in vatra/kit/contacts.py. */
import { compact, explain } from './cnp';

export type Format = 'cnp' | 'phone' | 'email';

const ROMANIAN = /^\+40[2378][0-9]{8}$/;
const FOREIGN = /^\+(?!40)[1-9][0-9]{7,14}$/;
const EMAIL = /^[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}$/;
const MAX_EMAIL = 254;

function phone(text: string): string | null {
  const digits = text.replace(/[ .\-/()]/g, '');
  const number = digits.replace(/^00/, '+').replace(/^0/, '+40');
  return ROMANIAN.test(number) || FOREIGN.test(number) ? number : null;
}

function email(text: string): string | null {
  return text.length <= MAX_EMAIL && EMAIL.test(text) ? text : null;
}

const TIDY: Record<Format, (text: string) => string | null> = { cnp: compact, phone, email };
const REASONS: Record<Exclude<Format, 'cnp'>, string> = {
  phone:
    'Scrieți numărul cu 10 cifre, de exemplu 0722 123 456, sau cu prefixul țării, de exemplu +39…',
  email: 'Scrieți adresa întreagă, de exemplu nume@exemplu.ro.',
};

/** The text as it is kept: tidied when it can be read, else as written. */
export function tidied(format: Format, text: string): string {
  return TIDY[format](text) || text;
}

/** Reasons why a tidied text is wrong; empty when it is right. */
export function faults(format: Format, text: string, on: string | null): string[] {
  if (format === 'cnp') return explain(text, on);
  return TIDY[format](text) ? [] : [REASONS[format]];
}
