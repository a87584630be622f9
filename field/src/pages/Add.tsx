import { useState } from 'preact/hooks';
import { formsFor, formWith, rolesAt } from '../app/forms';
import { entryTitle } from '../app/household';
import { useOpen, useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import { isAnswer, startForm } from '../app/start';
import { ago } from '../app/words';
import { Banner } from '../design/Banner';
import { Row } from '../design/Row';
import type { Form } from '../form/types';
import { PageHead } from './PageHead';
import { HouseholdSearch } from './People';
import { Start } from './QuickForms';
import { useAction } from './Working';

/** Begin something new: a household, something about one that is here, something of the community. */
export function Add() {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  const { busy, failure, run } = useAction();
  const [place, setPlace] = useState(snapshot.grants[0]?.place ?? 0);
  const { packs, user } = snapshot;
  if (!packs || snapshot.grants.length === 0) return <NotYet />;
  const roles = rolesAt(user.roles, place);
  const household = formWith(packs, 'household.register');
  const start = (form: Form) => run(() => startForm(desk, snapshot, { form, view: null, place }));
  return (
    <main class="page" data-testid="add">
      <PageHead title="Adaugă" />
      {failure ? <Banner tone="warn" title={failure} live /> : null}
      {snapshot.grants.length > 1 ? <PlaceChoice place={place} onPlace={setPlace} /> : null}
      {household?.who.some((role) => roles.includes(role)) ? (
        <section class="stack-tight">
          <h2>O gospodărie nouă</h2>
          <p class="soft">Întâi casa, apoi oamenii din ea, evaluarea și prima vizită.</p>
          <Start
            icon="house"
            label="Gospodărie nouă"
            main
            busy={busy}
            onPress={() => start(household)}
          />
        </section>
      ) : null}
      <Community
        forms={formsFor(packs, roles, 'place').filter((form) => !isAnswer(form))}
        place={place}
        onStart={start}
      />
      <section class="stack-tight">
        <h2>Pentru o gospodărie înscrisă</h2>
        <HouseholdSearch
          snapshot={snapshot}
          hrefFor={(entry) => hrefOf({ page: 'formulare', group: entry.group, person: null })}
        />
      </section>
    </main>
  );
}

interface CommunityProps {
  forms: Form[];
  place: number;
  onStart(form: Form): void;
}

/** What concerns the whole village: new, or known already and to be followed. */
function Community({ forms, place, onStart }: CommunityProps) {
  const { entries, packs } = useSnapshot();
  const known = [...entries.values()].filter(
    (one) => one.kind !== 'household' && one.place === place,
  );
  if (forms.length + known.length === 0) return null;
  return (
    <section class="stack-tight">
      <h2>Pentru comunitate</h2>
      <ul class="rows">
        {forms.map((form) => (
          <Row key={form.id} title={form.title} onPress={() => onStart(form)} />
        ))}
        {known.map((entry) => (
          <Row
            key={entry.group}
            title={entryTitle(entry, packs)}
            sub={`Scris ${ago(entry.latest?.made_at ?? null)} de ${entry.latest?.author_name ?? ''}`}
            href={hrefOf({ page: 'casa', group: entry.group })}
          />
        ))}
      </ul>
    </section>
  );
}

function PlaceChoice({ place, onPlace }: { place: number; onPlace(place: number): void }) {
  const { grants } = useSnapshot();
  return (
    <fieldset class="choice-line">
      <legend>În ce comună</legend>
      {grants.map((grant) => (
        <button
          key={grant.place}
          type="button"
          class={grant.place === place ? 'tab is-on' : 'tab'}
          aria-pressed={grant.place === place}
          onClick={() => onPlace(grant.place)}
        >
          {grant.name}
        </button>
      ))}
    </fieldset>
  );
}

function NotYet() {
  return (
    <main class="page" data-testid="add">
      <PageHead title="Adaugă" />
      <p class="card">
        Formularele vin de la server la prima legătură. Căutați semnal și așteptați câteva secunde;
        apoi se lucrează și fără el.
      </p>
    </main>
  );
}
