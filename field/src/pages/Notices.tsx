import { useExchange, useOpen, useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import { refresh } from '../app/stage';
import { counted } from '../app/words';
import { Banner } from '../design/Banner';
import { confirmDropped } from '../store/bundles';
import { strictly } from '../store/database';
import type { Alarm, ClockNote, DroppedPlace } from '../store/schema';

const CLOCK_SLACK_MS = 5 * 60_000;

/** What the worker must know before she begins: lost entries, places taken away, a wrong clock. */
export function Notices() {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  const { failure } = useExchange();
  const read = async () => {
    await strictly(desk.store.db, ['meta'], (tx) => tx.objectStore('meta').delete('alarms'));
    await refresh();
  };
  const drop = async () => {
    await confirmDropped(desk.store);
    await refresh();
  };
  return (
    <>
      {clockIsBehind(snapshot.clock) ? <WrongClock /> : null}
      {failure === 'sign_in' ? <SignInAgain /> : null}
      {failure === 'too_old' ? <TooOld /> : null}
      {snapshot.alarms.map((alarm) => (
        <AlarmNotice key={alarm.kind} alarm={alarm} onRead={() => void read()} />
      ))}
      {snapshot.broken > 0 ? <Broken count={snapshot.broken} /> : null}
      {snapshot.dropped.length > 0 ? (
        <Dropped places={snapshot.dropped} onRead={() => void drop()} />
      ) : null}
    </>
  );
}

/** The phone's clock stands before a moment the server has already named. */
export function clockIsBehind(clock: ClockNote | null, now = Date.now()): boolean {
  return clock !== null && now + clock.off_ms < Date.parse(clock.server_time) - CLOCK_SLACK_MS;
}

export function WrongClock() {
  return (
    <Banner tone="urgent" title="Data telefonului este greșită">
      <p>
        Telefonul arată un moment dinaintea ultimei legături cu serverul. Puneți data și ora pe
        „automat” în setările telefonului, apoi continuați: vizitele se scriu cu data lor.
      </p>
    </Banner>
  );
}

function SignInAgain() {
  return (
    <Banner tone="warn" title="Intrați din nou în cont">
      <p>Ce ați scris rămâne pe telefon și pleacă după ce intrați.</p>
      <a class="btn" href={hrefOf({ page: 'cont' })}>
        Reînnoiește legătura
      </a>
    </Banner>
  );
}

function TooOld() {
  return (
    <Banner tone="warn" title="Versiune nouă a aplicației">
      <p>
        Ce ați scris pleacă în continuare, dar date noi vin numai după actualizare. Închideți și
        deschideți din nou aplicația, cu semnal.
      </p>
    </Banner>
  );
}

const ALARM_TEXTS: Record<Alarm['kind'], (alarm: Alarm) => [title: string, text: string]> = {
  lost_records: ({ count }) => [
    counted(count, 'O intrare s-a pierdut de pe telefon', 'intrări s-au pierdut de pe telefon'),
    'Serverul nu le-a primit, iar telefonul nu le mai are. Anunțați coordonatorul: trebuie refăcute.',
  ],
  reloaded: () => [
    'O parte din date nu s-a mai deschis',
    'Se aduce din nou de la server la prima legătură. Ce ați scris și nu a plecat nu este atins.',
  ],
  budget: () => [
    'Telefonul a ajuns la limita de fișe',
    'Datele noi nu se mai aduc. Cereți la birou o comună mai mică sau permiteți depășirea în Mai mult.',
  ],
};

function AlarmNotice({ alarm, onRead }: { alarm: Alarm; onRead(): void }) {
  const [title, text] = ALARM_TEXTS[alarm.kind](alarm);
  return (
    <Banner tone="urgent" title={title}>
      <p>{text}</p>
      <button type="button" class="btn" onClick={onRead}>
        Am citit
      </button>
    </Banner>
  );
}

function Broken({ count }: { count: number }) {
  return (
    <Banner
      tone="urgent"
      title={counted(count, 'O intrare nu se mai deschide', 'intrări nu se mai deschid')}
    >
      <p>Sunt păstrate sigilate. Salvați copia de siguranță din Mai mult și duceți-o la birou.</p>
    </Banner>
  );
}

function Dropped({ places, onRead }: { places: DroppedPlace[]; onRead(): void }) {
  const names = places.map((place) => place.name).join(', ');
  const drafts = places.reduce((sum, place) => sum + place.drafts, 0);
  return (
    <Banner tone="warn" title={`Nu mai lucrați în ${names}`}>
      <p>
        Oamenii de acolo au fost șterși de pe telefon. Intrările salvate pleacă la server ca de
        obicei.{' '}
        {drafts > 0
          ? `Se șterg și ${counted(drafts, 'un formular început', 'formulare începute')}.`
          : ''}
      </p>
      <button type="button" class="btn" onClick={onRead} data-testid="dropped-read">
        Am înțeles
      </button>
    </Banner>
  );
}
