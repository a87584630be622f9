import { Articles } from '../design/Why';
import { dateInWords } from '../engine';
import { Icon } from '../icons/Icon';
import { procedureOf } from './procedure';
import type { Packs } from './types';

/** The ministry's procedure beside the form: which edition, its steps and its article. */
export function ProcedureInForce({ packs, form, on }: { packs: Packs; form: string; on: string }) {
  const followed = procedureOf(packs, form, on);
  if (!followed) return null;
  const { procedure, edition } = followed;
  const articles = procedure.cites.map((id) => packs.citations?.[id] ?? { id });
  return (
    <details class="why" data-testid="procedure">
      <summary>
        <Icon name="file-text" />
        {procedure.title}, ediția {edition.number}
      </summary>
      <div class="why-body">
        {edition.steps.length > 0 ? (
          <ol>
            {edition.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        ) : null}
        <p class="soft">
          În vigoare din {dateInWords(edition.since)}. {edition.source}.
        </p>
        <Articles articles={articles} />
      </div>
    </details>
  );
}
