import { useState } from 'preact/hooks';
import { type Enrolled, enrol, SIGN_IN_PAGE } from '../app/enrolment';
import { acknowledgeLoss, finishEnrolment } from '../app/stage';
import { ago, counted } from '../app/words';
import { Banner } from '../design/Banner';
import { type Marker, readMarker } from '../store/marker';
import type { Ended } from '../store/schema';
import type { Replaced } from '../sync/protocol';
import { Offline, SignInNeeded } from '../sync/wire';
import { ChoosePin } from './ChoosePin';
import { PageHead } from './PageHead';
import { CopyButton } from './SafetyCopy';

interface WelcomeProps {
  evicted: Marker | null;
  sealedAway: boolean;
  ended: Ended | null;
}

/** Enrols the phone: the signed-in account first, then the PIN. */
export function Welcome({ evicted, sealedAway, ended }: WelcomeProps) {
  const [enrolled, setEnrolled] = useState<Enrolled | null>(null);
  if (enrolled) return <PinStep enrolled={enrolled} />;
  return (
    <main class="page page-narrow" data-testid="welcome">
      <PageHead title="Vatra pe telefon" caption="Lucrați și fără semnal; datele stau criptate." />
      {evicted ? <Evicted marker={evicted} /> : null}
      {ended ? <EndedNote ended={ended} /> : null}
      {sealedAway ? <SealedAwayNote /> : null}
      <EnrolCard before={numberBefore(ended)} onEnrolled={setEnrolled} />
    </main>
  );
}

/** The number this phone had when its data went, and how many entries were on it. */
function numberBefore(ended: Ended | null): Replaced | null {
  const marker = readMarker();
  if (marker === null) return null;
  const { device } = marker;
  if (ended) return { device, why: 'key_destroyed', unsent: ended.sealed };
  return { device, why: 'store_lost', unsent: marker.unsent };
}

interface EnrolCardProps {
  before: Replaced | null;
  onEnrolled(enrolled: Enrolled): void;
}

function EnrolCard({ before, onEnrolled }: EnrolCardProps) {
  const [name, setName] = useState('');
  const { busy, problem, mustSignIn, run } = useEnrol(onEnrolled);
  const submit = (event: Event) => {
    event.preventDefault();
    run(name.trim() || 'Telefon', before);
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
      <button
        type="submit"
        class={mustSignIn ? 'btn btn-wide' : 'btn btn-main btn-wide'}
        disabled={busy}
        data-testid="enrol"
      >
        {busy ? 'Se înscrie…' : 'Înscrie telefonul'}
      </button>
    </form>
  );
}

/** The enrolment request, and what to do when it is refused. */
export function useEnrol(onEnrolled: (enrolled: Enrolled) => void) {
  const [busy, setBusy] = useState(false);
  const [cause, setCause] = useState<unknown>(null);
  const run = (deviceName: string, replaces: Replaced | null) => {
    setBusy(true);
    setCause(null);
    enrol(deviceName, replaces)
      .then(onEnrolled, setCause)
      .finally(() => setBusy(false));
  };
  const problem = cause ? <EnrolProblem cause={cause} /> : null;
  return { busy, problem, mustSignIn: cause instanceof SignInNeeded, run };
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

const ENDED: Record<Ended['why'], [title: string, text: string]> = {
  office: [
    'Telefonul a fost scos din uz de birou',
    'Coordonatorul l-a declarat pierdut sau l-a retras, deci oamenii și formularele s-au șters de pe el. Ce fusese trimis este la server. Dacă telefonul este la dumneavoastră, vorbiți cu coordonatorul, apoi înscrieți-l din nou.',
  ],
  pin: [
    'PIN greșit de zece ori: cheia s-a distrus',
    'Datele de pe telefon nu se mai deschid și s-au șters. Ce fusese trimis este la server și vine înapoi după ce înscrieți telefonul din nou, cu alt PIN.',
  ],
};

/** What happened to the data, in the holder's words, until the phone is enrolled again. */
function EndedNote({ ended }: { ended: Ended }) {
  const [title, text] = ENDED[ended.why];
  return (
    <Banner tone="urgent" title={title}>
      <p data-testid="ended">{text}</p>
      {ended.sealed === 0 ? <p>Nu era nimic netrimis pe el.</p> : null}
    </Banner>
  );
}

function SealedAwayNote() {
  return (
    <Banner tone="warn" title="Intrări netrimise, sigilate">
      <p>
        Ce nu fusese trimis este păstrat aici, sigilat. Salvați copia de siguranță și duceți-o la
        birou: acolo se deschide și intră ca scrisă de dumneavoastră.
      </p>
      <CopyButton />
    </Banner>
  );
}
