/** What a form says when an answer cannot stand, word for word as vatra/kit/messages.py. */
import { earliest } from './dates';
import { parseDecimal } from './decimal';
import type { IssueCode, Item, Json, Precision } from './types';

export const TEMPLATES: Record<string, string> = {
  required: 'Răspundeți la „{text}”.',
  'required.signature': 'Cereți semnătura: „{text}”.',
  'required.photo': 'Faceți fotografia: „{text}”.',
  'required.group': 'Adăugați cel puțin un rând la „{text}”.',
  type: '„{text}”: răspunsul nu poate fi citit. Completați din nou.',
  'type.integer': '„{text}”: scrieți un număr întreg, numai cu cifre.',
  'type.decimal': '„{text}”: scrieți un număr, de exemplu 6,2.',
  'type.date': '„{text}”: data nu există în calendar. Verificați ziua, luna și anul.',
  'type.time': '„{text}”: scrieți ora și minutele, de exemplu 08:30.',
  precision: '„{text}”: data nu este destul de exactă. Completați {precision}.',
  option: '„{text}”: răspunsul ales nu este în listă acum. Alegeți din nou.',
  exclusive:
    '„{text}”: „{option}” nu se poate alege împreună cu alte răspunsuri. Păstrați numai unul.',
  max_length: '„{text}”: textul are peste {max_length} de semne. Scurtați-l.',
  pattern: '„{text}”: textul nu are forma cerută. Verificați ce ați scris.',
  'pattern.format': '„{text}”: {reasons}',
  min: '„{text}”: valoarea trebuie să fie cel puțin {min}{unit}. Verificați răspunsul.',
  'min.date': '„{text}”: data trebuie să fie cel mai devreme {min}. Verificați anul.',
  'min.today': '„{text}”: data nu poate fi în trecut. Verificați anul.',
  'min.group': '„{text}”: adăugați cel puțin {min} (rânduri).',
  max: '„{text}”: valoarea trebuie să fie cel mult {max}{unit}. Verificați răspunsul.',
  'max.date': '„{text}”: data trebuie să fie cel mai târziu {max}. Verificați anul.',
  'max.today': '„{text}”: data nu poate fi în viitor. Verificați anul.',
  'max.group': '„{text}”: păstrați cel mult {max} (rânduri).',
  unknown_item: 'Formularul nu are întrebarea „{id}”. Actualizați aplicația și completați din nou.',
};

export const PRECISION_TITLES: Record<Precision, string> = {
  day: 'ziua, luna și anul',
  month: 'luna și anul',
  year: 'anul',
};

/** The message of an issue; the item's own words win over the general ones. */
export function issueText(
  item: Item,
  code: IssueCode,
  filled: Record<string, Json> = {},
  variant: string = item.type,
): string {
  const template =
    item.messages?.[code] || TEMPLATES[`${code}.${variant}`] || TEMPLATES[code] || code;
  const values = { text: item.text ?? item.id, unit: item.unit ? ` ${item.unit}` : '', ...filled };
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(`{${name}}`, () => shown(value)),
    template,
  );
}

/** A value in Romanian writing: 02.11.2026, 6,2. */
export function shown(value: Json): string {
  if (typeof value !== 'string') return String(value);
  if (value.length > 4 && earliest(value)) return value.split('-').reverse().join('.');
  return parseDecimal(value) ? value.replace('.', ',') : value;
}
