import type { Entry, EntryPerson } from './directory';
import { fold, slips, slipsAllowed } from './words';

/** What is known of a person about to be registered. */
export interface Candidate {
  family: string | null;
  given: string | null;
  birth: string | null;
  cnp: string | null;
  address: string | null;
  group: string | null;
}

/** Somebody on the phone who may be the same person, and which facts say so. */
export interface Match {
  entry: Entry;
  person: EntryPerson;
  by: 'cnp' | 'facts';
  facts: Fact[];
}

export type Fact = 'family' | 'given' | 'birth' | 'address';

/** The same CNP, else three of four facts, each with a slip forgiven. The CNP leads the list. */
export function findMatches(entries: Iterable<Entry>, candidate: Candidate): Match[] {
  const matches: Match[] = [];
  for (const entry of entries) {
    const address = sameAddress(entry, candidate);
    for (const person of entry.persons) {
      const match = compare(entry, person, candidate, address);
      if (match) matches.push(match);
    }
  }
  return matches.sort((a, b) => rank(b) - rank(a)).slice(0, 5);
}

function rank(match: Match): number {
  return (match.by === 'cnp' ? 10 : 0) + match.facts.length;
}

function compare(
  entry: Entry,
  person: EntryPerson,
  candidate: Candidate,
  address: boolean,
): Match | null {
  const facts = sameFacts(person, candidate, address);
  if (sameCnp(person, candidate.cnp)) return { entry, person, by: 'cnp', facts };
  return facts.length >= 3 ? { entry, person, by: 'facts', facts } : null;
}

function sameFacts(person: EntryPerson, candidate: Candidate, address: boolean): Fact[] {
  const facts: Fact[] = [];
  const straight = namesAlike(person, candidate.family, candidate.given);
  const crossed = namesAlike(person, candidate.given, candidate.family);
  const names = crossed.length > straight.length ? crossed : straight;
  facts.push(...names);
  if (sameBirth(person.birth, candidate.birth)) facts.push('birth');
  if (address) facts.push('address');
  return facts;
}

function namesAlike(person: EntryPerson, family: string | null, given: string | null): Fact[] {
  const facts: Fact[] = [];
  if (alike(person.family, family)) facts.push('family');
  if (alike(person.given, given)) facts.push('given');
  return facts;
}

/** One of several given names is enough: "Maria Elena" is entered as "Elena" next time. */
function alike(known: string, typed: string | null): boolean {
  const [left, right] = [fold(known), fold(typed ?? '')];
  if (left === '' || right === '') return false;
  if (near(left, right)) return true;
  const [ours, theirs] = [left.split(' '), right.split(' ')];
  if (ours.length === 1 && theirs.length === 1) return false;
  return ours.some((one) => theirs.some((other) => near(one, other)));
}

function near(left: string, right: string): boolean {
  const allowed = slipsAllowed(Math.min(left.length, right.length));
  return slips(left, right, allowed) <= allowed;
}

/** Equal as far as both are known, or one figure wrong, or day and month exchanged. */
export function sameBirth(known: string | null, typed: string | null): boolean {
  if (!known || !typed) return false;
  const length = Math.min(known.length, typed.length);
  const [left, right] = [known.slice(0, length), typed.slice(0, length)];
  if (left === right) return true;
  if (length < 10) return false;
  const exchanged = `${right.slice(0, 5)}${right.slice(8)}-${right.slice(5, 7)}`;
  return exchanged === left || differences(left, right) === 1;
}

function differences(left: string, right: string): number {
  return [...left].filter((char, index) => char !== right[index]).length;
}

/** The phone holds only the last four figures: with sex and birth date inside the CNP they suffice. */
function sameCnp(person: EntryPerson, cnp: string | null): boolean {
  if (!cnp || !/^\d{13}$/.test(cnp) || !person.cnp4 || !person.birth) return false;
  const birth = `${person.birth.slice(2, 4)}${person.birth.slice(5, 7)}${person.birth.slice(8, 10)}`;
  return cnp.slice(9) === person.cnp4 && cnp.slice(1, 7) === birth;
}

function sameAddress(entry: Entry, candidate: Candidate): boolean {
  if (candidate.group !== null && entry.group === candidate.group) return true;
  if (!candidate.address) return false;
  const known = fold(`${entry.locality ?? ''} ${entry.street ?? ''} ${entry.number ?? ''}`);
  return (entry.number ?? '') !== '' && known === fold(candidate.address);
}
