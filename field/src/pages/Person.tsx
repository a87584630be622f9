import { formsFor, formWith, rolesAt } from '../app/forms';
import { openFindings, viewCells } from '../app/household';
import { useGroup, useOpen, useSnapshot } from '../app/open';
import { boundItem } from '../app/prefill';
import { hrefOf } from '../app/route';
import { startForm } from '../app/start';
import { ageInWords, personName } from '../app/words';
import { AreaStrip } from '../design/AreaStrip';
import { Banner } from '../design/Banner';
import { dateInWords, sexInWords } from '../engine';
import { Icon } from '../icons/Icon';
import { dayOf } from '../store/context';
import { householdName } from '../store/directory';
import { findMatches, type Match } from '../store/match';
import type { GroupView } from '../store/overlay';
import type { BundlePerson } from '../sync/bundle';
import { Missing } from './Missing';
import { PageHead } from './PageHead';
import { RecordRows } from './RecordRows';
import { FindingsByArea } from './ViewFindings';
import { useAction } from './Working';

/** One person: who she is, whom she lives with, six areas, what is open, what was written. */
export function Person({ group, person: id }: { group: string; person: string }) {
  const view = useGroup(group);
  const { packs } = useSnapshot();
  if (view === undefined) return <main class="page" aria-busy="true" />;
  const person = view?.persons.find((one) => one.id === id);
  if (!view || !person || !packs)
    return <Missing what="Persoana nu (mai) este pe acest telefon." />;
  const findings = openFindings(view).filter((one) => one.person === id);
  return (
    <main class="page" data-testid="person">
      <PageHead title={personName(person)} caption="Persoană">
        <p class="soft">
          <a class="more-link" href={hrefOf({ page: 'casa', group })}>
            {householdName(view)}
          </a>
        </p>
      </PageHead>
      <Facts person={person} />
      <PersonForms view={view} person={id} />
      <Twins view={view} person={person} />
      <section class="stack-tight">
        <h2>Cele șase arii</h2>
        <AreaStrip cells={viewCells(view, packs, id)} />
      </section>
      <section class="stack-tight">
        <h2>Ce s-a găsit</h2>
        {findings.length === 0 ? <p class="soft">Nimic deschis.</p> : null}
        <FindingsByArea view={view} findings={findings} />
      </section>
      <section class="stack-tight">
        <h2>Ce s-a scris</h2>
        <RecordRows view={view} person={id} />
      </section>
    </main>
  );
}

const YES_NO: Record<string, string> = {
  yes: 'da',
  no: 'nu',
  in_progress: 'în curs',
  unknown: 'nu se știe',
};

function Facts({ person }: { person: BundlePerson }) {
  const { packs } = useSnapshot();
  const registration = packs ? formWith(packs, 'person.register') : undefined;
  const relations = registration && boundItem(registration.items, 'person.relation')?.options;
  const age = ageInWords(person.birth_date, dayOf(new Date()));
  const born = person.birth_date ? `${dateInWords(person.birth_date)} (${age})` : age;
  const lines: [string, string | null | undefined][] = [
    ['Data nașterii', born],
    ['Sexul', sexInWords(person.sex, person.birth_date, dayOf(new Date()))],
    ['În gospodărie', relations?.find((one) => one.code === person.relation)?.text],
    ['CNP', person.cnp_last4 ? `se termină în ${person.cnp_last4}` : null],
    ['Telefon', person.phone],
    ['Medic de familie', YES_NO[person.family_doctor ?? '']],
    ['Asigurare de sănătate', YES_NO[person.insured ?? '']],
  ];
  return (
    <dl class="card pairs">
      {lines.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

function PersonForms({ view, person }: { view: GroupView; person: string }) {
  const { packs, user } = useSnapshot();
  if (!packs || formsFor(packs, rolesAt(user.roles, view.place), 'person').length === 0)
    return null;
  return (
    <a
      class="btn btn-main btn-wide"
      href={hrefOf({ page: 'formulare', group: view.group, person })}
    >
      <Icon name="clipboard-list" />
      Completează un formular
    </a>
  );
}

/** Somebody else on the phone who may be the same person: the two files can be joined. */
function Twins({ view, person }: { view: GroupView; person: BundlePerson }) {
  const snapshot = useSnapshot();
  const candidate = {
    family: person.family_name,
    given: person.given_name,
    birth: person.birth_date,
    cnp: null,
    address: null,
    group: null,
  };
  const here = [...snapshot.entries.values()].filter((entry) => entry.place === view.place);
  const twins = findMatches(here, candidate).filter((match) => match.person.id !== person.id);
  if (twins.length === 0) return null;
  return (
    <Banner tone="info" title="Seamănă cu altcineva înscris">
      <ul class="stack-tight">
        {twins.map((match) => (
          <Twin key={match.person.id} view={view} person={person.id} match={match} />
        ))}
      </ul>
    </Banner>
  );
}

function Twin({ view, person, match }: { view: GroupView; person: string; match: Match }) {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  const { busy, run } = useAction();
  const form = snapshot.packs ? formWith(snapshot.packs, 'person.merge') : undefined;
  const kept = form && boundItem(form.items, 'merge.survivor');
  const joined = form && boundItem(form.items, 'merge.absorbed');
  const other = match.person.id;
  const name = personName({ family_name: match.person.family, given_name: match.person.given });
  return (
    <li class="match">
      <a href={hrefOf({ page: 'om', group: match.entry.group, person: other })}>
        {name}, {match.entry.name}
      </a>
      {form && kept && joined ? (
        <button
          type="button"
          class="btn"
          disabled={busy}
          onClick={() =>
            run(() =>
              startForm(desk, snapshot, {
                form,
                view,
                place: view.place,
                person,
                prefill: { [kept.id]: person, [joined.id]: other },
              }),
            )
          }
        >
          Este aceeași: unește fișele
        </button>
      ) : null}
    </li>
  );
}
