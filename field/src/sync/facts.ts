import { seal, unlessBroken, unseal } from '../crypto/seal';
import { readMeta, strictly } from '../store/database';
import type { OpenStore } from '../store/vault';
import type { Grant } from './protocol';
import type { Wire } from './wire';

/** Somebody of the team at a place, in one role there. */
export interface Colleague {
  id: string;
  name: string;
  role: string;
}

export interface InstitutionFact {
  id: string;
  kind: string;
  kind_words: string;
  name: string;
  place: string;
  phone: string;
}

/** What forms may name besides people and villages, by place. */
export interface Facts {
  team: Record<string, Colleague[] | undefined>;
  institutions: Record<string, InstitutionFact[] | undefined>;
}

const NAME = 'team';
const KINDS = ['team', 'institutions'] as const;

/** Asks for team and institutions of each place; writes only what differs, and drops places left. */
export async function fetchFacts(store: OpenStore, wire: Wire, grants: Grant[]): Promise<void> {
  const held = await readFacts(store);
  const tags = (await readMeta(store.db, 'facts_etags')) ?? {};
  const facts: Facts = { team: {}, institutions: {} };
  const fresh: Record<string, string> = {};
  const paths = grants.flatMap(({ place }) => KINDS.map((kind) => ({ kind, place })));
  for (const { kind, place } of paths) {
    const path = `${kind}/${place}`;
    const known = held[kind][place];
    const tag = known ? (tags[path] ?? null) : null;
    const answer = await wire.getUnlessSame(path, tag);
    facts[kind][place] = answer ? (answer.body as Record<string, never[]>)[kind] : known;
    fresh[path] = answer?.etag ?? tag ?? '';
  }
  if (JSON.stringify(fresh) === JSON.stringify(tags)) return;
  const box = await seal(store.key, NAME, facts.team);
  await strictly(store.db, ['meta'], (tx) => {
    const meta = tx.objectStore('meta');
    meta.put(box, 'team');
    meta.put(facts.institutions, 'institutions');
    meta.put(fresh, 'facts_etags');
  });
}

/** Names of colleagues lie sealed; institutions are public and lie in clear. */
export async function readFacts(store: OpenStore): Promise<Facts> {
  const box = await readMeta(store.db, 'team');
  const team = box && (await unlessBroken(unseal<Facts['team']>(store.key, NAME, box)));
  return { team: team ?? {}, institutions: (await readMeta(store.db, 'institutions')) ?? {} };
}
