import { titleOf } from '../app/forms';
import { useExchange, useOpen, useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import { ago, counted } from '../app/words';
import { Banner } from '../design/Banner';
import { Row } from '../design/Row';
import { Light } from '../design/Tag';
import { HeldCard } from './HeldCard';
import { PageHead } from './PageHead';
import { ReceiptList } from './ReceiptList';
import { CopyButton } from './SafetyCopy';
import { waitingCount } from './SyncLight';

const STEPS: Record<string, string> = {
  hello: 'Se caută serverul…',
  push: 'Se trimit intrările…',
  pull: 'Se aduc datele noi…',
  blobs: 'Se trimit fotografiile…',
  forms: 'Se aduc formularele…',
};

const FAILURES: Record<string, string> = {
  offline: 'Serverul nu răspunde. Se încearcă din nou singur.',
  sign_in: 'Trebuie să intrați din nou în cont. Ce ați scris rămâne pe telefon.',
  too_old: 'Aplicația trebuie actualizată. Ce ați scris pleacă totuși.',
  full: 'Nu mai este loc pe telefon: datele noi nu s-au adus. Ce ați scris este salvat. Ștergeți poze sau aplicații.',
  fault: 'Ceva nu a mers. Se încearcă din nou; nimic nu se pierde.',
};

/** Where each entry stands: recorded, accepted, counted; what waits and what was held, and why. */
export function Transmissions() {
  const { exchange } = useOpen();
  const { running } = useExchange();
  return (
    <main class="page" data-testid="transmissions">
      <PageHead title="Trimiteri" />
      <ThreeNumbers />
      <Progress />
      <button
        type="button"
        class="btn btn-main btn-wide"
        disabled={running !== null}
        onClick={() => void exchange.now()}
        data-testid="send-now"
      >
        {running === null ? 'Trimite acum' : 'Se lucrează…'}
      </button>
      <Held />
      <Waiting />
      <ReceiptList />
    </main>
  );
}

function ThreeNumbers() {
  const { made, counts } = useSnapshot();
  const numbers: [string, number, string][] = [
    ['înregistrate', made, 'made'],
    ['acceptate', counts.accepted, 'accepted'],
    ['numărate', counts.counted, 'counted'],
  ];
  return (
    <>
      <dl class="numbers">
        {numbers.map(([word, number, id]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd data-testid={`count-${id}`}>{number}</dd>
          </div>
        ))}
      </dl>
      <Remainder />
    </>
  );
}

/** Why fewer are accepted than were recorded, once nothing waits any more. */
function Remainder() {
  const { receipts } = useSnapshot();
  const held = receipts.filter((row) => row.status === 'quarantined').length;
  const closed = receipts.filter((row) => row.status === 'closed');
  const taken = closed.filter((row) => row.how === 'taken').length;
  const ended = closed.length - taken;
  const parts = [
    held && counted(held, 'o intrare reținută', 'intrări reținute'),
    taken && counted(taken, 'una preluată de un coleg', 'preluate de colegi'),
    ended && counted(ended, 'una încheiată la birou', 'încheiate la birou'),
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return (
    <p class="soft" data-testid="remainder">
      Celelalte: {parts.join(', ')}.
    </p>
  );
}

function Progress() {
  const { running, failure, nextAt, progress } = useExchange();
  const { pulledAt, sentAt } = useSnapshot();
  const households = progress?.households ?? 0;
  return (
    <div role="status" class="stack-tight">
      {running ? <p>{STEPS[running]}</p> : null}
      {running === 'pull' && households > 0 ? (
        <p>{counted(households, 'O gospodărie', 'gospodării')}</p>
      ) : null}
      {failure && !running ? <Banner tone="warn" title={FAILURES[failure] ?? ''} /> : null}
      <p class="soft">
        Ultima trimitere: {ago(sentAt)}. Ultimele date aduse: {ago(pulledAt)}.
        {nextAt && !running ? ` Următoarea încercare: ${clockTime(nextAt)}.` : ''}
      </p>
    </div>
  );
}

function clockTime(moment: number): string {
  return new Date(moment).toLocaleTimeString('ro', { hour: '2-digit', minute: '2-digit' });
}

function Held() {
  const { pending } = useSnapshot();
  const held = pending.filter((one) => one.state === 'quarantined');
  if (held.length === 0) return null;
  return (
    <section class="stack-tight" data-testid="held">
      <h2>Reținute la server</h2>
      <p class="soft">
        Sunt păstrate întregi, aici și la server. Nu se numără până nu sunt primite.
      </p>
      {held.map((one) => (
        <HeldCard key={one.record.id} pending={one} />
      ))}
    </section>
  );
}

function Waiting() {
  const snapshot = useSnapshot();
  const { stuck } = useExchange();
  const waiting = snapshot.pending.filter((one) => one.state === 'waiting');
  if (waitingCount(snapshot) === 0) return null;
  return (
    <section class="stack-tight">
      <h2>Netrimise</h2>
      <ul class="rows">
        {waiting.map(({ record }) => (
          <Row
            key={record.id}
            title={titleOf(snapshot.packs, record.form)}
            href={hrefOf({ page: 'inregistrare', group: record.group, record: record.id })}
            sub={
              <>
                <span class="row-line">
                  {snapshot.entries.get(record.group)?.name ?? ''} · {ago(record.made_at)}
                </span>
                <Light state="saved" />
                {stuck.includes(record.id) ? (
                  <span class="term-late"> Prea mare pentru trimitere</span>
                ) : null}
              </>
            }
          />
        ))}
      </ul>
      <CopyButton />
    </section>
  );
}
