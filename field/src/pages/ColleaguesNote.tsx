import { doneByColleagues } from '../app/colleagues';
import { rolesAt } from '../app/forms';
import type { Snapshot } from '../app/snapshot';
import { Banner } from '../design/Banner';
import { dateInWords } from '../engine';
import type { Form } from '../form/types';
import { dayOf } from '../store/context';
import type { GroupView } from '../store/overlay';

/** A colleague was or will be here for the same thing: said before the form begins. */
export function ColleaguesNote({
  form,
  view,
  snapshot,
}: {
  form: Form;
  view: GroupView | null;
  snapshot: Snapshot;
}) {
  const { packs, user } = snapshot;
  if (!packs || !view) return null;
  const roles = rolesAt(user.roles, view.place);
  const doings = doneByColleagues(packs, view, form, {
    user: user.id,
    roles,
    today: dayOf(new Date()),
  });
  if (doings.length === 0) return null;
  return (
    <Banner tone="info" title="Un coleg a fost sau vine aici pentru același lucru">
      <ul class="plain-list" data-testid="colleagues">
        {doings.map(({ key, who, role, on, planned }) => (
          <li key={key}>
            {[who, packs.vocabulary.roles[role]?.title.toLowerCase()].filter(Boolean).join(', ')}:{' '}
            {planned ? 'plănuit pentru' : 'făcut la'} {dateInWords(on)}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
