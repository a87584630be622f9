import { useState } from 'preact/hooks';
import { weakPin } from '../crypto/pin';
import { Banner } from '../design/Banner';
import { PinField } from './PinField';
import { useAction } from './Working';

/** A new PIN, twice; a weak one is refused with its reason. */
export function ChoosePin({
  button,
  onPin,
}: {
  button: string;
  onPin(pin: string): Promise<void>;
}) {
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [errors, setErrors] = useState<{ first?: string; second?: string }>({});
  const { busy, failure, run } = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    const weak = weakPin(first);
    if (weak) setErrors({ first: weak });
    else if (first !== second)
      setErrors({ second: 'Cele două PIN-uri nu sunt la fel. Scrieți-l din nou.' });
    else {
      setErrors({});
      run(() => onPin(first));
    }
  };
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <PinField
        label="PIN nou"
        name="new-pin"
        hint="Cel puțin 6 cifre, nu o dată de naștere. Îl veți scrie de câteva ori pe zi."
        value={first}
        error={errors.first}
        onInput={setFirst}
      />
      <PinField
        label="Același PIN încă o dată"
        name="repeat-pin"
        value={second}
        error={errors.second}
        onInput={setSecond}
      />
      {failure ? <Banner tone="urgent" title={failure} live /> : null}
      <button type="submit" class="btn btn-main btn-wide" disabled={busy} data-testid="set-pin">
        {busy ? 'Se criptează…' : button}
      </button>
    </form>
  );
}
