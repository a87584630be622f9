import type { Entry } from './directory';
import { fold, slips, slipsAllowed, wordsOf } from './words';

/** A household found, best first. `persons` are those whose names or numbers answered the words. */
export interface Hit {
  entry: Entry;
  score: number;
}

/** Words of all entries, each once: a slip-tolerant comparison then costs per word, not per person. */
export interface SearchIndex {
  words: Map<string, number[]>;
  entries: Entry[];
}

export function buildIndex(
  entries: Iterable<Entry>,
  placeName: (entry: Entry) => string,
): SearchIndex {
  const index: SearchIndex = { words: new Map(), entries: [...entries] };
  index.entries.forEach((entry, position) => {
    for (const word of new Set(entryWords(entry, placeName(entry)))) {
      const positions = index.words.get(word);
      if (positions) positions.push(position);
      else index.words.set(word, [position]);
    }
  });
  return index;
}

function entryWords(entry: Entry, placeName: string): string[] {
  const texts = [entry.name, entry.street ?? '', entry.number ?? '', placeName];
  for (const person of entry.persons) {
    texts.push(person.family, person.given, person.birth?.slice(0, 4) ?? '', person.cnp4 ?? '');
  }
  return texts.flatMap(wordsOf);
}

const BY_NAME = new Intl.Collator('ro');
const EXACT = 8;
const PREFIX = 5;
const SLIP = 2;

/** Households that answer every word typed. A whole CNP is looked up by birth date and last figures. */
export function search(index: SearchIndex, typed: string, limit = 50): Hit[] {
  const queries = expand(typed);
  if (queries.length === 0) return [];
  let scores: Map<number, number> | null = null;
  for (const query of queries) {
    scores = narrow(scores, scoreWord(index, query));
    if (scores.size === 0) return [];
  }
  return [...(scores ?? [])]
    .map(([position, score]) => ({ entry: index.entries[position] as Entry, score }))
    .sort((a, b) => b.score - a.score || BY_NAME.compare(a.entry.name, b.entry.name))
    .slice(0, limit);
}

function expand(typed: string): string[] {
  const compact = fold(typed).replaceAll(' ', '');
  if (/^\d{13}$/.test(compact)) return [compact.slice(9)];
  return wordsOf(typed);
}

function narrow(
  before: Map<number, number> | null,
  found: Map<number, number>,
): Map<number, number> {
  if (before === null) return found;
  const both = new Map<number, number>();
  for (const [position, score] of found) {
    const earlier = before.get(position);
    if (earlier !== undefined) both.set(position, earlier + score);
  }
  return both;
}

function scoreWord(index: SearchIndex, query: string): Map<number, number> {
  const scores = new Map<number, number>();
  for (const [word, positions] of index.words) {
    const score = likeness(query, word);
    if (score === 0) continue;
    for (const position of positions) {
      scores.set(position, Math.max(scores.get(position) ?? 0, score));
    }
  }
  return scores;
}

function likeness(query: string, word: string): number {
  if (word === query) return EXACT;
  if (word.startsWith(query)) return PREFIX;
  // Figures are house numbers and dates: a slip there is another house.
  if (/\d/.test(query)) return 0;
  const allowed = slipsAllowed(query.length);
  if (allowed === 0) return 0;
  if (slips(query, word, allowed) <= allowed) return SLIP;
  if (word.length <= query.length) return 0;
  return slips(query, word.slice(0, query.length), 1) <= 1 ? SLIP - 1 : 0;
}
