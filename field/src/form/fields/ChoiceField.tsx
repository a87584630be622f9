import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { isOffered, type Json, type Option } from '../../engine';
import { fold } from '../../store/words';
import { useFlow, useSlice } from '../hooks';
import { YES_NO_UNKNOWN } from '../words';
import { type FieldProps, fieldId, ManyControls, useMessage } from './shell';

const LONG_LIST = 15;
const SHOWN = 10;
const SHORT_TEXT = 10;

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
  return { value: code, text, hint, apart: exclusive ?? false };
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

/** "Da", "Nu", "Nu știu" stand beside one another; anything longer has a row of its own. */
function standTogether(picks: Pick[]): boolean {
  return picks.length <= 3 && picks.every(({ text, hint }) => text.length <= SHORT_TEXT && !hint);
}

/** Options that match the search; of a long list only the first, and always what is chosen. */
function useSearch(picks: Pick[], isChosen: (value: Json) => boolean) {
  const [search, setSearch] = useState('');
  const isLong = picks.length > LONG_LIST;
  const fits = picks.filter(({ text }) => fold(text).includes(fold(search)));
  const first = isLong ? fits.slice(0, SHOWN) : fits;
  const seen = picks.filter((one) => first.includes(one) || isChosen(one.value));
  return { isLong, seen, hidden: fits.length - first.length, setSearch };
}

/** The options as big boxes, the whole box a target; a long list gets a search above it. */
function Boxes({ field, type, picks, isChosen, onPick }: BoxesProps) {
  const { isLong, seen, hidden, setSearch } = useSearch(picks, isChosen);
  const id = fieldId(field.path);
  return (
    <div class="stack-tight">
      {isLong ? (
        <input
          class="input"
          type="search"
          autocomplete="off"
          placeholder="Căutați în listă"
          aria-label={`Căutați în listă: ${field.item.text}`}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      ) : null}
      <div class={standTogether(picks) ? 'boxes boxes-together' : 'boxes'}>
        {seen.map((pick, index) => (
          <Fragment key={String(pick.value)}>
            {index > 0 && (pick.apart || seen[index - 1]?.apart) ? <p class="or">sau</p> : null}
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
          </Fragment>
        ))}
      </div>
      {isLong ? (
        <p class="hint" role="status">
          {listHint(seen.length, hidden)}
        </p>
      ) : null}
    </div>
  );
}

function listHint(seen: number, hidden: number): string {
  if (seen === 0) return 'Nimic în listă nu se potrivește.';
  return hidden > 0 ? `Mai sunt ${hidden} în listă: căutați după o parte din nume.` : '';
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
