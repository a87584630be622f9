import { dateInWords, decodeCnp, explainCnp } from '../../engine';
import { Icon } from '../../icons/Icon';
import { useSlice } from '../hooks';

const SEXES = { m: 'Bărbat', f: 'Femeie' } as const;

/** While the number is typed: how many digits, then whom it describes, or which part is wrong. */
export function CnpNote({ path }: { path: string }) {
  const text = useSlice((flow) => String(flow.get(path) ?? ''));
  const today = useSlice((flow) => flow.sheet.world.today ?? null);
  const digits = text.replace(/[ .-]/g, '');
  return <div role="status">{digits === '' ? null : <Said digits={digits} today={today} />}</div>;
}

function Said({ digits, today }: { digits: string; today: string | null }) {
  if (/^[0-9]{1,12}$/.test(digits)) return <p class="hint">{digits.length} din 13 cifre</p>;
  const known = decodeCnp(digits, today);
  if (known) {
    const sex = known.sex ? `${SEXES[known.sex]}, născut(ă)` : 'Născut(ă)';
    return (
      <p class="note tone-good">
        <Icon name="circle-check" />
        <span>
          {sex} la {dateInWords(known.birthDate)}
          {known.centuryAssumed ? ' (secolul nu reiese din CNP)' : ''}
        </span>
      </p>
    );
  }
  return (
    <ul class="stack-tight">
      {explainCnp(digits, today).map((reason) => (
        <li key={reason} class="note tone-warn">
          <Icon name="triangle-alert" />
          <span>{reason}</span>
        </li>
      ))}
    </ul>
  );
}
