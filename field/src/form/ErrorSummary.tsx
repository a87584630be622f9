import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Issue } from '../engine';
import { Icon } from '../icons/Icon';
import { fieldId } from './fields/shell';

interface SummaryProps {
  issues: readonly Issue[];
  /** Counts the tries, so that a second press with the same errors takes the focus again. */
  tries: number;
  onFollow: (path: string) => void;
}

/** What stands in the way, each with a link to its question. Takes the focus when it appears. */
export function ErrorSummary({ issues, tries, onFollow }: SummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (tries > 0) box.current?.focus();
  }, [tries]);
  if (issues.length === 0) return null;
  return (
    <div ref={box} class="error-summary" role="alert" tabIndex={-1}>
      <h2>
        <Icon name="octagon-alert" />
        De completat sau de îndreptat
      </h2>
      <ul class="stack-tight">
        {issues.map(({ path, message }) => (
          <li key={path}>
            <a
              href={`#${fieldId(path)}`}
              onClick={(event) => {
                event.preventDefault();
                onFollow(path);
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Puts the focus into a question's first control. */
export function focusField(path: string): void {
  const control = document.getElementById(fieldId(path));
  control?.focus();
  control?.closest('.field')?.scrollIntoView({ block: 'start' });
}
