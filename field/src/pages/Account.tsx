import { useState } from 'preact/hooks';
import type { Enrolled } from '../app/enrolment';
import { useExchange, useOpen, useSnapshot } from '../app/open';
import { changePin, OtherUser, refresh, renew } from '../app/stage';
import { Banner } from '../design/Banner';
import { writeMeta } from '../store/database';
import { WrongPin } from '../store/vault';
import { ChoosePin } from './ChoosePin';
import { PageHead } from './PageHead';
import { PinField } from './PinField';
import { waitingCount } from './SyncLight';
import { useEnrol } from './Welcome';

const LOCK_CHOICES = [1, 5, 15];

/** The PIN, how soon the phone locks, and the link to the account. */
export function Account() {
  const { failure } = useExchange();
  return (
    <main class="page" data-testid="account">
      <PageHead title="PIN și cont" />
      {failure === 'sign_in' ? <Renewal /> : null}
      <LockAfter />
      <NewPin />
    </main>
  );
}

/** The server no longer knows this phone: it is enrolled again, and keeps what it holds. */
function Renewal() {
  const open = useOpen();
  const [pin, setPin] = useState('');
  const [error, setError] = useState<string | null>(null);
  const take = (enrolled: Enrolled) => {
    renew(open, enrolled, pin).catch((cause: unknown) => setError(renewalError(cause)));
  };
  const { busy, problem, run } = useEnrol(take);
  const { device } = open.desk.session;
  const unsent = waitingCount(useSnapshot());
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        setError(null);
        run('Telefon reînscris', { device, why: 'renewed', unsent });
      }}
    >
      <h2>Reînnoiește legătura cu serverul</h2>
      <p>Intrați în cont în acest browser, apoi scrieți PIN-ul telefonului. Nimic nu se șterge.</p>
      <PinField
        label="PIN-ul telefonului"
        name="renew-pin"
        value={pin}
        error={error}
        onInput={setPin}
      />
      {problem}
      <button type="submit" class="btn btn-main" disabled={busy || pin.length < 6}>
        Reînnoiește
      </button>
    </form>
  );
}

function renewalError(cause: unknown): string {
  if (cause instanceof WrongPin) return `PIN greșit. Mai aveți ${cause.left} încercări.`;
  if (cause instanceof OtherUser) {
    return 'Telefonul ține intrările altui coleg. El trebuie să intre în cont și să le trimită.';
  }
  return 'Nu a mers. Încercați din nou.';
}

function LockAfter() {
  const { desk } = useOpen();
  const { settings } = useSnapshot();
  const choose = async (minutes: number) => {
    await writeMeta(desk.store.db, 'settings', { ...settings, lock_minutes: minutes });
    await refresh();
  };
  return (
    <fieldset class="choice-line">
      <legend>Se blochează singur după</legend>
      {LOCK_CHOICES.map((minutes) => (
        <button
          key={minutes}
          type="button"
          class={settings.lock_minutes === minutes ? 'tab is-on' : 'tab'}
          aria-pressed={settings.lock_minutes === minutes}
          onClick={() => void choose(minutes)}
        >
          {minutes === 1 ? 'un minut' : `${minutes} minute`}
        </button>
      ))}
    </fieldset>
  );
}

function NewPin() {
  const [old, setOld] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const change = async (pin: string) => {
    setError(null);
    try {
      await changePin(old, pin);
      setDone(true);
    } catch (cause) {
      if (!(cause instanceof WrongPin)) throw cause;
      setError(`PIN-ul de acum este greșit. Mai aveți ${cause.left} încercări.`);
    }
  };
  return (
    <section class="card">
      <h2>Schimbă PIN-ul</h2>
      {done ? <Banner tone="good" title="PIN-ul s-a schimbat" live /> : null}
      <PinField label="PIN-ul de acum" name="old-pin" value={old} error={error} onInput={setOld} />
      <ChoosePin button="Schimbă PIN-ul" onPin={change} />
    </section>
  );
}
