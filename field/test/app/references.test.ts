import { expect, test } from 'vitest';
import { providersFor } from '../../src/app/providers';
import type { Desk, Snapshot } from '../../src/app/snapshot';
import type { Item } from '../../src/engine/types';
import type { Form } from '../../src/form/types';
import type { GroupView } from '../../src/store/overlay';

const PLACE = 39863;
const ANA = { id: 'u-ana', name: 'Ana Ionescu' };
const MIRA = { id: 'u-mira', name: 'Mira Țurcanu' };

const SNAPSHOT = {
  places: new Map([[PLACE, { localities: [{ siruta: 39872, name: 'Poiana' }] }]]),
  grants: [],
  entries: new Map(),
  packs: {
    forms: {
      'p/referral': { title: 'Trimitere' },
      'p/contact': { title: 'Contact cu o instituție' },
    },
    vocabulary: {
      roles: {
        community_nurse: { title: 'Asistent medical comunitar' },
        social_worker: { title: 'Asistent social' },
      },
    },
  },
  facts: {
    team: {
      [PLACE]: [
        { ...ANA, role: 'community_nurse' },
        { ...MIRA, role: 'social_worker' },
        { ...MIRA, role: 'community_nurse' },
      ],
    },
    institutions: {
      [PLACE]: [
        institution('i-1', 'Cabinet Popa', 'Cabinet de medicina familiei', 'Vorona'),
        institution('i-2', 'Școala Gimnazială nr. 1', 'Școală', 'Vorona'),
        institution('i-3', 'Spitalul Județean', 'Spital', 'Botoșani'),
      ],
    },
  },
} as unknown as Snapshot;

function institution(id: string, name: string, kind_words: string, place: string) {
  return { id, kind: '', kind_words, name, place, phone: '' };
}

const VIEW = {
  group: 'g',
  place: PLACE,
  persons: [
    { id: 'p-1', family_name: 'Popa', given_name: 'Maria', to: null, alive: true },
    { id: 'p-2', family_name: 'Popa', given_name: 'Radu', to: null, alive: true },
  ],
  records: [
    { id: 'r-1', form: 'p/referral', occurred_on: '2026-11-05' },
    { id: 'r-2', form: 'p/referral', occurred_on: '2026-11-07' },
  ],
  tasks: [
    task('r-1', 'p-1', 'p/result'),
    task('r-2', 'p-2', 'p/result'),
    { ...task('r-3', 'p-1', 'p/result'), done_on: '2026-11-09' },
    { ...task('r-4', 'p-1', 'p/result'), done_here: true },
    task('r-5', 'p-1', 'p/other'),
  ],
  items: [
    line('intervention', 3, 'Control la medic', { closed_on: '2026-10-01' }),
    line('intervention', 2, 'Înscrierea la școală', { person: 'p-2', due_on: '2026-12-05' }),
    line('intervention', 1, 'Obținerea certificatului'),
    line('intervention', 9, 'Rând vechi', { state: 'superseded' }),
    line('intervention', 5, 'Alt caz', { dossier: 'd-2' }),
    line('objective', 1, 'Are certificat de naștere'),
    { kind: 'need', state: 'open', extra: {}, closed_on: null },
  ],
} as unknown as GroupView;

function task(record: string, person: string | null, form: string) {
  return { record, person, form, done_on: null, done_here: false, title: '', opened_on: '' };
}

function line(kind: string, number: number, title: string, more = {}) {
  const own = { kind, title, dossier: 'd-1', person: null, state: 'planned', extra: { number } };
  return { ...own, due_on: null, closed_on: null, ...more };
}

function item(id: string, type: Item['type']): Item {
  return { id, type, text: id };
}

function asked(form: Partial<Form> = {}, view: GroupView | null = VIEW) {
  const filled = { id: 'p/result', subject: 'person', items: [], ...form } as unknown as Form;
  const filling = { form: filled, place: PLACE, subject: 'p-1', dossier: 'd-1', also: [] };
  return providersFor({} as Desk, SNAPSHOT, view, filling);
}

test('a colleague is picked by name, each once, with every profession', () => {
  expect(asked().choicesFor?.(item('member_user', 'string'), {})).toEqual([
    { value: 'u-ana', name: 'Ana Ionescu', about: 'Asistent medical comunitar' },
    { value: 'u-mira', name: 'Mira Țurcanu', about: 'Asistent social, Asistent medical comunitar' },
  ]);
});

test('where the form asks for a profession only its people are offered', () => {
  const names = (id: string, answers = {}) =>
    asked()
      .choicesFor?.(item(id, 'string'), answers)
      ?.map((one) => one.name);

  expect(names('addressee_user', { addressee_role: 'social_worker' })).toEqual(['Mira Țurcanu']);
  expect(names('manager_user')).toEqual(['Mira Țurcanu']);
  expect(names('addressee_user', { addressee_role: 'school_mediator' })).toEqual([]);
});

test('an answer names the entry that waits for it, by form and day, of the person in view', () => {
  expect(asked().choicesFor?.(item('answers_to', 'string'), {})).toEqual([
    { value: 'r-1', name: 'Trimitere · 5 nov. 2026', about: 'Popa Maria' },
  ]);
});

test('an answer about the household may name the entry about any of its people', () => {
  const form = { subject: 'dossier' } as const;

  const found = asked(form).choicesFor?.(item('answers_to', 'string'), {});

  expect(found?.map((one) => one.value)).toEqual(['r-1', 'r-2']);
});

test('an activity is picked from the plan in force of the case, the open ones first', () => {
  expect(asked().choicesFor?.(item('intervention_no', 'integer'), {})).toEqual([
    { value: 1, name: '1. Obținerea certificatului', about: '' },
    { value: 2, name: '2. Înscrierea la școală', about: 'Popa Radu · până la 5 dec. 2026' },
    { value: 3, name: '3. Control la medic', about: 'încheiată pe 1 oct. 2026' },
  ]);
  const through = asked().choicesFor?.(item('through_intervention_no', 'integer'), {});
  expect(through).toHaveLength(3);
});

test('without the plan on the phone its number is typed', () => {
  expect(asked({}, null).choicesFor?.(item('intervention_no', 'integer'), {})).toBe(null);
});

test('a plan numbers its own lines, and an activity names one of its objectives', () => {
  const rows = (id: string, ...items: Item[]) => ({ ...item(id, 'group'), repeats: true, items });
  const items = [
    rows('objectives', item('objective_no', 'integer')),
    rows(
      'interventions',
      item('intervention_no', 'integer'),
      item('intervention_objective', 'integer'),
    ),
  ];
  const plan = asked({ items });
  const objectives = [{ objective_no: 1, objective_text: 'Radu merge la școală' }];

  expect(plan.choicesFor?.(item('objective_no', 'integer'), { objectives })).toBe(null);
  expect(plan.choicesFor?.(item('intervention_no', 'integer'), { objectives })).toBe(null);
  expect(plan.choicesFor?.(item('intervention_objective', 'integer'), { objectives })).toEqual([
    { value: 1, name: '1. Radu merge la școală' },
  ]);
});

test('any other text or number is typed', () => {
  expect(asked().choicesFor?.(item('note', 'string'), {})).toBe(null);
  expect(asked().choicesFor?.(item('rooms', 'integer'), {})).toBe(null);
});

test('what was named earlier is said in words', () => {
  const said = (id: string, type: Item['type'], value: string | number) =>
    asked().nameOf?.(item(id, type), value);

  expect(said('member_user', 'string', 'u-mira')).toBe('Mira Țurcanu');
  expect(said('answers_to', 'string', 'r-2')).toBe('Trimitere · 7 nov. 2026');
  expect(said('intervention_no', 'integer', 2)).toBe('2. Înscrierea la școală');
  expect(said('to_institution', 'institution', 'i-3')).toBe('Spitalul Județean');
  expect(said('village', 'place', 39872)).toBe('Poiana');
  expect(said('rooms', 'integer', 2)).toBe(undefined);
});

test('institutions are found by any words, diacritics forgiven, nearest first', async () => {
  const names = async (text: string) => (await asked().institutions(text)).map((one) => one.name);

  expect(await names('')).toEqual(['Cabinet Popa', 'Școala Gimnazială nr. 1', 'Spitalul Județean']);
  expect(await names('scoala gimnaziala')).toEqual(['Școala Gimnazială nr. 1']);
  expect(await names('BOTOSANI spital')).toEqual(['Spitalul Județean']);
  expect(await names('medicina')).toEqual(['Cabinet Popa']);
  expect(await names('tribunal')).toEqual([]);
});
