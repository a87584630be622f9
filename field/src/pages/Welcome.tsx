import { useState } from 'preact/hooks';
import { type Enrolled, enrol, SIGN_IN_PAGE } from '../app/enrolment';
import { acknowledgeLoss, finishEnrolment } from '../app/stage';
import { ago, counted } from '../app/words';
import { Banner } from '../design/Banner';
import type { Marker } from '../store/marker';
import { Offline, SignInNeeded } from '../sync/wire';
import { ChoosePin } from './ChoosePin';
import { PageHead } from './PageHead';
import { CopyButton } from './SafetyCopy';

interface WelcomeProps {
  evicted: Marker | null;
  sealedAway: boolean;
}

/** Enrols the phone: the signed-in account first, then the PIN. */
export function Welcome({ evicted, sealedAway }: WelcomeProps) {
  const [enrolled, setEnrolled] = useState<Enrolled | null>(null);
  if (enrolled) return <PinStep enrolled={enrolled} />;
  return (
    <main class="page page-narrow" data-testid="welcome">
      <PageHead title="Vatra pe telefon" caption="Lucrați și fără semnal; datele stau criptate." />
      {evicted ? <Evicted marker={evicted} /> : null}
      {sealedAway ? <SealedAwayNote /> : null}
      <EnrolCard onEnrolled={setEnrolled} />
    </main>
  );
}

function EnrolCard({ onEnrolled }: { onEnrolled(enrolled: Enrolled): void }) {
  const [name, setName] = useState('');
  const { busy, problem, run } = useEnrol(onEnrolled);
  const submit = (event: Event) => {
    event.preventDefault();
    run(name.trim() || 'Telefon');
  };
  return (
    <form class="card" onSubmit={submit}>
      <h2>Înscrierea telefonului</h2>
      <p>
        Se face o singură dată, cu semnal. Telefonul ia oamenii și formularele comunei
        dumneavoastră; durează câteva minute și puteți lucra între timp.
      </p>
      <label for="device-name">Cum numim telefonul</label>
      <input
        id="device-name"
        class="input"
        maxLength={60}
        autocomplete="off"
        placeholder="Telefonul de serviciu"
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
        data-testid="device-name"
      />
      {problem}
      <button type="submit" class="btn btn-main btn-wide" disabled={busy} data-testid="enrol">
        {busy ? 'Se înscrie…' : 'Înscrie telefonul'}
      </button>
    </form>
  );
}

/** The enrolment request, and what to do when it is refused. */
export function useEnrol(onEnrolled: (enrolled: Enrolled) => void) {
  const [busy, setBusy] = useState(false);
  const [cause, setCause] = useState<unknown>(null);
  const run = (deviceName: string) => {
    setBusy(true);
    setCause(null);
    enrol(deviceName)
      .then(onEnrolled, setCause)
      .finally(() => setBusy(false));
  };
  return { busy, problem: cause ? <EnrolProblem cause={cause} /> : null, run };
}

function EnrolProblem({ cause }: { cause: unknown }) {
  if (cause instanceof SignInNeeded) {
    return (
      <Banner tone="info" title="Întâi intrați în cont" live>
        <p>Telefonul se înscrie pe numele celui care a intrat în cont, cu al doilea pas făcut.</p>
        <a class="btn btn-main" href={SIGN_IN_PAGE} data-testid="sign-in">
          Intră în cont
        </a>
      </Banner>
    );
  }
  const title =
    cause instanceof Offline ? 'Nu este semnal' : 'Serverul nu a putut înscrie telefonul';
  return (
    <Banner tone="warn" title={title} live>
      <p>Nu s-a schimbat nimic. Încercați din nou peste puțin timp.</p>
    </Banner>
  );
}

function PinStep({ enrolled }: { enrolled: Enrolled }) {
  return (
    <main class="page page-narrow" data-testid="choose-pin">
      <PageHead title="Alegeți un PIN" caption={`Bun venit, ${enrolled.session.user.name}.`} />
      <p>Fără PIN, nimeni nu poate citi ce este pe telefon, nici dacă îl găsește.</p>
      <ChoosePin button="Pornește" onPin={(pin) => finishEnrolment(enrolled, pin)} />
    </main>
  );
}

function Evicted({ marker }: { marker: Marker }) {
  const lost =
    marker.unsent === 0
      ? 'Tot ce ați scris fusese trimis, deci nu s-a pierdut nimic.'
      : `Erau netrimise ${counted(marker.unsent, 'o intrare', 'intrări')}. Anunțați coordonatorul: vor trebui refăcute.`;
  return (
    <Banner tone="urgent" title="Telefonul a șters datele aplicației">
      <p>
        Aplicația era folosită {ago(marker.seen_at)}, dar telefonul i-a golit spațiul (de obicei
        când memoria este plină). {lost}
      </p>
      <button type="button" class="btn" onClick={() => void acknowledgeLoss()}>
        Am citit
      </button>
    </Banner>
  );
}

function SealedAwayNote() {
  return (
    <Banner tone="warn" title="Intrări netrimise, sigilate">
      <p>
        Cheia acestui telefon a fost distrusă, dar intrările netrimise sunt aici, sigilate. Salvați
        copia de siguranță și duceți-o la birou: acolo se deschide.
      </p>
      <CopyButton />
    </Banner>
  );
}
