import { useExchange, useOpen, useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import { ago, counted } from '../app/words';
import { Light } from '../design/Tag';
import { heldCount, waitingCount } from './SyncLight';

const WARN_AFTER_DAYS = 3;

/** How many entries have not left yet, since when, and the button to send them. */
export function UnsentCard() {
  const { exchange } = useOpen();
  const snapshot = useSnapshot();
  const { running } = useExchange();
  const waiting = waitingCount(snapshot);
  const held = heldCount(snapshot);
  if (waiting === 0 && held === 0) return null;
  const oldest = snapshot.pending.find((one) => one.state === 'waiting')?.record.made_at ?? null;
  return (
    <section class="unsent" aria-label="Netrimise">
      {waiting > 0 ? (
        <>
          <p>
            <span class="unsent-figure" data-testid="unsent-count">
              {waiting}
            </span>{' '}
            {waiting === 1 ? 'intrare netrimisă' : 'intrări netrimise'}
            <span class="soft"> · cea mai veche {ago(oldest)}</span>
          </p>
          <Light state="saved" />
          {isOld(oldest) ? (
            <p class="term-late">
              De peste trei zile nu a plecat nimic. Căutați semnal sau duceți o copie de siguranță
              la birou.
            </p>
          ) : null}
          <button
            type="button"
            class="btn btn-main"
            disabled={running !== null}
            onClick={() => void exchange.now()}
            data-testid="send-now"
          >
            {running === null ? 'Trimite acum' : 'Se trimite…'}
          </button>
        </>
      ) : null}
      {held > 0 ? (
        <a class="btn" href={hrefOf({ page: 'trimiteri' })}>
          {counted(held, 'O intrare reținută: vezi de ce', 'intrări reținute: vezi de ce')}
        </a>
      ) : null}
    </section>
  );
}

function isOld(moment: string | null): boolean {
  return moment !== null && Date.now() - Date.parse(moment) > WARN_AFTER_DAYS * 86_400_000;
}
