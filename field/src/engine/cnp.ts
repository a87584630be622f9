/**
 * Romanian personal number (CNP): S YYMMDD CC NNN K. Same rules and words as vatra/kit/cnp.py:
 * S tells sex and century; for 7, 8 and 9 the latest century in which the birth is not in the future.
 */
import { earliest } from './dates';

const LENGTH = 13;
const WEIGHTS = [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9];
const CENTURIES: Record<string, string> = { 1: '19', 2: '19', 3: '18', 4: '18', 5: '20', 6: '20' };
const ASSUMED = ['20', '19'];
const SPECIAL_COUNTIES = ['51', '52', '70', '80', '81', '82', '83'];

export interface Cnp {
  /** "m", "f" or null (first digit 9 tells no sex). */
  sex: 'm' | 'f' | null;
  birthDate: string;
  countyCode: string;
  centuryAssumed: boolean;
}

function bare(text: string): string {
  return text.replace(/[ .-]/g, '');
}

/** The 13 digits without separators, null when they are not 13 digits. */
export function compact(text: string): string | null {
  const digits = bare(text);
  return /^[0-9]{13}$/.test(digits) ? digits : null;
}

function checkDigit(digits: string): string {
  const rest = WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11;
  return rest === 10 ? '1' : String(rest);
}

/** Why the number is wrong, part by part; empty when it is right. The number itself is never said. */
export function explain(text: string, on: string | null): string[] {
  const digits = bare(text);
  if (!/^[0-9]+$/.test(digits)) return ['CNP-ul are numai cifre. Ștergeți literele și semnele.'];
  if (digits.length !== LENGTH) {
    return [
      `CNP-ul are 13 cifre, aici sunt ${digits.length}. Verificați dacă lipsește sau e în plus o cifră.`,
    ];
  }
  const faults = [
    firstDigitFault(digits),
    dateFault(digits, on),
    countyFault(digits),
    serialFault(digits),
  ];
  const found = faults.filter((fault) => fault !== null);
  return found.length > 0 ? found : checkDigitFault(digits);
}

/** The parts of a right number; null when `explain` would give reasons. */
export function decode(text: string, on: string | null): Cnp | null {
  const digits = bare(text);
  const birthDate = explain(text, on).length === 0 ? birthOf(digits, on) : null;
  if (birthDate === null) return null;
  const first = Number(digits[0]);
  return {
    sex: first === 9 ? null : first % 2 === 1 ? 'm' : 'f',
    birthDate,
    countyCode: digits.slice(7, 9),
    centuryAssumed: first > 6,
  };
}

function birthOf(digits: string, on: string | null): string | null {
  const known = CENTURIES[digits[0] ?? ''];
  const rest = `${digits.slice(1, 3)}-${digits.slice(3, 5)}-${digits.slice(5, 7)}`;
  const days = (known ? [known] : ASSUMED).map((century) => earliest(century + rest));
  const real = days.filter((day) => day !== null);
  return real.find((day) => on === null || day <= on) ?? real[0] ?? null;
}

function firstDigitFault(digits: string): string | null {
  if (digits[0] !== '0') return null;
  return 'Prima cifră nu poate fi 0: ea arată sexul și secolul nașterii (1–9).';
}

function dateFault(digits: string, on: string | null): string | null {
  if (digits[0] === '0') return null;
  const [month, day] = [digits.slice(3, 5), digits.slice(5, 7)];
  if (month < '01' || month > '12') {
    return `Cifrele 4–5 (luna nașterii) sunt ${month}. Luna este între 01 și 12.`;
  }
  const birth = birthOf(digits, on);
  if (birth === null) {
    return `Cifrele 6–7 (ziua nașterii) sunt ${day}. Luna ${month} nu are această zi în anul scris.`;
  }
  if (on !== null && birth > on) {
    return 'Cifrele 2–7 dau o dată a nașterii în viitor. Verificați prima cifră și anul.';
  }
  return null;
}

function countyFault(digits: string): string | null {
  const code = digits.slice(7, 9);
  if ((code >= '01' && code <= '48') || SPECIAL_COUNTIES.includes(code)) return null;
  return `Cifrele 8–9 (județul) sunt ${code}. Nu există județ cu acest cod.`;
}

function serialFault(digits: string): string | null {
  if (digits.slice(9, 12) !== '000') return null;
  return 'Cifrele 10–12 (numărul de ordine) nu pot fi 000.';
}

function checkDigitFault(digits: string): string[] {
  if (checkDigit(digits) === digits[12]) return [];
  return [
    'Ultima cifră (de control) nu se potrivește: cel puțin o cifră este greșită. Comparați cu actul.',
  ];
}
