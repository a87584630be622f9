import type { ComponentChild } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { ItemType } from '../../engine';
import type { Node } from '../../engine/nodes';
import { useFlow, useSlice } from '../hooks';
import type { ReferenceChoice } from '../types';
import { inWords } from '../words';
import { BooleanField, ChoiceField, ChoicesField, YesNoUnknownField } from './ChoiceField';
import { CodeField } from './CodeField';
import { DateField } from './DateField';
import { FileField, PhotoField } from './FileField';
import { InstitutionField, PersonField, PlaceField } from './PickField';
import { ReferenceField } from './ReferenceField';
import { Rows } from './Rows';
import { SignatureField } from './SignatureField';
import { type FieldProps, fieldId } from './shell';
import { LineField, TextField, TimeField } from './TextField';

function DisplayField({ item }: FieldProps) {
  return (
    <div class="note tone-info">
      <div>
        <p>{item.text}</p>
        {item.hint ? <p class="hint">{item.hint}</p> : null}
      </div>
    </div>
  );
}

/** What the phone works out by itself, as soon as it can. */
function ComputedField({ node, item, prefix, path }: FieldProps) {
  const words = useSlice((flow) => inWords(item, flow.scopeAt(prefix)?.value(node), flow));
  return (
    <div class="computed">
      <label for={fieldId(path)}>{item.text}</label>
      <output id={fieldId(path)} class="figures">
        {words || '—'}
      </output>
    </div>
  );
}

function GroupField({ node, item, prefix, path, titled }: FieldProps) {
  if (item.repeats) return <Rows group={node} path={path} titled={titled} />;
  return (
    <fieldset class="group">
      <legend class="group-title">{item.text}</legend>
      {item.hint ? <p class="hint">{item.hint}</p> : null}
      <Fields nodes={node.children} prefix={prefix} />
    </fieldset>
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A line to type in, unless the app knows what it may name, or a task has already named it. */
function LineOrReference(field: FieldProps) {
  const flow = useFlow();
  const { item, prefix, path } = field;
  // As one text: the list hangs on other answers (a role, the plan's objectives), and seldom changes.
  const known = useSlice((one) => JSON.stringify(one.choicesFor(item, prefix)));
  const choices = useMemo(() => JSON.parse(known) as ReferenceChoice[] | null, [known]);
  const [isNamed] = useState(() => UUID.test(String(flow.get(path) ?? '')));
  if (choices || isNamed) return <ReferenceField field={field} choices={choices ?? []} />;
  return <LineField {...field} />;
}

const KINDS: Record<ItemType, (field: FieldProps) => ComponentChild> = {
  group: GroupField,
  display: DisplayField,
  computed: ComputedField,
  string: LineOrReference,
  integer: LineOrReference,
  decimal: LineField,
  text: TextField,
  time: TimeField,
  date: DateField,
  boolean: BooleanField,
  yes_no_unknown: YesNoUnknownField,
  choice: ChoiceField,
  choices: ChoicesField,
  person: PersonField,
  place: PlaceField,
  institution: InstitutionField,
  photo: PhotoField,
  file: FileField,
  signature: SignatureField,
  code: CodeField,
};

/** One question, as long as it is asked. */
function Field({ node, prefix, titled }: { node: Node; prefix: string; titled: boolean }) {
  const isAsked = useSlice((flow) => flow.isAsked(node, prefix));
  const { item } = node;
  const Kind = KINDS[item.type];
  if (!isAsked) return null;
  return <Kind node={node} item={item} prefix={prefix} path={prefix + item.id} titled={titled} />;
}

interface FieldsProps {
  nodes: readonly Node[];
  prefix: string;
  /** Heading of the page: a question of the same words is not said twice. */
  heading?: string;
}

export function Fields({ nodes, prefix, heading }: FieldsProps) {
  return (
    <>
      {nodes.map((node) => (
        <Field
          key={prefix + node.item.id}
          node={node}
          prefix={prefix}
          titled={node.item.text === heading}
        />
      ))}
    </>
  );
}
