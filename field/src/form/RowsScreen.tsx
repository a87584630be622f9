import { useRef } from 'preact/hooks';
import type { ItemType } from '../engine';
import type { Node } from '../engine/nodes';
import { Icon } from '../icons/Icon';
import { Remove } from './fields/Rows';
import { fieldId, useMessage } from './fields/shell';
import type { Flow } from './flow';
import { useFlow, useSlice } from './hooks';
import { inWords } from './words';

const SHOWN_ANSWERS = 3;
const TELLING = new Set<ItemType>([
  'person',
  'string',
  'text',
  'choice',
  'integer',
  'date',
  'place',
  'institution',
  'code',
]);

/** The first answers of a repetition, so that one knows which it is. */
function gist(flow: Flow, group: Node, index: number): string {
  const row = flow.sheet.repetitions(group)[index];
  if (!row) return '';
  const nodes = [...flow.sheet.form.nodes.values()].filter((node) => node.repeat === group);
  const said = nodes.map((node) =>
    TELLING.has(node.item.type) ? inWords(node.item, row.value(node), flow) : '',
  );
  return said.filter(Boolean).slice(0, SHOWN_ANSWERS).join(' · ');
}

interface RowsProps {
  group: Node;
  onOpen: (index: number) => void;
}

/** A long repeating group: its repetitions as a list; each is filled on a screen of its own. */
export function RowsScreen({ group, onOpen }: RowsProps) {
  const { item } = group;
  const flow = useFlow();
  const count = useSlice((one) => one.rows(item.id));
  const message = useMessage(item.id);
  const add = useRef<HTMLButtonElement>(null);
  const remove = (index: number) => {
    flow.removeRow(item.id, index);
    add.current?.focus();
  };
  return (
    <div class={message ? 'field has-error' : 'field'} id={fieldId(item.id)} tabIndex={-1}>
      {message ? (
        <p class="error">
          <Icon name="circle-alert" />
          <span>{message}</span>
        </p>
      ) : null}
      {count === 0 ? <p class="hint">Încă nu ați adăugat nimic aici.</p> : null}
      {Array.from({ length: count }, (_, index) => (
        // rows have no id of their own; the gist tells them apart
        <div key={`${index}-${gist(flow, group, index)}`} class="card">
          <p>
            <strong class="figures">{index + 1}.</strong>{' '}
            {gist(flow, group, index) || 'Necompletat'}
          </p>
          <div class="line-up">
            <button type="button" class="btn btn-small" onClick={() => onOpen(index)}>
              Schimbă
              <span class="unseen">
                {item.text}: {index + 1}
              </span>
            </button>
            <Remove what={`${item.text}: ${index + 1}`} onRemove={() => remove(index)} />
          </div>
        </div>
      ))}
      <button ref={add} type="button" class="btn" onClick={() => onOpen(flow.addRow(item.id))}>
        <Icon name="plus" />
        {count === 0 ? 'Adaugă' : 'Adaugă încă'}
        <span class="unseen">la „{item.text}”</span>
      </button>
    </div>
  );
}
