import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Node } from '../../engine/nodes';
import { Icon } from '../../icons/Icon';
import { useFlow, useSlice } from '../hooks';
import { Fields } from './Field';
import { fieldId, useMessage } from './shell';

/** Removing asks once more, in place: no window jumps up. */
export function Remove({ what, onRemove }: { what: string; onRemove: () => void }) {
  const [asks, setAsks] = useState(false);
  if (!asks) {
    return (
      <button type="button" class="link-btn" onClick={() => setAsks(true)}>
        Șterge
        <span class="unseen"> {what}</span>
      </button>
    );
  }
  return (
    <fieldset>
      <legend class="question">
        Sigur ștergeți
        <span class="unseen"> {what}</span>?
      </legend>
      <div class="line-up">
        <button
          ref={(button) => button?.focus()}
          type="button"
          class="btn btn-small btn-danger"
          onClick={onRemove}
        >
          Da, șterge
        </button>
        <button type="button" class="btn btn-small" onClick={() => setAsks(false)}>
          Nu, păstrează
        </button>
      </div>
    </fieldset>
  );
}

interface RowsProps {
  group: Node;
  path: string;
  titled: boolean;
}

/** A repeating group among the other questions: one fieldset a repetition, and a button for one more. */
export function Rows({ group, path, titled }: RowsProps) {
  const { item } = group;
  const flow = useFlow();
  const count = useSlice((one) => one.rows(path));
  const message = useMessage(path);
  const add = useRef<HTMLButtonElement>(null);
  const [removed, setRemoved] = useState(0);
  const added = useRef<number | null>(null);
  useLayoutEffect(() => {
    const [first] = group.children;
    if (added.current === null || !first) return;
    document.getElementById(fieldId(`${path}[${added.current}].${first.item.id}`))?.focus();
    added.current = null;
  }, [count, group, path]);
  const remove = (index: number) => {
    flow.removeRow(path, index);
    setRemoved(removed + 1);
    add.current?.focus();
  };
  return (
    <fieldset class={message ? 'field has-error' : 'field'} id={fieldId(path)} tabIndex={-1}>
      <legend>
        <span class={titled ? 'unseen' : 'question'}>{item.text}</span>
      </legend>
      {item.hint ? <p class="hint">{item.hint}</p> : null}
      {message ? (
        <p class="error">
          <Icon name="circle-alert" />
          <span>{message}</span>
        </p>
      ) : null}
      {Array.from({ length: count }, (_, index) => (
        // rows have no id of their own: after one is removed all are drawn anew
        <fieldset key={`${removed}-${index}`} class="card">
          <legend class="unseen">
            {item.text}: {index + 1}
          </legend>
          <p class="card-number" aria-hidden="true">
            {index + 1}
          </p>
          <Fields nodes={group.children} prefix={`${path}[${index}].`} />
          <Remove what={`${item.text}: ${index + 1}`} onRemove={() => remove(index)} />
        </fieldset>
      ))}
      <button
        ref={add}
        type="button"
        class="btn"
        onClick={() => {
          added.current = flow.addRow(path);
        }}
      >
        <Icon name="plus" />
        {count === 0 ? 'Adaugă' : 'Adaugă încă'}
        <span class="unseen">la „{item.text}”</span>
      </button>
    </fieldset>
  );
}
