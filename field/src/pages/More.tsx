import { useState } from 'preact/hooks';
import { useValue } from '../app/observable';
import { useOpen, useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import { lock, signOut } from '../app/stage';
import { updateWaiting } from '../app/update';
import { APP_VERSION } from '../app/version';
import { counted } from '../app/words';
import { Banner } from '../design/Banner';
import { Row } from '../design/Row';
import { Offline } from '../sync/wire';
import { PageHead } from './PageHead';
import { CopyButton } from './SafetyCopy';
import { Space } from './Space';
import { heldCount, waitingCount } from './SyncLight';
import { useAction } from './Working';

/** Everything about the phone itself: sending, space, safety copy, lock, leaving. */
export function More() {
  const snapshot = useSnapshot();
  const waiting = waitingCount(snapshot);
  const held = heldCount(snapshot);
  return (
    <main class="page" data-testid="more">
      <PageHead title="Mai mult" caption={snapshot.user.name} />
      <ul class="rows">
        <Row
          title="Trimiteri și chitanțe"
          icon="cloud-upload"
          href={hrefOf({ page: 'trimiteri' })}
          sub={`${waiting} netrimise, ${held} reținute`}
        />
        <Row title="PIN și cont" icon="key-round" href={hrefOf({ page: 'cont' })} />
        <Row title="Blochează acum" icon="lock" onPress={lock} />
      </ul>
      <Space />
      <section class="card">
        <h2>Copie de siguranță</h2>
        <p>
          Un fișier cu intrările netrimise, sigilat. Numai biroul îl poate deschide. Folosiți-l când
          telefonul se strică sau nu găsiți semnal zile la rând.
        </p>
        <CopyButton />
      </section>
      <Leave waiting={waiting} />
      <About />
    </main>
  );
}

function Leave({ waiting }: { waiting: number }) {
  const open = useOpen();
  const { busy, failure, run } = useAction();
  const [isCutOff, setCutOff] = useState(false);
  const leave = async () => {
    setCutOff(false);
    try {
      await signOut(open);
    } catch (cause) {
      if (!(cause instanceof Offline)) throw cause;
      setCutOff(true);
    }
  };
  return (
    <details class="card">
      <summary data-testid="sign-out-open">Deconectează telefonul</summary>
      {waiting > 0 ? (
        <Banner tone="warn" title="Întâi trimiteți ce ați scris">
          <p>
            {counted(waiting, 'O intrare nu a plecat', 'intrări nu au plecat')} încă. Deconectarea
            șterge tot de pe telefon, deci se poate numai după trimitere.
          </p>
        </Banner>
      ) : (
        <p>Șterge oamenii și formularele de pe acest telefon. Ce ați trimis rămâne pe server.</p>
      )}
      <button
        type="button"
        class="btn btn-danger"
        disabled={waiting > 0 || busy}
        onClick={() => run(leave)}
        data-testid="sign-out"
      >
        Șterge tot și deconectează
      </button>
      {isCutOff ? <CutOff /> : null}
      {failure ? <Banner tone="urgent" title={failure} live /> : null}
    </details>
  );
}

function CutOff() {
  return (
    <Banner tone="warn" title="Fără semnal nu se poate deconecta" live>
      <p>
        Serverul trebuie să afle că telefonul pleacă, altfel l-ar socoti mai departe al
        dumneavoastră. Nu s-a șters nimic. Până aveți semnal, blocați telefonul: se deschide numai
        cu PIN-ul.
      </p>
      <button type="button" class="btn" onClick={lock} data-testid="lock-instead">
        Blochează acum
      </button>
    </Banner>
  );
}

function About() {
  const waiting = useValue(updateWaiting);
  const { user, grants } = useSnapshot();
  return (
    <section class="stack-tight">
      <h2>Despre</h2>
      {waiting ? (
        <Banner tone="info" title="Versiune nouă">
          <p>Se instalează la repornire: închideți aplicația și deschideți-o din nou.</p>
        </Banner>
      ) : null}
      <p class="soft">
        Vatra {APP_VERSION}, software liber (EUPL-1.2). {user.name},{' '}
        {grants.map((grant) => grant.name).join(', ')}.
      </p>
    </section>
  );
}
