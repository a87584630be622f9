import { useState } from 'preact/hooks';
import { useOpen, useSnapshot } from '../app/open';
import { rivalsOf, whyNot } from '../app/rivals';
import { go } from '../app/route';
import { settleRivals } from '../app/save';
import { refresh } from '../app/stage';
import { ago } from '../app/words';
import { Banner } from '../design/Banner';
import type { GroupView, ViewRecord } from '../store/overlay';
import { type Answered, answeredIn } from './answered';
import { Reason } from './Reason';
import { useAction } from './Working';

/** Versions of one entry that contradict one another: what differs, and which of them stays. */
export function Rivals({ view, record }: { view: GroupView; record: ViewRecord }) {
  const snapshot = useSnapshot();
  const rivals = rivalsOf(view, record);
  const not = whyNot(snapshot, view, rivals);
  return (
    <section class="card stack-tight" data-testid="rivals">
      <h2>De hotărât: {rivals.length} versiuni</h2>
      <p class="soft">
        Colegi diferiți au corectat aceeași intrare fără să știe unul de altul. Nimic nu s-a
        pierdut.
      </p>
      <Differences view={view} rivals={rivals} />
      {not ? <Banner tone="info" title={not} /> : <Choosing view={view} rivals={rivals} />}
    </section>
  );
}

function Differences({ view, rivals }: { view: GroupView; rivals: ViewRecord[] }) {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  const told = rivals.map((one) => ({ one, lines: answeredIn(desk, snapshot, view, one) ?? [] }));
  const questions = [...new Set(told.flatMap(({ lines }) => lines.map(([question]) => question)))];
  const said = (lines: Answered, question: string) =>
    lines.find(([asked]) => asked === question)?.[1] ?? '–';
  const differing = questions.filter(
    (question) => new Set(told.map(({ lines }) => said(lines, question))).size > 1,
  );
  if (differing.length === 0) return <p>Răspunsurile pe care le vedeți sunt la fel.</p>;
  return (
    <>
      {differing.map((question) => (
        <div key={question} class="stack-tight">
          <h3>{question}</h3>
          <dl class="pairs">
            {told.map(({ one, lines }) => (
              <div key={one.id}>
                <dt>{one.author_name}</dt>
                <dd>{said(lines, question)}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </>
  );
}

function Choosing({ view, rivals }: { view: GroupView; rivals: ViewRecord[] }) {
  const { desk, exchange } = useOpen();
  const snapshot = useSnapshot();
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const { busy, failure, run } = useAction();
  const settle = async () => {
    const one = rivals.find((rival) => rival.id === chosen);
    if (!one) return;
    const { group, place } = view;
    const others = rivals.filter((rival) => rival.id !== chosen).map((rival) => rival.id);
    const target = { ...plain(one), group, place };
    const made = await settleRivals(desk, snapshot, target, others, reason.trim());
    await refresh();
    void exchange.now();
    go({ page: 'inregistrare', group, record: made.id });
  };
  return (
    <>
      <fieldset class="stack-tight">
        <legend>Care rămâne</legend>
        {rivals.map((one) => (
          <label key={one.id} class="box">
            <input
              type="radio"
              name="rival"
              checked={chosen === one.id}
              onChange={() => setChosen(one.id)}
            />
            <span>
              {one.author_name}, {ago(one.made_at)}
              {one.intent === 'void' ? ' (a retras intrarea)' : ''}
            </span>
          </label>
        ))}
      </fieldset>
      <Reason id="settle-reason" label="De ce" most={300} value={reason} onInput={setReason} />
      <button
        type="button"
        class="btn btn-main btn-wide"
        disabled={busy || chosen === null || reason.trim() === ''}
        onClick={() => run(settle)}
        data-testid="settle"
      >
        Păstrează această versiune
      </button>
      {failure ? <Banner tone="urgent" title={failure} live /> : null}
    </>
  );
}

/** What an entry says, without what the phone knows of it besides. */
function plain({ id, form, version, subject, answers, intent }: ViewRecord) {
  return { id, form, version, subject, answers: intent === 'void' ? {} : answers, intent };
}
