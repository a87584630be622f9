import { useState } from 'preact/hooks';
import { isOffered, type Json, type Option } from '../../engine';
import { fold } from '../../store/words';
import { useFlow, useSlice } from '../hooks';
import { YES_NO_UNKNOWN } from '../words';
import { type FieldProps, fieldId, ManyControls, useMessage } from './shell';

const LONG_LIST = 12;

interface Pick {
  value: Json;
  text: string;
  hint?: string;
  /** Set apart from the others by "sau". */
  apart?: boolean;
}

const BOOLEANS: Pick[] = [
  { value: true, text: 'Da' },
  { value: false, text: 'Nu' },
];
const KNOWN_OR_NOT: Pick[] = YES_NO_UNKNOWN.map(({ code, text }) => ({ value: code, text }));

function pickOf({ code, text, hint, exclusive }: Option): Pick {
  return { value: code, text, hint, apart: exclusive };
}

/** Options that other answers allow now. The slice is a text, so that only a change draws again. */
function useOffered({ item, prefix }: FieldProps): Pick[] {
  const codes = useSlice((flow) => {
    const scope = flow.scopeAt(prefix);
    const offered = item.options?.filter((one) => scope && isOffered(item, one.code, scope));
    return offered?.map((one) => one.code).join('\n') ?? '';
  }).split('\n');
  return (item.options ?? []).filter((one) => codes.includes(one.code)).map(pickOf);
}

interface BoxesProps {
  field: FieldProps;
  type: 'radio' | 'checkbox';
  picks: Pick[];
  isChosen: (value: Json) => boolean;
  onPick: (pick: Pick, on: boolean) => void;
}

/** The options as big rows, the whole row a target; a long list gets a search above it. */
export function Boxes({ field, type, picks, isChosen, onPick }: BoxesProps) {
  const [search, setSearch] = useState('');
  const id = fieldId(field.path);
  const wanted = fold(search);
  const seen = picks.filter((one) => isChosen(one.value) || fold(one.text).includes(wanted));
  return (
    <div class="stack-tight">
      {picks.length > LONG_LIST ? (
        <input
          class="input"
          type="search"
          autocomplete="off"
          placeholder="Căutați în listă"
          aria-label={`Căutați în listă: ${field.item.text}`}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      ) : null}
      {seen.map((pick, index) => (
        <div key={String(pick.value)} class="stack-tight">
          {pick.apart && index > 0 && type === 'checkbox' ? <p class="or">sau</p> : null}
          <label class="box">
            <input
              id={index === 0 ? id : `${id}-${index}`}
              type={type}
              name={id}
              checked={isChosen(pick.value)}
              onChange={(event) => onPick(pick, event.currentTarget.checked)}
            />
            <span>
              {pick.text}
              {pick.hint ? <span class="box-hint">{pick.hint}</span> : null}
            </span>
          </label>
        </div>
      ))}
      {seen.length === 0 ? <p class="hint">Nimic în listă nu se potrivește.</p> : null}
    </div>
  );
}

function OneOf({ field, picks }: { field: FieldProps; picks: Pick[] }) {
  const { item, path } = field;
  const flow = useFlow();
  const value = useSlice((one) => one.get(path));
  const message = useMessage(path);
  return (
    <ManyControls field={field} message={message}>
      <Boxes
        field={field}
        type="radio"
        picks={picks}
        isChosen={(one) => one === value}
        onPick={(pick) => flow.set(path, pick.value)}
      />
      {value !== undefined && !item.required ? (
        <button type="button" class="link-btn" onClick={() => flow.set(path, undefined)}>
          Șterge răspunsul
          <span class="unseen"> la „{item.text}”</span>
        </button>
      ) : null}
    </ManyControls>
  );
}

export function ChoiceField(field: FieldProps) {
  return <OneOf field={field} picks={useOffered(field)} />;
}

export function BooleanField(field: FieldProps) {
  return <OneOf field={field} picks={BOOLEANS} />;
}

export function YesNoUnknownField(field: FieldProps) {
  return <OneOf field={field} picks={KNOWN_OR_NOT} />;
}

/** Many of: an exclusive option ("nimic din acestea") clears the others, and the others clear it. */
export function ChoicesField(field: FieldProps) {
  const { path } = field;
  const flow = useFlow();
  const picks = useOffered(field);
  const value = useSlice((one) => one.get(path));
  const message = useMessage(path);
  const chosen = Array.isArray(value) ? value : [];
  const pick = (one: Pick, on: boolean) => {
    const alone = new Set(picks.filter((other) => other.apart).map((other) => other.value));
    const others = one.apart ? [] : chosen.filter((code) => code !== one.value && !alone.has(code));
    const kept = on ? [...others, one.value] : chosen.filter((code) => code !== one.value);
    flow.set(path, kept.length > 0 ? kept : undefined);
  };
  return (
    <ManyControls field={field} message={message}>
      <Boxes
        field={field}
        type="checkbox"
        picks={picks}
        isChosen={(code) => chosen.includes(code)}
        onPick={pick}
      />
    </ManyControls>
  );
}
