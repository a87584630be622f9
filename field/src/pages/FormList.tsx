import { formsFor, groupedForms, rolesAt } from '../app/forms';
import { useGroup, useOpen, useSnapshot } from '../app/open';
import { prefillPerson } from '../app/prefill';
import { hrefOf } from '../app/route';
import { startForm } from '../app/start';
import { ageInWords, personName } from '../app/words';
import { Banner } from '../design/Banner';
import { Row } from '../design/Row';
import type { Form } from '../form/types';
import { dayOf } from '../store/context';
import { householdName } from '../store/directory';
import type { GroupView } from '../store/overlay';
import { Missing } from './Missing';
import { PageHead } from './PageHead';
import { useAction } from './Working';

/** What can be written about a household or one of its people: only the forms of one's own role. */
export function FormList({ group, person }: { group: string; person: string | null }) {
  const view = useGroup(group);
  const { packs, user } = useSnapshot();
  if (view === undefined) return <main class="page" aria-busy="true" />;
  if (view === null || !packs) return <Missing what="Gospodăria nu mai este pe acest telefon." />;
  const roles = rolesAt(user.roles, view.place);
  const who = view.persons.find((one) => one.id === person);
  const forms = who
    ? formsFor(packs, roles, 'person').filter((form) => !form.effects?.includes('person.register'))
    : [
        ...formsFor(packs, roles, 'household'),
        ...formsFor(packs, roles, 'dossier'),
        ...formsFor(packs, roles, 'person').filter((form) =>
          form.effects?.includes('person.register'),
        ),
      ];
  return (
    <main class="page" data-testid="form-list">
      <PageHead title="Ce scrieți?" caption={who ? personName(who) : householdName(view)} />
      {who ? null : <ForPersons view={view} />}
      <Groups view={view} person={person} forms={forms} />
    </main>
  );
}

function ForPersons({ view }: { view: GroupView }) {
  const here = view.persons.filter((one) => one.to === null && one.alive);
  const today = dayOf(new Date());
  if (here.length === 0) return null;
  return (
    <section class="stack-tight">
      <h2>Despre o persoană</h2>
      <ul class="rows">
        {here.map((one) => (
          <Row
            key={one.id}
            title={personName(one)}
            icon="user"
            sub={ageInWords(one.birth_date, today)}
            href={hrefOf({ page: 'formulare', group: view.group, person: one.id })}
          />
        ))}
      </ul>
    </section>
  );
}

function Groups({
  view,
  person,
  forms,
}: {
  view: GroupView;
  person: string | null;
  forms: Form[];
}) {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  const { failure, run } = useAction();
  const start = (form: Form) =>
    run(() =>
      startForm(desk, snapshot, {
        form,
        view,
        place: view.place,
        person,
        prefill: prefillPerson(form, view),
      }),
    );
  return (
    <>
      {failure ? <Banner tone="warn" title={failure} live /> : null}
      {groupedForms(forms).map(({ title, forms: list }) => (
        <section key={title} class="stack-tight">
          <h2>{title}</h2>
          <ul class="rows">
            {list.map((form) => (
              <Row key={form.id} title={form.title} onPress={() => start(form)} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
