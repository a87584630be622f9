import type { Answers, Form, Item, Json } from '../engine/types';
import type { BundleHousehold, BundlePerson } from '../sync/bundle';

/** What a form's answers say of people and addresses, by the fact each question is bound to. */
export type Facts = Map<string, Json>;

export function factsOf(form: Form, answers: Answers): Facts {
  const facts: Facts = new Map();
  collect(form.items, answers, facts);
  return facts;
}

function collect(items: Item[], answers: Answers, facts: Facts): void {
  for (const item of items) {
    if (item.items && !item.repeats) collect(item.items, answers, facts);
    const value = answers[item.id];
    if (item.binds && value !== undefined && value !== null) facts.set(item.binds, value);
  }
}

export function textOf(facts: Facts, name: string): string | null {
  const value = facts.get(name);
  return typeof value === 'string' ? value : null;
}

/** The household with what an entry says of it; facts the entry is silent about stay. */
export function householdWith(known: BundleHousehold, facts: Facts): BundleHousehold {
  const locality = facts.get('household.locality');
  return {
    ...known,
    name: textOf(facts, 'household.name') ?? known.name,
    locality: typeof locality === 'number' ? locality : known.locality,
    street: textOf(facts, 'household.street') ?? known.street,
    number: textOf(facts, 'household.number') ?? known.number,
    geo: facts.get('household.geo') ?? known.geo,
  };
}

export function emptyHousehold(id: string): BundleHousehold {
  return { id, name: null, locality: null, street: null, number: null, geo: null };
}

const PERSON_FACTS = {
  family_name: 'person.family_name',
  given_name: 'person.given_name',
  sex: 'person.sex',
  birth_date: 'person.birth_date',
  id_state: 'person.id_state',
  phone: 'person.phone',
  relation: 'person.relation',
  family_doctor: 'person.family_doctor',
  insured: 'person.insured',
} as const;

export function personWith(known: BundlePerson, facts: Facts): BundlePerson {
  const person = { ...known };
  for (const [field, bind] of Object.entries(PERSON_FACTS) as [
    keyof typeof PERSON_FACTS,
    string,
  ][]) {
    person[field] = textOf(facts, bind) ?? known[field];
  }
  const cnp = textOf(facts, 'person.cnp');
  if (cnp) person.cnp_last4 = cnp.slice(-4);
  if (facts.has('person.died_on')) person.alive = false;
  return person;
}

export function emptyPerson(id: string): BundlePerson {
  return {
    id,
    family_name: null,
    given_name: null,
    sex: null,
    birth_date: null,
    id_state: null,
    cnp_last4: null,
    phone: null,
    relation: null,
    family_doctor: null,
    insured: null,
    alive: true,
    from: null,
    to: null,
  };
}
