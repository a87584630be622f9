import { useState } from 'preact/hooks';
import type { Item, Json } from '../../engine';
import { useFlow, useSlice } from '../hooks';
import { CnpNote } from './CnpNote';
import { describedBy, type FieldProps, fieldId, OneControl, useMessage } from './shell';

type InputMode = 'text' | 'numeric' | 'decimal' | 'tel' | 'email';

/** The keyboard that suits the answer. */
function inputMode({ type, format, pattern }: Item): InputMode {
  if (type === 'integer' || format === 'cnp') return 'numeric';
  if (type === 'decimal') return 'decimal';
  if (format === 'phone') return 'tel';
  if (format === 'email') return 'email';
  return pattern && /^(\[0-9\]|\\d|[{},0-9?+])+$/.test(pattern) ? 'numeric' : 'text';
}

/** What was typed, as the answer; text that is no number stays text and the engine says so. */
function read(item: Item, typed: string): Json | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  if (item.type === 'integer') {
    const digits = text.replace(/[ .](?=[0-9]{3}\b)/g, '');
    return /^-?[0-9]{1,15}$/.test(digits) ? Number(digits) : text;
  }
  return item.type === 'decimal' ? text.replace(',', '.') : typed;
}

function written(item: Item, value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return item.type === 'decimal' ? String(value).replace('.', ',') : String(value);
}

function widthClass(item: Item): string {
  if (item.type === 'integer' || item.type === 'decimal') return 'input input-short';
  const length = item.format === 'cnp' ? 13 : (item.max_length ?? 99);
  return length <= 20 ? 'input input-medium' : 'input';
}

/** One line: text, whole number, decimal. The browser keeps the typing, so a key costs no drawing. */
export function LineField(field: FieldProps) {
  const { item, path } = field;
  const flow = useFlow();
  const message = useMessage(path);
  const [initial] = useState(() => written(item, flow.get(path)));
  const unitId = item.unit ? `${fieldId(path)}-unit` : '';
  const mode = inputMode(item);
  return (
    <OneControl field={field} message={message}>
      <div class="line-up">
        <input
          id={fieldId(path)}
          class={widthClass(item)}
          type="text"
          inputMode={mode}
          autocomplete="off"
          spellcheck={false}
          defaultValue={initial}
          aria-invalid={message ? true : undefined}
          aria-describedby={describedBy(item, path, message, unitId)}
          onInput={(event) => flow.set(path, read(item, event.currentTarget.value))}
        />
        {item.unit ? (
          <span class="unit" id={unitId}>
            {item.unit}
          </span>
        ) : null}
      </div>
      {item.format === 'cnp' ? <CnpNote path={path} /> : null}
    </OneControl>
  );
}

function Left({ path, limit }: { path: string; limit: number }) {
  const left = useSlice((flow) => limit - [...String(flow.get(path) ?? '')].length);
  if (left > limit / 4) return null;
  const text = left >= 0 ? `Mai încap ${left} semne.` : `${-left} semne peste limită.`;
  return (
    <p class="hint" role="status">
      {text}
    </p>
  );
}

/** Several lines. */
export function TextField(field: FieldProps) {
  const { item, path } = field;
  const flow = useFlow();
  const message = useMessage(path);
  const [initial] = useState(() => written(item, flow.get(path)));
  return (
    <OneControl field={field} message={message}>
      <textarea
        id={fieldId(path)}
        class="input"
        rows={4}
        defaultValue={initial}
        aria-invalid={message ? true : undefined}
        aria-describedby={describedBy(item, path, message)}
        onInput={(event) => flow.set(path, event.currentTarget.value || undefined)}
      />
      {item.max_length ? <Left path={path} limit={item.max_length} /> : null}
    </OneControl>
  );
}

export function TimeField(field: FieldProps) {
  const { item, path } = field;
  const flow = useFlow();
  const message = useMessage(path);
  const [initial] = useState(() => written(item, flow.get(path)));
  return (
    <OneControl field={field} message={message}>
      <input
        id={fieldId(path)}
        class="input input-medium"
        type="time"
        defaultValue={initial}
        aria-invalid={message ? true : undefined}
        aria-describedby={describedBy(item, path, message)}
        onInput={(event) => flow.set(path, event.currentTarget.value || undefined)}
      />
    </OneControl>
  );
}
