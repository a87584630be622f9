import type { ComponentChildren } from 'preact';
import { Articles, Why } from '../../design/Why';
import type { Item } from '../../engine';
import type { Node } from '../../engine/nodes';
import { Icon } from '../../icons/Icon';
import { useFlow, useSlice } from '../hooks';
import { articlesOf } from '../why';

export interface FieldProps {
  node: Node;
  item: Item;
  /** "" or "rows[2]." */
  prefix: string;
  path: string;
  /** The page's heading already asks this question: the label is then only for screen readers. */
  titled: boolean;
}

export function fieldId(path: string): string {
  return `q-${path.replace(/[[\].]+/g, '-')}`;
}

/** Ids of the hint and the error, for `aria-describedby`. */
export function describedBy(item: Item, path: string, message: string | undefined, extra = '') {
  const id = fieldId(path);
  const ids = [item.hint && `${id}-hint`, message && `${id}-error`, extra].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

export function useMessage(path: string): string | undefined {
  return useSlice((flow) => flow.messageAt(path));
}

function isOptional(item: Item): boolean {
  return !item.required && item.type !== 'computed' && item.type !== 'display';
}

function Question({ item, titled }: { item: Item; titled: boolean }) {
  return (
    <span class={titled ? 'unseen' : 'question'}>
      {item.text}
      {isOptional(item) ? <span class="optional"> (opțional)</span> : null}
    </span>
  );
}

/** "De ce?" of a question that names its article. */
function Rests({ item }: { item: Item }) {
  const flow = useFlow();
  if (!item.cites?.length) return null;
  return (
    <Why about={item.text}>
      <Articles articles={articlesOf(item.cites, flow)} />
    </Why>
  );
}

function Notes({ item, path, message }: { item: Item; path: string; message?: string }) {
  const id = fieldId(path);
  return (
    <>
      {item.hint ? (
        <p class="hint" id={`${id}-hint`}>
          {item.hint}
        </p>
      ) : null}
      <Rests item={item} />
      {message ? (
        <p class="error" id={`${id}-error`}>
          <Icon name="circle-alert" />
          <span>
            <span class="unseen">Eroare: </span>
            {message}
          </span>
        </p>
      ) : null}
    </>
  );
}

interface ShellProps {
  field: FieldProps;
  message?: string;
  children: ComponentChildren;
}

/** A question with one control: label, hint, error, control. */
export function OneControl({ field, message, children }: ShellProps) {
  const { item, path, titled } = field;
  return (
    <div class={message ? 'field has-error' : 'field'}>
      <label for={fieldId(path)}>
        <Question item={item} titled={titled} />
      </label>
      <Notes item={item} path={path} message={message} />
      {children}
    </div>
  );
}

/** A question with several controls: fieldset and legend around them. */
export function ManyControls({ field, message, children }: ShellProps) {
  const { item, path, titled } = field;
  return (
    <fieldset
      class={message ? 'field has-error' : 'field'}
      aria-describedby={describedBy(item, path, message)}
    >
      <legend>
        <Question item={item} titled={titled} />
      </legend>
      <Notes item={item} path={path} message={message} />
      {children}
    </fieldset>
  );
}
