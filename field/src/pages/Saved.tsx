import { type NextStep, waitingFor } from '../app/following';
import { titleOf } from '../app/forms';
import { nextSteps } from '../app/next';
import { useGroup, useOpen, useSnapshot } from '../app/open';
import { prefillPerson } from '../app/prefill';
import { hrefOf } from '../app/route';
import { startForm } from '../app/start';
import { Banner } from '../design/Banner';
import { Light } from '../design/Tag';
import type { Packs } from '../form/types';
import { householdName } from '../store/directory';
import type { GroupView, ViewFinding, ViewRecord } from '../store/overlay';
import { Missing } from './Missing';
import { PageHead } from './PageHead';
import { FindingList } from './ViewFindings';
import { useAction } from './Working';

/** After saving: what was found, what it sets going, what to do next, in that order. */
export function Saved({ group, record: id }: { group: string; record: string }) {
  const view = useGroup(group);
  const snapshot = useSnapshot();
  if (view === undefined) return <main class="page" aria-busy="true" />;
  const record = view?.records.find((one) => one.id === id);
  if (!view || !record || !snapshot.packs) {
    return <Missing what="Intrarea a plecat la server; locul ei nu mai este pe acest telefon." />;
  }
  const found = view.findings.filter((one) => one.record === id && one.closed_on === null);
  return (
    <main class="page" data-testid="saved">
      <PageHead
        title={`Salvat: ${titleOf(snapshot.packs, record.form)}`}
        caption={householdName(view)}
      >
        <p class="line-up">
          <Standing record={record} />
        </p>
      </PageHead>
      <Found view={view} found={found} />
      <SetsGoing packs={snapshot.packs} found={found} />
      <Next
        view={view}
        steps={nextSteps(view, snapshot, record.form)}
        waiting={waitingFor(view, snapshot, record.form)}
      />
    </main>
  );
}

/** Once it is in the server's bundle it is accepted; until then its own light. */
function Standing({ record }: { record: ViewRecord }) {
  if (record.own === 'waiting') return <Light state="saved" />;
  if (record.own === 'quarantined') return <Light state="held" />;
  return <Light state="accepted" />;
}

function Found({ view, found }: { view: GroupView; found: ViewFinding[] }) {
  return (
    <section class="stack-tight">
      <h2>Ce s-a găsit</h2>
      {found.length === 0 ? <p class="soft">Nicio constatare nouă.</p> : null}
      <FindingList view={view} findings={found} />
    </section>
  );
}

/** The needs these findings call for and the services of the minimum package. */
function SetsGoing({ packs, found }: { packs: Packs; found: ViewFinding[] }) {
  const known = found.flatMap((one) => packs.vulnerabilities[one.code] ?? []);
  const needs = titles(known.map((one) => packs.needs[one.need ?? '']?.title));
  const services = titles(
    known.flatMap((one) => one.services ?? []).map((code) => packs.services[code]?.title),
  );
  if (needs.length + services.length === 0) return null;
  return (
    <section class="stack-tight">
      <h2>Ce pornește</h2>
      <Named title="Nevoi" lines={needs} />
      {services.length > 0 ? (
        <details class="card">
          <summary>Servicii din pachetul minim ({services.length})</summary>
          <ul class="plain-list">
            {services.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function Named({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <div class="card">
      <h3>{title}</h3>
      <ul class="plain-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

function titles(list: (string | undefined)[]): string[] {
  return [...new Set(list.filter((title) => title !== undefined))];
}

interface NextProps {
  view: GroupView;
  steps: NextStep[];
  waiting: ReturnType<typeof waitingFor>;
}

function Next({ view, steps, waiting }: NextProps) {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  const { busy, failure, run } = useAction();
  return (
    <section class="stack-tight">
      <h2>Ce urmează</h2>
      {steps.map(({ form, label, main, person }) => (
        <button
          key={`${form.id}${person ?? ''}`}
          type="button"
          class={main ? 'btn btn-main btn-wide' : 'btn btn-wide'}
          disabled={busy}
          data-testid="next-step"
          onClick={() =>
            run(() =>
              startForm(desk, snapshot, {
                form,
                view,
                place: view.place,
                person: person ?? null,
                prefill: prefillPerson(form, view),
              }),
            )
          }
        >
          {label}
        </button>
      ))}
      {waiting ? (
        <p class="soft">
          La coleg: {waiting.title} ({waiting.roles.join(', ')}).
        </p>
      ) : null}
      <a
        class="btn btn-plain"
        href={hrefOf({ page: 'casa', group: view.group })}
        data-testid="to-household"
      >
        La gospodărie
      </a>
      {failure ? <Banner tone="warn" title={failure} live /> : null}
    </section>
  );
}
