import { expect, it } from 'vitest';
import { doneByColleagues } from '../../src/app/colleagues';
import { procedureOf } from '../../src/form/procedure';
import type { Form, Packs } from '../../src/form/types';
import type { GroupView } from '../../src/store/overlay';

const form = { id: 'p/visit', subject: 'household' } as Form;
const dated = (from: string, value: number) => ({ from, value });
const packs = {
  parameters: {
    p: {
      team_repeat_days: { title: '', values: [dated('2020-01-01', 30), dated('2026-01-01', 14)] },
    },
  },
  procedures: {
    p: [
      {
        code: 'a',
        title: 'Vizite',
        forms: ['p/visit'],
        default: false,
        versions: [
          { number: '1', since: '2020-01-01', source: '', steps: [] },
          { number: '2', since: '2026-07-01', source: '', steps: ['Mergeți'] },
        ],
      },
      {
        code: 'b',
        title: 'Restul',
        forms: [],
        default: true,
        versions: [{ number: '1', since: '2020-01-01', source: '', steps: [] }],
      },
    ],
  },
} as unknown as Packs;
const me = { user: 'nina', roles: ['community_nurse'], today: '2026-11-20' };

function record(id: string, author: string, on: string, more: object = {}) {
  const base = { id, form: 'p/visit', author, author_name: author, role: 'roma_health_mediator' };
  return { ...base, occurred_on: on, prev: null, intent: 'new', ...more };
}

function seen(records: object[], tasks: object[] = []) {
  const view = { records, tasks } as unknown as GroupView;
  return doneByColleagues(packs, view, form, me).map(({ key, planned }) => [key, planned]);
}

it("a colleague's visit of the last days is told before one's own begins [protocol-2017/3.5.o]", () => {
  const mine = record('mine', 'nina', '2026-11-19');
  const old = record('old', 'mihai', '2026-11-05');
  const other = record('other', 'mihai', '2026-11-06', { form: 'p/else' });
  const near = record('near', 'mihai', '2026-11-06');

  expect(seen([mine, old, other, near])).toEqual([['near', false]]);
});

it('what was voided or corrected is not told, its new version is', () => {
  const first = record('first', 'mihai', '2026-11-10');
  const fixed = record('fixed', 'mihai', '2026-11-11', { prev: 'first' });
  const voided = record('voided', 'mihai', '2026-11-12', { intent: 'void' });

  expect(seen([first, fixed, voided])).toEqual([['fixed', false]]);
});

it("a colleague's planned visit within the days is told, one's own is not [protocol-2017/3.5.o]", () => {
  const task = (key: string, due: string, more: object = {}) => {
    const base = { key, form: 'p/visit', role: 'roma_health_mediator', user: null };
    return { ...base, due_on: due, done_on: null, mine: false, ...more };
  };
  const tasks = [
    task('soon', '2026-12-01'),
    task('far', '2026-12-30'),
    task('done', '2026-11-25', { done_on: '2026-11-19' }),
    task('ours', '2026-11-25', { role: 'community_nurse' }),
    task('mine', '2026-11-25', { mine: true }),
  ];

  expect(seen([], tasks)).toEqual([['soon', true]]);
});

it('a pack without the parameter warns of nothing', () => {
  const view = { records: [record('near', 'mihai', '2026-11-19')], tasks: [] };
  const bare = { parameters: {} } as unknown as Packs;

  expect(doneByColleagues(bare, view as unknown as GroupView, form, me)).toEqual([]);
});

it('a form names the edition of its procedure in force on its day [protocol-2017/8.c]', () => {
  const on = (id: string, day: string) => {
    const followed = procedureOf(packs, id, day);
    return followed ? `${followed.procedure.title} ${followed.edition.number}` : null;
  };

  expect(on('p/visit', '2026-06-30')).toBe('Vizite 1');
  expect(on('p/visit', '2026-07-01')).toBe('Vizite 2');
  expect(on('p/other', '2026-07-01')).toBe('Restul 1');
  expect(on('p/visit', '2019-12-31')).toBe(null);
  expect(on('q/visit', '2026-07-01')).toBe(null);
});
