import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../icons/Icon';

interface PinFieldProps {
  label: string;
  name: string;
  value: string;
  hint?: string;
  error?: string | null;
  onInput(value: string): void;
}

/** Figures only, on the number keyboard, hidden unless the worker asks to see them. */
export function PinField({ label, name, value, hint, error, onInput }: PinFieldProps) {
  const [shown, setShown] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (input.current) input.current.type = shown ? 'text' : 'password';
  }, [shown]);
  const notes = [hint ? `${name}-hint` : '', error ? `${name}-error` : '']
    .filter(Boolean)
    .join(' ');
  return (
    <div class="pin-field">
      <label for={name}>{label}</label>
      {hint ? (
        <p id={`${name}-hint`} class="soft">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${name}-error`} class="pin-error">
          <Icon name="circle-alert" />
          {error}
        </p>
      ) : null}
      <div class="pin-row">
        <input
          id={name}
          class="input pin-input"
          ref={input}
          type="password"
          inputMode="numeric"
          autocomplete="off"
          maxLength={12}
          value={value}
          aria-invalid={error ? true : undefined}
          aria-describedby={notes || undefined}
          data-testid={name}
          onInput={(event) => onInput(event.currentTarget.value.replace(/\D/g, ''))}
        />
        <button
          type="button"
          class="btn btn-plain"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon name={shown ? 'eye-off' : 'eye'} />
          <span class="unseen">{shown ? 'Ascunde cifrele' : 'Arată cifrele'}</span>
        </button>
      </div>
    </div>
  );
}
