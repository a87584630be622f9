import { addressOf, openFindings, viewCells } from '../app/household';
import { useGroup, useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import { ageInWords, counted, personName, termInWords } from '../app/words';
import { AreaStrip } from '../design/AreaStrip';
import { Row } from '../design/Row';
import type { Packs } from '../form/types';
import { dayOf } from '../store/context';
import { entryOf, householdName } from '../store/directory';
import type { GroupView } from '../store/overlay';
import { Drafts } from './Drafts';
import { Missing } from './Missing';
import { PageHead } from './PageHead';
import { Problem } from './Problem';
import { QuickForms } from './QuickForms';
import { RecordRows } from './RecordRows';
import { TaskRow } from './TaskRow';
import { FindingList, FindingsByArea } from './ViewFindings';

/** One household: people, address, six areas, what is open, last visits, and what to do next. */
export function Household({ group }: { group: string }) {
  const view = useGroup(group);
  const snapshot = useSnapshot();
  if (view === undefined) return <main class="page" aria-busy="true" />;
  if (view === null || !snapshot.packs) {
    return <Missing what="Gospodăria nu (mai) este între cele în care lucrați." />;
  }
  if (view.kind !== 'household') return <Problem view={view} packs={snapshot.packs} />;
  return <Shown view={view} packs={snapshot.packs} />;
}

function Shown({ view, packs }: { view: GroupView; packs: Packs }) {
  const snapshot = useSnapshot();
  const dossiers = view.dossiers.filter((one) => one.closed_on === null);
  const references = dossiers.map((one) => one.reference).filter(Boolean);
  const caption = ['Gospodărie', ...references].join(' · ');
  return (
    <main class="page" data-testid="household">
      <PageHead title={householdName(view)} caption={caption}>
        <p class="soft">{addressOf(snapshot, view.household) || 'Fără adresă'}</p>
        {dossiers.map((one) => (
          <p key={one.id} class="soft">
            {one.manager_name
              ? `Responsabil de caz: ${one.manager_name}`
              : 'Fără responsabil de caz'}
          </p>
        ))}
      </PageHead>
      <QuickForms view={view} />
      <Drafts group={view.group} />
      <Tasks view={view} />
      <People view={view} />
      <section class="stack-tight">
        <h2>Cele șase arii</h2>
        <AreaStrip cells={viewCells(view, packs)} />
      </section>
      <OpenItems view={view} />
      <Found view={view} />
      <section class="stack-tight">
        <h2>Ce s-a scris</h2>
        <RecordRows view={view} />
      </section>
    </main>
  );
}

function People({ view }: { view: GroupView }) {
  const today = dayOf(new Date());
  const here = view.persons.filter((person) => person.to === null);
  return (
    <section class="stack-tight">
      <h2>Cine locuiește aici</h2>
      {here.length === 0 ? <p class="soft">Nicio persoană înscrisă încă.</p> : null}
      {here.length > 0 ? (
        <ul class="rows">
          {here.map((person) => (
            <Row
              key={person.id}
              title={personName(person)}
              icon="user"
              href={hrefOf({ page: 'om', group: view.group, person: person.id })}
              sub={person.alive ? ageInWords(person.birth_date, today) : 'deces înregistrat'}
            />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Tasks({ view }: { view: GroupView }) {
  const entry = entryOf({ ...view, tasks: view.tasks.filter((task) => !task.done_here) });
  if (entry.tasks.length === 0) return null;
  return (
    <section class="stack-tight">
      <h2>De făcut</h2>
      <ul class="rows">
        {entry.tasks.map((task) => (
          <TaskRow key={task.key} line={{ entry, task }} />
        ))}
      </ul>
    </section>
  );
}

/** What an open point of the case is, in the words of the office; other kinds are its own affair. */
const KINDS: Record<string, string> = {
  need: 'Nevoie',
  objective: 'Obiectiv',
  intervention: 'Activitate',
  referral: 'Trimitere',
  request: 'Solicitare',
  risk: 'Risc',
};

function OpenItems({ view }: { view: GroupView }) {
  const today = dayOf(new Date());
  const open = view.items.filter((item) => item.closed_on === null && item.kind in KINDS);
  if (open.length === 0) return null;
  return (
    <section class="stack-tight">
      <h2>Nevoi și măsuri deschise</h2>
      <ul class="rows">
        {open.map((item) => (
          <Row
            key={item.key}
            title={item.title}
            sub={[KINDS[item.kind], item.due_on && termInWords(item.due_on, today)]
              .filter(Boolean)
              .join(' · ')}
          />
        ))}
      </ul>
    </section>
  );
}

function Found({ view }: { view: GroupView }) {
  const findings = openFindings(view);
  const problems = findings.filter((one) => !one.favourable);
  const good = findings.filter((one) => one.favourable);
  return (
    <section class="stack-tight">
      <h2>Ce s-a găsit</h2>
      <p class="soft">
        {findings.length === 0
          ? 'Nimic până acum. Evaluarea gospodăriei arată ce lipsește.'
          : counted(problems.length, 'O constatare deschisă', 'constatări deschise')}
      </p>
      <FindingsByArea view={view} findings={problems} />
      {good.length > 0 ? (
        <details class="card">
          <summary>Ce merge bine ({good.length})</summary>
          <FindingList view={view} findings={good} />
        </details>
      ) : null}
    </section>
  );
}
