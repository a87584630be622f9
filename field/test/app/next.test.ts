import { expect, it } from 'vitest';
import { waitingFor } from '../../src/app/following';
import { nextSteps } from '../../src/app/next';
import type { Snapshot } from '../../src/app/snapshot';
import type { Packs } from '../../src/form/types';
import type { GroupView } from '../../src/store/overlay';

const form = (id: string, subject: string, stage: string, who: string[]) => ({
  id,
  subject,
  stage,
  who,
  title: id,
  items: [],
});
const both = ['nurse', 'social'];
const forms = [
  form('p/home', 'household', 'assessment', both),
  form('p/person', 'person', 'assessment', both),
  form('p/risks', 'dossier', 'assessment', ['social']),
  form('p/plan', 'dossier', 'planning', ['social']),
  form('p/visit', 'household', 'monitoring', both),
];
const packs = {
  forms: Object.fromEntries(forms.map((one) => [one.id, one])),
  next: { 'p/home': ['p/person', 'p/risks', 'p/plan', 'p/visit'] },
  vocabulary: { roles: { social: { title: 'Asistent social' } } },
} as unknown as Packs;
const person = (id: string, more: object = {}) => ({
  id,
  family_name: 'Popa',
  given_name: id,
  alive: true,
  to: null,
  ...more,
});
const record = (form: string, subject: string) => ({
  form,
  subject: { type: 'x', id: subject },
  intent: 'new',
});

function after(role: string, records: object[], persons = [person('Ana'), person('Ion')]) {
  const view = { kind: 'household', place: 1, persons, records } as unknown as GroupView;
  const user = { id: 'u', name: '', roles: [{ role, place: 1 }] };
  const snapshot = { packs, user } as unknown as Snapshot;
  const steps = nextSteps(view, snapshot, 'p/home');
  return {
    labels: steps.map((one) => one.label),
    main: steps.filter((one) => one.main).length,
    waiting: waitingFor(view, snapshot, 'p/home'),
  };
}

it('after the household each person not assessed yet is offered, then the visit', () => {
  const found = after('nurse', [record('p/home', 'g'), record('p/person', 'Ana')]);

  expect(found.labels).toEqual(['p/person: Popa Ion', 'p/visit']);
  expect(found.main).toBe(1);
});

it('the case manager is offered the first step of the case that is not made', () => {
  expect(after('social', [record('p/home', 'g')]).labels).toContain('p/risks');
  const later = after('social', [record('p/home', 'g'), record('p/risks', 'c')]);

  expect(later.labels).toContain('p/plan');
  expect(later.labels).not.toContain('p/risks');
  expect(later.waiting).toBe(null);
});

it('others read which colleague writes the next step of the case', () => {
  const { labels, waiting } = after('nurse', []);

  expect(labels).not.toContain('p/risks');
  expect(waiting).toEqual({ title: 'p/risks', roles: ['asistent social'] });
});

it('who died or moved away is not assessed', () => {
  const persons = [
    person('Ana'),
    person('Ion', { alive: false }),
    person('Eva', { to: '2026-01-01' }),
  ];

  expect(after('nurse', [], persons).labels).toEqual(['p/person: Popa Ana', 'p/visit']);
});
