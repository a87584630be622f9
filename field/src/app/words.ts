import { dateInWords } from '../engine';
import type { BundlePerson } from '../sync/bundle';

/** "o vizită", "3 vizite", "24 de vizite". */
export function counted(count: number, one: string, many: string): string {
  if (count === 1) return one;
  const rest = count % 100;
  return count === 0 || (rest > 0 && rest < 20) ? `${count} ${many}` : `${count} de ${many}`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Time since, for what is recent; the date for the rest. */
export function ago(iso: string | null, now = Date.now()): string {
  if (iso === null) return 'niciodată';
  const passed = now - Date.parse(iso);
  if (passed < MINUTE) return 'acum';
  if (passed < HOUR) return `acum ${counted(Math.floor(passed / MINUTE), 'un minut', 'minute')}`;
  if (passed < DAY) return `acum ${counted(Math.floor(passed / HOUR), 'o oră', 'ore')}`;
  const days = Math.floor(passed / DAY);
  return days < 8 ? `acum ${counted(days, 'o zi', 'zile')}` : dateInWords(iso.slice(0, 10));
}

/** How a term stands to today: "azi", "mâine", "întârziat cu 3 zile", "până la 5 dec. 2026". */
export function termInWords(due: string | null, today: string): string {
  if (due === null) return 'fără termen';
  const days = Math.round((Date.parse(due) - Date.parse(today)) / DAY);
  if (days === 0) return 'azi';
  if (days === 1) return 'până mâine';
  if (days > 1) return `până la ${dateInWords(due)}`;
  return `întârziat cu ${counted(-days, 'o zi', 'zile')}`;
}

export function personName(person: Pick<BundlePerson, 'family_name' | 'given_name'>): string {
  return [person.family_name, person.given_name].filter(Boolean).join(' ') || 'Fără nume';
}

/** "34 de ani", "7 luni", "12 zile"; from a partial birth date only years, and only roughly. */
export function ageInWords(birth: string | null, today: string): string {
  if (!birth) return 'vârstă necunoscută';
  const [year = 0, month, day] = birth.split('-').map(Number);
  const [nowYear = 0, nowMonth = 1, nowDay = 1] = today.split('-').map(Number);
  if (month === undefined) return `cam ${counted(nowYear - year, 'un an', 'ani')}`;
  const months = (nowYear - year) * 12 + nowMonth - month - (nowDay < (day ?? 1) ? 1 : 0);
  if (months >= 24) return counted(Math.floor(months / 12), 'un an', 'ani');
  if (months >= 1) return counted(months, 'o lună', 'luni');
  return counted(
    Math.max(0, Math.round((Date.parse(today) - Date.parse(birth)) / DAY)),
    'o zi',
    'zile',
  );
}
