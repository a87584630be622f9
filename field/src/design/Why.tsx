import type { ComponentChildren } from 'preact';
import { Icon } from '../icons/Icon';

/** "De ce?": a small panel that opens in place. `about` tells screen readers what it explains. */
export function Why({ about, children }: { about: string; children: ComponentChildren }) {
  return (
    <details class="why">
      <summary>
        <Icon name="scale" />
        De ce?
        <span class="unseen"> {about}</span>
      </summary>
      <div class="why-body">{children}</div>
    </details>
  );
}

export interface Article {
  id: string;
  label?: string;
  text?: string;
}

/** The articles that a rule, a question or a task rests on. */
export function Articles({ articles }: { articles: readonly Article[] }) {
  return (
    <ul class="stack-tight">
      {articles.map(({ id, label, text }) => (
        <li key={id}>
          <span class="why-article">{label ?? id}</span>
          {text ? `: ${text}` : null}
        </li>
      ))}
    </ul>
  );
}
