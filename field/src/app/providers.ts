import { sexInWords } from '../engine';
import type { InstitutionChoice, PersonChoice, PlaceChoice, Providers } from '../form/types';
import { keepBlob, readBlob } from '../store/blobs';
import { dayOf } from '../store/context';
import type { Entry } from '../store/directory';
import type { GroupView } from '../store/overlay';
import { fold, wordsOf } from '../store/words';
import { choicesFor, type Filling, nameOf } from './references';
import type { Desk, Snapshot } from './snapshot';
import { ageInWords, personName } from './words';

const MOST_PLACES = 30;
const MOST_INSTITUTIONS = 20;

/** What a form may ask of the phone. `also` are people of other households that it speaks of. */
export function providersFor(
  desk: Desk,
  snapshot: Snapshot,
  view: GroupView | null,
  filling: Filling & { also: string[] },
): Providers {
  const known = { snapshot, view, filling };
  return {
    persons: () => [...householdPersons(view), ...otherPersons(snapshot, view, filling.also)],
    places: async (search) => villages(snapshot, search),
    institutions: async (search) => institutions(snapshot, filling.place, search),
    choicesFor: (item, answers) => choicesFor(known, item, answers),
    nameOf: (item, value) => nameOf(known, item, value),
    keepBlob: (blob) => keepBlob(desk.store, blob),
    readBlob: (sha256) => readBlob(desk.store, sha256),
  };
}

function householdPersons(view: GroupView | null): PersonChoice[] {
  const today = dayOf(new Date());
  const here = view?.persons.filter((person) => person.to === null && person.alive) ?? [];
  return here.map((person) => ({
    id: person.id,
    name: personName(person),
    about: aboutPerson(person.birth_date, person.sex, today),
    birth_date: person.birth_date ?? undefined,
    sex: person.sex ?? undefined,
  }));
}

function otherPersons(snapshot: Snapshot, view: GroupView | null, also: string[]): PersonChoice[] {
  const wanted = new Set(also.filter((id) => !view?.persons.some((person) => person.id === id)));
  if (wanted.size === 0) return [];
  const today = dayOf(new Date());
  const choice = (entry: Entry) => (person: Entry['persons'][number]) => ({
    id: person.id,
    name: personName({ family_name: person.family, given_name: person.given }),
    about: `${aboutPerson(person.birth, person.sex, today)} · ${entry.name}`,
    birth_date: person.birth ?? undefined,
    sex: person.sex ?? undefined,
  });
  return [...snapshot.entries.values()].flatMap((entry) =>
    entry.persons.filter((person) => wanted.has(person.id)).map(choice(entry)),
  );
}

function aboutPerson(birth: string | null, sex: string | null, today: string): string {
  return [sexInWords(sex, birth, today), ageInWords(birth, today)].filter(Boolean).join(', ');
}

/** Villages of the worker's communes; the commune is named when there is more than one. */
function villages(snapshot: Snapshot, search: string): PlaceChoice[] {
  const wanted = fold(search);
  const several = snapshot.places.size > 1;
  const names = new Map(snapshot.grants.map((grant) => [grant.place, grant.name]));
  const found = [...snapshot.places].flatMap(([place, slice]) =>
    slice.localities
      .filter((one) => fold(one.name).includes(wanted))
      .map((one) => ({
        siruta: one.siruta,
        name: one.name,
        about: several ? names.get(place) : undefined,
      })),
  );
  return found.slice(0, MOST_PLACES);
}

/** By any words of name, kind or place; the server has put the nearest first. */
function institutions(snapshot: Snapshot, place: number, search: string): InstitutionChoice[] {
  const wanted = wordsOf(search);
  return (snapshot.facts.institutions[place] ?? [])
    .filter((one) => {
      const said = fold(`${one.name} ${one.kind_words} ${one.place}`);
      return wanted.every((word) => said.includes(word));
    })
    .slice(0, MOST_INSTITUTIONS)
    .map((one) => ({ id: one.id, name: one.name, about: `${one.kind_words} · ${one.place}` }));
}
