import { bornInWords, dateInWords, decodeCnp, explainCnp, sexInWords } from '../../engine';
import { Icon } from '../../icons/Icon';
import { useSlice } from '../hooks';

/** While the number is typed: how many digits, then whom it describes, or which part is wrong. */
export function CnpNote({ path }: { path: string }) {
  const text = useSlice((flow) => String(flow.get(path) ?? ''));
  const today = useSlice((flow) => flow.sheet.world.today ?? null);
  const digits = text.replace(/[ .-]/g, '');
  return <div role="status">{digits === '' ? null : <Said digits={digits} today={today} />}</div>;
}

/** "Femeie, născută la"; not every number tells the sex. */
function whom(
  { sex, birthDate }: NonNullable<ReturnType<typeof decodeCnp>>,
  today: string | null,
): string {
  const word = sexInWords(sex, birthDate, today);
  if (!sex || !word) return 'Data nașterii:';
  return `${word.charAt(0).toLocaleUpperCase('ro')}${word.slice(1)}, ${bornInWords(sex)} la`;
}

function Said({ digits, today }: { digits: string; today: string | null }) {
  if (/^[0-9]{1,12}$/.test(digits)) return <p class="hint">{digits.length} din 13 cifre</p>;
  const known = decodeCnp(digits, today);
  if (known) {
    return (
      <p class="note tone-good">
        <Icon name="circle-check" />
        <span>
          {whom(known, today)} {dateInWords(known.birthDate)}
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
