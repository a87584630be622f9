import { formWith, rolesAt } from '../app/forms';
import { visitForm } from '../app/next';
import { useOpen, useSnapshot } from '../app/open';
import { prefillPerson } from '../app/prefill';
import { hrefOf } from '../app/route';
import { startForm } from '../app/start';
import { Banner } from '../design/Banner';
import type { Form } from '../form/types';
import { Icon, type IconName } from '../icons/Icon';
import type { GroupView } from '../store/overlay';
import { useAction } from './Working';

/** The three things one comes to a household for, and the way to all other forms. */
export function QuickForms({ view }: { view: GroupView }) {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  const { busy, failure, run } = useAction();
  const { packs, user } = snapshot;
  if (!packs || view.kind !== 'household') return null;
  const roles = rolesAt(user.roles, view.place);
  const person = formWith(packs, 'person.register');
  const start = (form: Form) =>
    run(() =>
      startForm(desk, snapshot, {
        form,
        view,
        place: view.place,
        prefill: prefillPerson(form, view),
      }),
    );
  const visit = visitForm(packs, roles);
  return (
    <section class="stack-tight" aria-label="Ce faceți acum">
      {visit ? (
        <Start
          icon="footprints"
          label="Vizită nouă"
          main
          busy={busy}
          onPress={() => start(visit)}
        />
      ) : null}
      <a
        class="btn btn-wide"
        href={hrefOf({ page: 'formulare', group: view.group, person: null })}
        data-testid="all-forms"
      >
        <Icon name="clipboard-list" />
        Evaluare și alte formulare
      </a>
      {person ? (
        <Start
          icon="user-plus"
          label="Adaugă o persoană"
          busy={busy}
          onPress={() => start(person)}
        />
      ) : null}
      {failure ? <Banner tone="warn" title={failure} live /> : null}
    </section>
  );
}

interface StartProps {
  icon: IconName;
  label: string;
  main?: boolean;
  busy: boolean;
  onPress(): void;
}

export function Start({ icon, label, main, busy, onPress }: StartProps) {
  return (
    <button
      type="button"
      class={main ? 'btn btn-main btn-wide' : 'btn btn-wide'}
      disabled={busy}
      onClick={onPress}
      data-testid={`start-${icon}`}
    >
      <Icon name={icon} />
      {label}
    </button>
  );
}
