import { formsFor, rolesAt } from '../app/forms';
import { entryTitle } from '../app/household';
import { useOpen, useSnapshot } from '../app/open';
import { isAnswer, startForm } from '../app/start';
import { Banner } from '../design/Banner';
import { Row } from '../design/Row';
import type { Form, Packs } from '../form/types';
import { entryOf } from '../store/directory';
import type { GroupView } from '../store/overlay';
import { Drafts } from './Drafts';
import { PageHead } from './PageHead';
import { RecordRows, standing } from './RecordRows';
import { useAction } from './Working';

/** Something of the whole community: what was written, and how to say what became of it. */
export function Problem({ view, packs }: { view: GroupView; packs: Packs }) {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  const { failure, run } = useAction();
  const roles = rolesAt(snapshot.user.roles, view.place);
  const answers = formsFor(packs, roles, 'place').filter(isAnswer);
  const first = standing(view).at(-1);
  const start = (form: Form) =>
    run(async () => {
      const prefill = first && { answers_to: first.id };
      await startForm(desk, snapshot, { form, view, place: view.place, prefill });
    });
  return (
    <main class="page" data-testid="problem">
      <PageHead title={entryTitle(entryOf(view), packs)} caption="Comunitate" />
      {failure ? <Banner tone="warn" title={failure} live /> : null}
      {answers.length > 0 ? (
        <section class="stack-tight">
          <h2>Ce urmează</h2>
          <ul class="rows">
            {answers.map((form) => (
              <Row key={form.id} title={form.title} onPress={() => start(form)} />
            ))}
          </ul>
        </section>
      ) : null}
      <Drafts group={view.group} />
      <section class="stack-tight">
        <h2>Ce s-a scris</h2>
        <RecordRows view={view} />
      </section>
    </main>
  );
}
