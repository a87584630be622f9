import { expect, test } from 'vitest';
import type { Form } from '../../src/engine/types';
import type { Packs } from '../../src/form/types';
import type { Pending } from '../../src/store/outbox';
import { overlay } from '../../src/store/overlay';
import type { Bundle } from '../../src/sync/bundle';
import type { VatraRecord } from '../../src/sync/protocol';

const HOME = 'home-1';
const TODAY = '2026-11-02';

function form(id: string, more: Partial<Form>): Form {
  return {
    id,
    version: '1',
    hash: '',
    title: id,
    subject: 'household',
    who: ['community_nurse'],
    items: [],
    ...more,
  };
}

const FORMS: Record<string, Form> = {
  household: form('household', {
    effects: ['household.register'],
    items: [
      {
        id: 'address',
        type: 'group',
        text: '',
        items: [{ id: 'street', type: 'string', text: '', binds: 'household.street' }],
      },
      { id: 'label', type: 'string', text: '', binds: 'household.name' },
    ],
  }),
  person: form('person', {
    subject: 'person',
    effects: ['person.register'],
    items: [
      { id: 'family', type: 'string', text: '', binds: 'person.family_name' },
      { id: 'born', type: 'date', text: '', binds: 'person.birth_date' },
      { id: 'cnp', type: 'string', text: '', binds: 'person.cnp' },
    ],
  }),
  leaving: form('leaving', {
    effects: ['membership.change'],
    items: [
      { id: 'who', type: 'person', text: '', binds: 'membership.person' },
      { id: 'left', type: 'date', text: '', binds: 'membership.to' },
    ],
  }),
  assessment: form('assessment', {
    date: 'on',
    items: [
      { id: 'on', type: 'date', text: '' },
      { id: 'water', type: 'yes_no_unknown', text: '' },
      { id: 'heating', type: 'yes_no_unknown', text: '' },
    ],
    findings: [
      { code: 'HOU_02', when: { q: 'water', op: '=', value: 'no' } },
      { code: 'HOU_04', when: { q: 'heating', op: '=', value: 'no' } },
    ],
  }),
};

const VULNERABILITY = { title: '', area: 'housing', urgency: 2, favourable: false };
const PACKS = {
  forms: FORMS,
  vulnerabilities: {
    HOU_02: { code: 'HOU_02', ...VULNERABILITY },
    HOU_04: { code: 'HOU_04', ...VULNERABILITY },
  },
  parameters: {},
} as unknown as Packs;

let made = 0;
function entry(
  formId: string,
  answers: VatraRecord['answers'],
  more: Partial<VatraRecord> = {},
): Pending {
  made += 1;
  const record: VatraRecord = {
    id: `r${made}`,
    form: formId,
    version: '1',
    subject: { type: 'household', id: HOME },
    group: HOME,
    place: 1,
    dossier: null,
    prev: null,
    intent: 'new',
    reason: null,
    author: 'ana',
    role: 'community_nurse',
    device: 'd',
    device_seq: made,
    made_at: `${TODAY}T10:00:00+02:00`,
    clock: { off_ms: 0, age_s: null },
    app: '0.1.0',
    answers,
    blobs: [],
    ...more,
  };
  return { record, state: 'waiting', reasons: [] };
}

function lay(bundle: Bundle | null, ...pending: Pending[]) {
  return overlay(bundle, pending, { packs: PACKS, today: TODAY, authorName: 'Ana' })!;
}

function bundle(more: Partial<Bundle> = {}): Bundle {
  return {
    group: HOME,
    kind: 'household',
    place: 1,
    seq: 3,
    household: {
      id: HOME,
      name: 'Familia Popa',
      locality: 7,
      street: 'Morii',
      number: '4',
      geo: null,
    },
    persons: [],
    records: [],
    findings: [],
    dossiers: [],
    items: [],
    tasks: [],
    ...more,
  };
}

const OPEN = {
  code: 'HOU_02',
  person: null,
  area: 'housing',
  urgency: 2,
  favourable: false,
  opened_on: '2026-01-01',
  closed_on: null,
  record: 'old',
};

test('a household and its people stand as soon as they are saved, before any network', () => {
  const person = entry(
    'person',
    { family: 'Popa', born: '1985-03', cnp: '2850312074417' },
    { subject: { type: 'person', id: 'p1' } },
  );

  const view = lay(
    null,
    entry('household', { street: 'Principală', label: 'Familia Popa' }),
    person,
  );

  expect(view.household).toMatchObject({ id: HOME, name: 'Familia Popa', street: 'Principală' });
  expect(view.persons).toMatchObject([
    { id: 'p1', family_name: 'Popa', birth_date: '1985-03', cnp_last4: '4417' },
  ]);
  expect(view.records.map((record) => record.own)).toEqual(['waiting', 'waiting']);
});

test('nothing here and nothing waiting is no household', () => {
  expect(overlay(null, [], { packs: PACKS, today: TODAY, authorName: 'Ana' })).toBeNull();
});

test('an address change keeps what it does not speak of', () => {
  const moved = entry('household', { street: 'Principală' });

  expect(lay(bundle(), moved).household).toMatchObject({
    street: 'Principală',
    number: '4',
    name: 'Familia Popa',
  });
});

test('who leaves is no longer a present member', () => {
  const one = {
    ...lay(null, entry('person', {}, { subject: { type: 'person', id: 'p1' } })).persons[0]!,
  };

  const view = lay(bundle({ persons: [one] }), entry('leaving', { who: 'p1', left: TODAY }));

  expect(view.persons[0]?.to).toBe(TODAY);
});

test('needs found by an entry are on the household at once [protocol-2017/6.5.2]', () => {
  const view = lay(bundle(), entry('assessment', { on: '2026-11-01', water: 'no' }));

  expect(view.findings).toMatchObject([
    { code: 'HOU_02', opened_on: '2026-11-01', local: true, urgency: 2 },
  ]);
});

test('a finding that is open already is not found twice', () => {
  const view = lay(bundle({ findings: [OPEN] }), entry('assessment', { water: 'no' }));

  expect(view.findings).toHaveLength(1);
});

test('an entry that asks again and no longer finds it closes the finding', () => {
  const view = lay(bundle({ findings: [OPEN] }), entry('assessment', { on: TODAY, water: 'yes' }));

  expect(view.findings[0]?.closed_on).toBe(TODAY);
});

test('an entry that does not ask says nothing about an open finding', () => {
  const view = lay(bundle({ findings: [OPEN] }), entry('assessment', { heating: 'yes' }));

  expect(view.findings[0]?.closed_on).toBeNull();
});

test('a correction takes back what the corrected entry had found', () => {
  const first = entry('assessment', { water: 'no' });
  const better = entry(
    'assessment',
    { water: 'yes' },
    { prev: first.record.id, intent: 'correction' },
  );

  expect(lay(bundle(), first, better).findings).toEqual([]);
});

test('a withdrawn entry finds nothing', () => {
  const first = entry('assessment', { water: 'no' });
  const gone = entry('assessment', { water: 'no' }, { prev: first.record.id, intent: 'void' });

  expect(lay(bundle(), first, gone).findings).toEqual([]);
});

test('a task whose form waits on this phone is done here', () => {
  const task = {
    key: 't',
    title: '',
    form: 'assessment',
    role: 'community_nurse',
    user: null,
    person: null,
    opened_on: TODAY,
    due_on: null,
    done_on: null,
    urgency: 1,
    cites: [],
    dossier: null,
    mine: true,
    record: 'x',
  };
  const other = { ...task, key: 'u', person: 'p9' };

  const view = lay(bundle({ tasks: [task, other] }), entry('assessment', { water: 'yes' }));

  expect(view.tasks.map((one) => one.done_here)).toEqual([true, false]);
});

test('an entry the bundle already shows is not laid over it again', () => {
  const waiting = entry('assessment', { water: 'no' });
  const shown = { ...lay(null, waiting).records[0]! };

  const view = lay(
    bundle({ records: [shown], findings: [{ ...OPEN, closed_on: TODAY }] }),
    waiting,
  );

  expect(view.records).toHaveLength(1);
  expect(view.findings).toHaveLength(1);
});
