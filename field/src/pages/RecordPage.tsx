import { useState } from 'preact/hooks';
import { roleFor, titleOf } from '../app/forms';
import { useExchange, useGroup, useOpen, useSnapshot } from '../app/open';
import { go, hrefOf } from '../app/route';
import { voidRecord } from '../app/save';
import { refresh } from '../app/stage';
import { startCorrection } from '../app/start';
import { Banner } from '../design/Banner';
import { Light } from '../design/Tag';
import { dateInWords } from '../engine';
import { householdName } from '../store/directory';
import type { GroupView, ViewRecord } from '../store/overlay';
import { useAnswered } from './answered';
import { Missing } from './Missing';
import { PageHead } from './PageHead';
import { Reason } from './Reason';
import { Rivals } from './Rivals';
import { useAction } from './Working';

/** One entry as it was filled, who wrote it and when; and the two honest ways to change it. */
export function RecordPage({ group, record: id }: { group: string; record: string }) {
  const view = useGroup(group);
  const { packs } = useSnapshot();
  if (view === undefined) return <main class="page" aria-busy="true" />;
  const record = view?.records.find((one) => one.id === id);
  if (!view || !record) return <Missing what="Intrarea nu (mai) este pe acest telefon." />;
  return (
    <main class="page" data-testid="record">
      <PageHead title={titleOf(packs, record.form)} caption={householdName(view)}>
        <p class="soft">
          {dateInWords(record.occurred_on)} · {record.author_name}
          {packs?.vocabulary.roles[record.role]
            ? `, ${packs.vocabulary.roles[record.role]?.title}`
            : ''}
        </p>
      </PageHead>
      <State record={record} view={view} />
      <Answered view={view} record={record} />
      <Change view={view} record={record} />
    </main>
  );
}

function State({ record, view }: { record: ViewRecord; view: GroupView }) {
  const { running } = useExchange();
  const newer = view.records.find((one) => one.prev === record.id);
  const settledBy = view.records.find((one) => one.settles?.includes(record.id));
  return (
    <>
      <p class="line-up">
        {record.own === 'waiting' ? <Light state={running === 'push' ? 'sent' : 'saved'} /> : null}
        {record.own === 'quarantined' ? <Light state="held" /> : null}
        {record.own === 'accepted' || record.own === null ? <Light state="accepted" /> : null}
      </p>
      {record.reasons.map((reason) => (
        <Banner key={reason.code + (reason.path ?? '')} tone="urgent" title={reason.message} />
      ))}
      {newer ? (
        <Banner
          tone="info"
          title={newer.intent === 'void' ? 'Intrare retrasă' : 'Intrare corectată între timp'}
        >
          <a href={hrefOf({ page: 'inregistrare', group: view.group, record: newer.id })}>
            Vezi intrarea care o înlocuiește
          </a>
        </Banner>
      ) : null}
      {settledBy ? (
        <Banner tone="info" title="A rămas altă versiune">
          <a href={hrefOf({ page: 'inregistrare', group: view.group, record: settledBy.id })}>
            Vezi versiunea care a rămas
          </a>
        </Banner>
      ) : null}
      {record.conflict ? <Rivals view={view} record={record} /> : null}
    </>
  );
}

function Answered({ view, record }: { view: GroupView; record: ViewRecord }) {
  const lines = useAnswered(view, record);
  if (!lines) return <p class="soft">Formularul acestei intrări nu este pe telefon.</p>;
  return (
    <dl class="card pairs pairs-long">
      {lines.map(([question, said]) => (
        <div key={question}>
          <dt>{question}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Correcting and withdrawing both need a reason; neither erases what was written. */
function Change({ view, record }: { view: GroupView; record: ViewRecord }) {
  const { desk, exchange } = useOpen();
  const snapshot = useSnapshot();
  const [reason, setReason] = useState('');
  const { busy, failure, run } = useAction();
  const form = snapshot.packs?.forms[record.form];
  const mine = form && roleFor(form, snapshot.user.roles, view.place) !== null;
  const replaced = view.records.some(
    (one) => one.prev === record.id || one.settles?.includes(record.id),
  );
  if (
    !mine ||
    replaced ||
    record.conflict ||
    record.own === 'quarantined' ||
    record.intent === 'void'
  )
    return null;
  const withdraw = async () => {
    const { group, place } = view;
    await voidRecord(desk, snapshot, { ...record, group, place }, reason.trim());
    await refresh();
    void exchange.now();
    go({ page: 'casa', group });
  };
  return (
    <details class="card">
      <summary>Corectează sau retrage</summary>
      <p class="soft">Intrarea rămâne cum este; corectura se adaugă lângă ea, cu motivul.</p>
      <Reason id="reason" label="Motivul" most={500} value={reason} onInput={setReason} />
      <button
        type="button"
        class="btn"
        disabled={busy || reason.trim() === ''}
        onClick={() => run(() => startCorrection(desk, view, record, reason.trim()))}
      >
        Corectează
      </button>
      {record.author === snapshot.user.id ? (
        <button
          type="button"
          class="btn btn-danger"
          disabled={busy || reason.trim() === ''}
          onClick={() => run(withdraw)}
        >
          Retrage intrarea
        </button>
      ) : null}
      {failure ? <Banner tone="urgent" title={failure} live /> : null}
    </details>
  );
}
