import { expect, it } from 'vitest';
import { prefillFor } from '../../src/app/start';
import type { Form } from '../../src/form/types';
import type { BundleItem } from '../../src/sync/bundle';

const form = {
  id: 'p/done',
  subject: 'dossier',
  items: [
    { id: 'intervention_no', type: 'integer', text: 'Activitatea' },
    { id: 'about_person', type: 'person', text: 'Cine' },
  ],
} as unknown as Form;
const line = (key: string, number: number) => ({ key, extra: { number } }) as unknown as BundleItem;

it('a task of the plan begins its form with the line it was made for', () => {
  const asked = { key: 'case/intervention/r/1/task/2', record: 'r', person: 'ana' };
  const planned = [line('case/intervention/r/11', 11), line('case/intervention/r/1', 1)];

  expect(prefillFor(form, asked, planned)).toEqual({ intervention_no: 1, about_person: 'ana' });
});

it('a task of nothing planned leaves the line to the worker', () => {
  expect(prefillFor(form, { key: 'case/x', record: 'r', person: null })).toEqual({});
});
