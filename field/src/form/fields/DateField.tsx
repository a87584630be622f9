import { useState } from 'preact/hooks';
import type { Item, Json } from '../../engine';
import { addDays } from '../../engine/dates';
import { useFlow, useSlice } from '../hooks';
import { describedBy, type FieldProps, fieldId, ManyControls, useMessage } from './shell';

interface Typed {
  day: string;
  month: string;
  year: string;
}

const NOTHING: Typed = { day: '', month: '', year: '' };

function typedOf(value: Json | undefined): Typed {
  if (typeof value !== 'string') return NOTHING;
  const [year = '', month = '', day = ''] = value.split('-');
  return { year, month: month.replace(/^0/, ''), day: day.replace(/^0/, '') };
}

/** ISO text as far as it was typed; what is half typed stays so, and the engine says it is no date. */
function isoOf({ day, month, year }: Typed): string | undefined {
  const two = (text: string) => (/^[0-9]$/.test(text) ? `0${text}` : text);
  if (day) return `${year}-${two(month)}-${two(day)}`;
  if (month) return `${year}-${two(month)}`;
  return year || undefined;
}

/** What may stay empty, in words; the worker need not know the day of an old event. */
function partialHint(item: Item): string | null {
  const allowed = item.precision ?? ['day'];
  if (item.hint) return null;
  if (allowed.includes('year')) return 'Dacă nu știți ziua sau luna, lăsați-le goale.';
  return allowed.includes('month') ? 'Dacă nu știți ziua, lăsați-o goală.' : null;
}

function Quick({ item, onPick }: { item: Item; onPick: (iso: string) => void }) {
  const today = useSlice((flow) => flow.sheet.world.today ?? '');
  if (!today || item.precision || item.max !== 'today') return null;
  const days = [
    { text: 'Azi', iso: today },
    { text: 'Ieri', iso: addDays(today, -1) ?? '' },
  ];
  return (
    <div class="line-up">
      {days.map(({ text, iso }) => (
        <button key={text} type="button" class="btn btn-small" onClick={() => onPick(iso)}>
          {text}
          <span class="unseen">la „{item.text}”</span>
        </button>
      ))}
    </div>
  );
}

const PARTS = [
  { part: 'day', title: 'Ziua', size: 2, precisions: ['day'] },
  { part: 'month', title: 'Luna', size: 2, precisions: ['day', 'month'] },
  { part: 'year', title: 'Anul', size: 4, precisions: ['day', 'month', 'year'] },
] as const;

/** Day, month and year typed apart: no calendar to page back through to 1948. */
export function DateField(field: FieldProps) {
  const { item, path } = field;
  const flow = useFlow();
  const message = useMessage(path);
  const [typed, setTyped] = useState(() => typedOf(flow.get(path)));
  const allowed = item.precision ?? ['day'];
  const parts = PARTS.filter(({ precisions }) => precisions.some((one) => allowed.includes(one)));
  const hint = partialHint(item);
  const change = (next: Typed) => {
    setTyped(next);
    flow.set(path, isoOf(next));
  };
  return (
    <ManyControls field={field} message={message}>
      {hint ? <p class="hint">{hint}</p> : null}
      <div class="date-parts">
        {parts.map(({ part, title, size }, index) => (
          <label key={part} class={`date-part date-${part}`}>
            <span>{title}</span>
            <input
              id={index === 0 ? fieldId(path) : `${fieldId(path)}-${part}`}
              class="input"
              type="text"
              inputMode="numeric"
              autocomplete="off"
              maxLength={size}
              value={typed[part]}
              aria-invalid={message ? true : undefined}
              aria-describedby={describedBy(item, path, message)}
              onInput={(event) => change({ ...typed, [part]: event.currentTarget.value.trim() })}
            />
          </label>
        ))}
      </div>
      <Quick item={item} onPick={(iso) => change(typedOf(iso))} />
    </ManyControls>
  );
}
