import { useEffect, useState } from 'preact/hooks';
import type { Json } from '../../engine';
import { useFlow, useSlice } from '../hooks';
import { type FieldProps, fieldId, ManyControls, useMessage } from './shell';

export interface Found {
  value: Json;
  name: string;
  about?: string;
}

const WAIT_MS = 150;
const NO_MATCH = 'Nimic nu se potrivește. Scrieți altă parte din nume.';
const CHOSEN = 'Ales mai devreme';
const NOTHING = 'Lista nu este încă pe acest telefon.';

export function Box({
  field,
  one,
  chosen,
  onPick,
}: {
  field: FieldProps;
  one: Found;
  chosen: boolean;
  onPick: (one: Found) => void;
}) {
  const id = fieldId(field.path);
  return (
    <label class="box">
      <input
        id={`${id}-${String(one.value)}`}
        type="radio"
        name={id}
        checked={chosen}
        onChange={() => onPick(one)}
      />
      <span>
        {one.name}
        {one.about ? <span class="box-hint">{one.about}</span> : null}
      </span>
    </label>
  );
}

export function Clear({ field }: { field: FieldProps }) {
  const flow = useFlow();
  return (
    <button type="button" class="link-btn" onClick={() => flow.set(field.path, undefined)}>
      Șterge răspunsul
      <span class="unseen"> la „{field.item.text}”</span>
    </button>
  );
}

/** Somebody of the household: the few names as big rows. */
export function PersonField(field: FieldProps) {
  const { item, path } = field;
  const flow = useFlow();
  const value = useSlice((one) => one.get(path));
  const message = useMessage(path);
  const persons = flow.setting.providers.persons();
  return (
    <ManyControls field={field} message={message}>
      <div class="stack-tight" id={fieldId(path)} tabIndex={-1}>
        {persons.map(({ id, name, about }) => (
          <Box
            key={id}
            field={field}
            one={{ value: id, name, about }}
            chosen={value === id}
            onPick={() => flow.set(path, id)}
          />
        ))}
        {persons.length === 0 ? (
          <p class="hint">Gospodăria nu are încă nicio persoană înscrisă.</p>
        ) : null}
      </div>
      {value !== undefined && !item.required ? <Clear field={field} /> : null}
    </ManyControls>
  );
}

interface SearchProps {
  field: FieldProps;
  placeholder: string;
  find: (text: string) => Promise<Found[]>;
}

/** One of many, found by a piece of its name; what was chosen stays on top. */
function SearchField({ field, placeholder, find }: SearchProps) {
  const { item, path } = field;
  const flow = useFlow();
  const value = useSlice((one) => one.get(path));
  const message = useMessage(path);
  const [text, setText] = useState('');
  const [results, setResults] = useState<Found[] | null>(null);
  useEffect(() => {
    let isLate = false;
    const timer = setTimeout(
      async () => {
        const found = await find(text);
        if (!isLate) setResults(found);
        // nothing is typed yet: what is offered stands there before a finger aims at what lies below
      },
      text === '' ? 0 : WAIT_MS,
    );
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [text, find]);
  const pick = (one: Found) => {
    flow.remember(item, one.value, one.name);
    flow.set(path, one.value);
  };
  const name = flow.nameOf(item, value);
  const others = (results ?? []).filter((one) => one.value !== value);
  return (
    <ManyControls field={field} message={message}>
      <div class="stack-tight">
        {value !== undefined ? (
          <Box field={field} one={{ value, name: name ?? CHOSEN }} chosen onPick={pick} />
        ) : null}
        <input
          id={fieldId(path)}
          class="input"
          type="search"
          autocomplete="off"
          placeholder={placeholder}
          aria-label={`${placeholder}: ${item.text}`}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {others.map((one) => (
          <Box key={String(one.value)} field={field} one={one} chosen={false} onPick={pick} />
        ))}
        <p class="hint" role="status">
          {results?.length === 0 ? (text ? NO_MATCH : NOTHING) : ''}
        </p>
      </div>
      {value !== undefined && !item.required ? <Clear field={field} /> : null}
    </ManyControls>
  );
}

export function PlaceField(field: FieldProps) {
  const { providers } = useFlow().setting;
  const [find] = useState(() => async (text: string) => {
    const places = await providers.places(text);
    return places.map(({ siruta, name, about }) => ({ value: siruta, name, about }));
  });
  return <SearchField field={field} placeholder="Numele satului" find={find} />;
}

export function InstitutionField(field: FieldProps) {
  const { providers } = useFlow().setting;
  const [find] = useState(() => async (text: string) => {
    const institutions = await providers.institutions(text);
    return institutions.map(({ id, name, about }) => ({ value: id, name, about }));
  });
  return <SearchField field={field} placeholder="Numele instituției" find={find} />;
}
