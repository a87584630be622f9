import { titleOf } from '../app/forms';
import { entryTitle, walkingOrder } from '../app/household';
import { useOpen, useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import type { Snapshot } from '../app/snapshot';
import { changedSince, isVisit, openTasks, type TaskLine } from '../app/tasks';
import { ago } from '../app/words';
import { Row } from '../design/Row';
import { dateInWords } from '../engine';
import { dayOf } from '../store/context';
import { Drafts } from './Drafts';
import { FirstLoad } from './FirstLoad';
import { Notices } from './Notices';
import { PageHead } from './PageHead';
import { TaskRow } from './TaskRow';
import { UnsentCard } from './UnsentCard';

const SOON_DAYS = 7;
const SHOWN = 8;

/** The day: what has not left, visits in walking order, terms, what others changed. */
export function Today() {
  const snapshot = useSnapshot();
  const today = dayOf(new Date());
  const due = openTasks(snapshot, true).filter(
    ({ task }) => (task.due_on ?? '9999') <= inDays(SOON_DAYS),
  );
  const visits = due
    .filter((line) => isVisit(snapshot, line) && (line.task.due_on ?? '') <= today)
    .sort((a, b) => walkingOrder(snapshot)(a.entry, b.entry));
  const rest = due.filter((line) => !visits.includes(line));
  return (
    <main class="page" data-testid="today">
      <PageHead title="Azi" caption={`${dateInWords(today)} · ${snapshot.user.name}`} />
      <Notices />
      <FirstLoad />
      <UnsentCard />
      <ToSettle snapshot={snapshot} />
      <Drafts />
      {visits.length > 0 ? <TaskList title="Vizite de făcut" lines={visits} /> : null}
      {snapshot.entries.size === 0 && snapshot.loaded.length > 0 ? <Beginning /> : null}
      <TaskList
        title="Termene din următoarele zile"
        lines={rest}
        empty="Niciun termen în următoarele șapte zile."
      />
      <Changes snapshot={snapshot} />
    </main>
  );
}

/** Entries of which colleagues wrote two versions: somebody must choose. */
function ToSettle({ snapshot }: { snapshot: Snapshot }) {
  const entries = [...snapshot.entries.values()].filter((entry) => entry.conflicts);
  if (entries.length === 0) return null;
  return (
    <section class="stack-tight" data-testid="to-settle">
      <h2>De hotărât</h2>
      <ul class="rows">
        {entries.slice(0, SHOWN).map((entry) => (
          <Row
            key={entry.group}
            title={entryTitle(entry, snapshot.packs)}
            href={hrefOf({ page: 'casa', group: entry.group })}
            sub="Două versiuni ale aceleiași intrări"
          />
        ))}
      </ul>
    </section>
  );
}

/** An empty commune: what will stand here, and the button that begins it. */
function Beginning() {
  return (
    <section class="card">
      <p>Comuna nu are încă nicio gospodărie înscrisă. Aici vor sta vizitele și termenele zilei.</p>
      <a class="btn btn-main" href={hrefOf({ page: 'adauga' })}>
        Înscrie prima gospodărie
      </a>
    </section>
  );
}

function TaskList({ title, lines, empty }: { title: string; lines: TaskLine[]; empty?: string }) {
  return (
    <section class="stack-tight">
      <h2>{title}</h2>
      {lines.length === 0 ? <p class="soft">{empty}</p> : null}
      {lines.length > 0 ? (
        <ul class="rows">
          {lines.slice(0, SHOWN).map((line) => (
            <TaskRow key={`${line.entry.group}/${line.task.key}`} line={line} />
          ))}
        </ul>
      ) : null}
      {lines.length > SHOWN ? (
        <a class="more-link" href={hrefOf({ page: 'sarcini' })}>
          Toate sarcinile ({lines.length})
        </a>
      ) : null}
    </section>
  );
}

function Changes({ snapshot }: { snapshot: Snapshot }) {
  const { desk } = useOpen();
  if (desk.copy.directory.entries.size === 0) return null;
  const changed = changedSince(snapshot, inDays(-1));
  return (
    <section class="stack-tight">
      <h2>Ce au scris colegii de ieri încoace</h2>
      {changed.length === 0 ? <p class="soft">Nimic nou de la colegi.</p> : null}
      {changed.length > 0 ? (
        <ul class="rows">
          {changed.slice(0, SHOWN).map((entry) => (
            <Row
              key={entry.group}
              title={entryTitle(entry, snapshot.packs)}
              href={hrefOf({ page: 'casa', group: entry.group })}
              sub={`${titleOf(snapshot.packs, entry.latest?.form ?? '')} · ${entry.latest?.author_name ?? ''} · ${ago(entry.latest?.made_at ?? null)}`}
            />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function inDays(days: number): string {
  const moment = new Date();
  moment.setDate(moment.getDate() + days);
  return dayOf(moment);
}
