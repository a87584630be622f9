import { expect, test } from 'vitest';
import type { Entry, EntryPerson } from '../../src/store/directory';
import { findMatches, sameBirth } from '../../src/store/match';
import { buildIndex, search } from '../../src/store/search';
import { fold, slips } from '../../src/store/words';

function person(family: string, given: string, more: Partial<EntryPerson> = {}): EntryPerson {
  return {
    id: `${family}-${given}`,
    family,
    given,
    sex: null,
    birth: null,
    cnp4: null,
    alive: true,
    ...more,
  };
}

function entry(group: string, persons: EntryPerson[], more: Partial<Entry> = {}): Entry {
  return {
    group,
    kind: 'household',
    place: 39863,
    seq: 1,
    name: persons[0]?.family ?? '',
    locality: 39872,
    street: 'Principală',
    codes: [],
    number: '12',
    persons,
    areas: [],
    open: 0,
    tasks: [],
    records: 0,
    latest: null,
    ...more,
  };
}

const POPA = entry('g1', [
  person('Popa', 'Ștefania', { birth: '1985-03-12', cnp4: '4417', sex: 'f' }),
  person('Popa', 'Radu', { birth: '2016-07-01' }),
]);
const LAKATOS = entry('g2', [person('Lakatos', 'Ildikó')], {
  street: 'Morii',
  number: '4',
  locality: 39873,
});
const POPESCU = entry('g3', [person('Popescu', 'Maria Elena', { birth: '1990-10-02' })], {
  number: '45',
});
const INDEX = buildIndex([POPA, LAKATOS, POPESCU], (one) =>
  one.locality === 39873 ? 'Icușeni' : 'Vorona',
);

function found(typed: string): string[] {
  return search(INDEX, typed).map((hit) => hit.entry.group);
}

test.each([
  ['stefania', ['g1']],
  ['ŞTEFANIA', ['g1']],
  ['Popa Ștefania', ['g1']],
  ['stefnaia', ['g1']],
  ['lacatos', ['g2']],
  ['ildiko', ['g2']],
  ['icuseni', ['g2']],
  ['popa 12', ['g1']],
  ['morii 4', ['g2']],
  ['elena', ['g3']],
  ['2850312074417', ['g1']],
  ['1990', ['g3']],
  ['georgescu', []],
  ['popa 99', []],
  ['  ', []],
])('typing "%s" finds the right households', (typed, groups) => {
  expect(found(typed)).toEqual(groups);
});

test('an exact name stands before a longer one', () => {
  expect(found('popa')).toEqual(['g1', 'g3']);
});

test('a word that many people carry is looked at once', () => {
  const entries = Array.from({ length: 300 }, (_, house) =>
    entry(`h${house}`, [person('Lăcătuș', `Prenume${house % 30}`)], {
      name: 'Familia Lăcătuș',
      street: null,
    }),
  );

  const index = buildIndex(entries, () => 'Vorona');

  const names = [...index.words.keys()].filter((word) => /^[a-z]/.test(word));
  expect(names).toHaveLength(1 + 1 + 30 + 1);
  expect(search(index, 'lacatsu vorona', 999)).toHaveLength(300);
});

const CANDIDATE = { family: null, given: null, birth: null, cnp: null, address: null, group: null };

test('an existing person is offered by name and birth date [protocol-2017/6.2.3]', () => {
  const radu = { ...CANDIDATE, family: 'Popa', given: 'Radu', birth: '2016-07-01' };

  const [match] = findMatches([POPA, LAKATOS, POPESCU], radu);

  expect(match).toMatchObject({
    person: { given: 'Radu' },
    by: 'facts',
    facts: ['family', 'given', 'birth'],
  });
});

test.each([
  ['a slip in each name', { family: 'Poppa', given: 'Stefania', birth: '1985-03-12' }],
  ['day and month exchanged', { family: 'Popa', given: 'Ștefania', birth: '1985-12-03' }],
  ['names exchanged', { family: 'Ștefania', given: 'Popa', birth: '1985-03-12' }],
  [
    'the same house, no birth date',
    { family: 'Popa', given: 'Stefania', address: '39872 principala 12' },
  ],
  ['the household in view', { family: 'Popa', given: 'Stefania', group: 'g1' }],
])('three of four facts are enough: %s', (_, facts) => {
  expect(findMatches([POPA], { ...CANDIDATE, ...facts })[0]?.person.given).toBe('Ștefania');
});

test('the CNP alone is enough, whatever the name', () => {
  const [match] = findMatches([POPA], { ...CANDIDATE, family: 'Rusu', cnp: '2850312074417' });

  expect(match?.by).toBe('cnp');
});

test('two facts are not enough', () => {
  expect(findMatches([POPA], { ...CANDIDATE, family: 'Popa', given: 'Radu' })).toEqual([]);
});

test('one of several given names counts as the name', () => {
  const elena = { ...CANDIDATE, family: 'Popescu', given: 'Elena', birth: '1990-10-02' };

  expect(findMatches([POPESCU], elena)).toHaveLength(1);
});

test.each([
  ['2016-07-01', '2016-07-01', true],
  ['2016-07-01', '2016-07', true],
  ['2016-07-01', '2016', true],
  ['2016-07-01', '2016-07-02', true],
  ['2016-07-01', '2015-07-02', false],
  ['2016-07-01', null, false],
])('birth %s and %s agree: %s', (known, typed, agrees) => {
  expect(sameBirth(known, typed)).toBe(agrees);
});

test('slips counts letters added, dropped, changed and swapped', () => {
  expect([
    slips('popa', 'popa', 2),
    slips('popa', 'poppa', 2),
    slips('stefania', 'stefnaia', 2),
  ]).toEqual([0, 1, 1]);
  expect(slips('popa', 'georgescu', 2)).toBe(3);
  expect(fold('Ţăndărică-Ștefănescu Á.')).toBe('tandarica stefanescu a');
});
