import { roleFor, titleOf } from '../app/forms';
import { useOpen, useSnapshot } from '../app/open';
import { refresh } from '../app/stage';
import { startResend } from '../app/start';
import { stepsOf } from '../app/steps';
import { ago } from '../app/words';
import { Banner } from '../design/Banner';
import { type Pending, resendRecord } from '../store/outbox';
import type { Reason, VatraRecord } from '../sync/protocol';
import { useAction } from './Working';

/** One entry the server holds: what happened, why, and the control that ends it. */
export function HeldCard({ pending: { record, reasons } }: { pending: Pending }) {
  const { packs, entries } = useSnapshot();
  return (
    <div class="card stack-tight">
      <h3>{titleOf(packs, record.form)}</h3>
      <p class="soft">
        {entries.get(record.group)?.name ?? 'Gospodăria nu este pe telefon'} · {ago(record.made_at)}
      </p>
      {reasons.map((reason) => (
        <Told key={reason.code + (reason.path ?? '')} reason={reason} />
      ))}
      <Ending record={record} steps={stepsOf(reasons.map((one) => one.code))} />
    </div>
  );
}

/** The first sentence says what happened; the rest why, and what to do. */
function Told({ reason }: { reason: Reason }) {
  const end = reason.message.indexOf('. ') + 1;
  if (end === 0) return <Banner tone="urgent" title={reason.message} />;
  return (
    <Banner tone="urgent" title={reason.message.slice(0, end)}>
      <p>{reason.message.slice(end + 1)}</p>
    </Banner>
  );
}

function Ending({ record, steps }: { record: VatraRecord; steps: ReturnType<typeof stepsOf> }) {
  const { desk, exchange } = useOpen();
  const { packs, user } = useSnapshot();
  const { busy, failure, run } = useAction();
  const form = packs?.forms[record.form];
  const mayFill = form !== undefined && roleFor(form, user.roles, record.place) !== null;
  const again = async () => {
    await resendRecord(desk.store, record, null);
    await refresh();
    void exchange.now();
  };
  return (
    <>
      {mayFill && record.intent !== 'void' ? (
        <button
          type="button"
          class="btn"
          disabled={busy}
          onClick={() => run(() => startResend(desk, record))}
        >
          Deschide și corectează
        </button>
      ) : null}
      {mayFill || !steps.has('correct') ? (
        <button
          type="button"
          class="btn btn-plain"
          disabled={busy}
          onClick={() => run(again)}
          data-testid="send-again"
        >
          Trimite din nou așa cum este
        </button>
      ) : null}
      {failure ? <Banner tone="urgent" title={failure} live /> : null}
    </>
  );
}
