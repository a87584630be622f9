import { useState } from 'preact/hooks';
import { enterPin } from '../app/stage';
import { counted } from '../app/words';
import { Banner } from '../design/Banner';
import { PageHead } from './PageHead';
import { PinField } from './PinField';
import { useAction } from './Working';

/** Asks for the PIN; says how many tries are left before the key is destroyed. */
export function Locked({ attemptsLeft }: { attemptsLeft: number | null }) {
  const [pin, setPin] = useState('');
  const { busy, failure, run } = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    run(async () => {
      await enterPin(pin);
      setPin('');
    });
  };
  return (
    <main class="page page-narrow" data-testid="locked">
      <PageHead title="Vatra este blocată" caption="Datele de pe telefon sunt criptate." />
      <form class="stack" onSubmit={submit}>
        {attemptsLeft === null ? null : <WrongPin left={attemptsLeft} />}
        <PinField label="PIN" name="pin" value={pin} onInput={setPin} />
        {failure ? <Banner tone="urgent" title={failure} live /> : null}
        <button
          type="submit"
          class="btn btn-main btn-wide"
          disabled={busy || pin.length < 6}
          data-testid="unlock"
        >
          {busy ? 'Se deschide…' : 'Deschide'}
        </button>
      </form>
      <p class="soft">
        Ați uitat PIN-ul? După zece încercări greșite cheia se distruge. Intrările netrimise rămân
        sigilate și se pot recupera la birou, iar telefonul se înscrie din nou.
      </p>
    </main>
  );
}

function WrongPin({ left }: { left: number }) {
  const words = counted(left, 'o încercare', 'încercări');
  return (
    <Banner tone={left <= 3 ? 'urgent' : 'warn'} title="PIN greșit" live>
      <p>
        Mai aveți {words}. La ultima greșită, cheia de pe telefon se distruge și datele nu se mai
        deschid aici.
      </p>
    </Banner>
  );
}
