import { useState } from 'preact/hooks';
import { formWith } from '../app/forms';
import { addressOf } from '../app/household';
import { useOpen, useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import { readGroup } from '../app/snapshot';
import { startForm } from '../app/start';
import { ageInWords, personName } from '../app/words';
import { Banner } from '../design/Banner';
import type { Answers } from '../engine/types';
import type { Form } from '../form/types';
import { factsOf, textOf } from '../store/binds';
import { dayOf } from '../store/context';
import type { DraftContent } from '../store/drafts';
import { type Fact, findMatches, type Match } from '../store/match';
import type { GroupView } from '../store/overlay';
import { useAction } from './Working';

export interface MatchState {
  open: Match[];
  look(answers: Answers): void;
  dismiss(): void;
}

/** Looks for people already registered who may be the one being registered now. */
export function useMatches(
  form: Form,
  content: DraftContent,
  view: GroupView | null,
  place: number,
): MatchState {
  const snapshot = useSnapshot();
  const registers = form.effects?.includes('person.register') ?? false;
  const find = (answers: Answers) => {
    if (!registers) return [];
    const candidate = candidateOf(form, answers, view);
    const others = [...snapshot.entries.values()].filter((entry) => entry.place === place);
    return findMatches(others, candidate).filter((match) => match.person.id !== content.subject.id);
  };
  const [found, setFound] = useState(() => find(content.draft.answers));
  const [dismissed, setDismissed] = useState<Set<string>>(new Set());
  return {
    open: found.filter((match) => !dismissed.has(match.person.id)),
    look: (answers) => registers && setFound(find(answers)),
    dismiss: () => setDismissed(new Set([...dismissed, ...found.map((match) => match.person.id)])),
  };
}

function candidateOf(form: Form, answers: Answers, view: GroupView | null) {
  const facts = factsOf(form, answers);
  const home = view?.household;
  return {
    family: textOf(facts, 'person.family_name'),
    given: textOf(facts, 'person.given_name'),
    birth: textOf(facts, 'person.birth_date'),
    cnp: textOf(facts, 'person.cnp')?.replace(/\D/g, '') ?? null,
    address: home ? `${home.locality ?? ''} ${home.street ?? ''} ${home.number ?? ''}` : null,
    group: view?.group ?? null,
  };
}

const FACT_WORDS: Record<Fact, string> = {
  family: 'numele',
  given: 'prenumele',
  birth: 'data nașterii',
  address: 'adresa',
};

interface MatchesProps {
  matches: MatchState;
  group: string;
}

/** Offers the existing person before a new one is made; the worker decides. */
export function Matches({ matches, group }: MatchesProps) {
  const [first] = matches.open;
  if (!first) return null;
  const why =
    first.by === 'cnp' ? 'același CNP' : first.facts.map((one) => FACT_WORDS[one]).join(', ');
  return (
    <aside class="matches" aria-label="Persoane asemănătoare" data-testid="matches">
      <Banner tone="warn" title="Poate este deja înscrisă" live>
        <p>Se potrivesc: {why}.</p>
        <ul class="stack-tight">
          {matches.open.map((match) => (
            <MatchLine key={match.person.id} match={match} group={group} />
          ))}
        </ul>
        <button type="button" class="btn btn-wide" onClick={matches.dismiss} data-testid="not-same">
          Nu, este altă persoană
        </button>
      </Banner>
    </aside>
  );
}

function MatchLine({ match: { entry, person }, group }: { match: Match; group: string }) {
  const snapshot = useSnapshot();
  const name = personName({ family_name: person.family, given_name: person.given });
  const here = entry.group === group;
  return (
    <li class="match">
      <a href={hrefOf({ page: 'om', group: entry.group, person: person.id })}>
        {name}, {ageInWords(person.birth, dayOf(new Date()))}
      </a>
      <span class="soft">
        {here ? 'în această gospodărie' : addressOf(snapshot, entry) || entry.name}
      </span>
      {here ? null : <MovesIn person={person.id} group={group} />}
    </li>
  );
}

/** The same person, found in another household: she is written as having come into this one. */
function MovesIn({ person, group }: { person: string; group: string }) {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  const { busy, failure, run } = useAction();
  const form = snapshot.packs ? formWith(snapshot.packs, 'membership.change') : undefined;
  const question = form?.items.find((item) => item.binds === 'membership.person');
  if (!form || !question) return null;
  const move = async () => {
    const view = await readGroup(desk, snapshot, group);
    if (!view) return;
    await startForm(desk, snapshot, {
      form,
      view,
      place: view.place,
      prefill: { [question.id]: person },
    });
  };
  return (
    <>
      <button type="button" class="btn" disabled={busy} onClick={() => run(move)}>
        Este aceeași: a venit aici
      </button>
      {failure ? <p class="term-late">{failure}</p> : null}
    </>
  );
}
