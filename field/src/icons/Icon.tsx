import { type ComponentChild, h } from 'preact';
import shapes from './shapes.json';

export type IconName = keyof typeof shapes;
type Shape = [tag: string, attributes: Record<string, string>];

const drawn = shapes as unknown as Record<IconName, Shape[]>;

/** One icon of the set: decoration beside a word, so hidden from screen readers. */
export function Icon({ name }: { name: IconName }): ComponentChild {
  return (
    <svg class="icon" viewBox="0 0 24 24" focusable="false" aria-hidden="true">
      {drawn[name].map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
