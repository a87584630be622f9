import { useFlow, useSlice } from '../hooks';
import type { ReferenceChoice } from '../types';
import { Box, Clear, type Found } from './PickField';
import { type FieldProps, fieldId, ManyControls, useMessage } from './shell';

const NOTHING_TO_NAME =
  'Nimic de ales din ce este pe telefon. Lista vine de la server la următoarea trimitere.';
const FROM_TASK = 'Completat din sarcină';

/** A colleague, an entry, an activity: named by the app; what only a task knows stays as it came. */
export function ReferenceField({
  field,
  choices,
}: {
  field: FieldProps;
  choices: ReferenceChoice[];
}) {
  const { item, path } = field;
  const flow = useFlow();
  const value = useSlice((one) => one.get(path));
  const message = useMessage(path);
  const isKnown = value === undefined || choices.some((one) => one.value === value);
  const shown: Found[] = isKnown
    ? choices
    : [{ value, name: flow.nameOf(item, value) ?? FROM_TASK }, ...choices];
  const pick = (one: Found) => {
    flow.remember(item, one.value, one.name);
    flow.set(path, one.value);
  };
  return (
    <ManyControls field={field} message={message}>
      <div class="stack-tight" id={fieldId(path)} tabIndex={-1}>
        {shown.map((one) => (
          <Box
            key={String(one.value)}
            field={field}
            one={one}
            chosen={value === one.value}
            onPick={pick}
          />
        ))}
        {shown.length === 0 ? <p class="hint">{NOTHING_TO_NAME}</p> : null}
      </div>
      {value !== undefined && !item.required ? <Clear field={field} /> : null}
    </ManyControls>
  );
}
