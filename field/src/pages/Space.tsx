import { useEffect, useState } from 'preact/hooks';
import { installOffer } from '../app/install';
import { useValue } from '../app/observable';
import { useOpen, useSnapshot } from '../app/open';
import { refresh } from '../app/stage';
import { counted } from '../app/words';
import { Banner } from '../design/Banner';
import { type Budget, readBudget } from '../store/budget';
import { forgetPlaces } from '../store/bundles';
import { writeMeta } from '../store/database';
import { alone } from '../sync/schedule';
import { useAction } from './Working';

/** How much the phone holds, how much it may, and the ways to set that right. */
export function Space() {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  const offer = useValue(installOffer);
  const [budget, setBudget] = useState<Budget | null>(null);
  useEffect(() => void readBudget(desk.store.db).then(setBudget), [desk, snapshot]);
  if (!budget) return null;
  const allow = async () => {
    await writeMeta(desk.store.db, 'settings', { ...snapshot.settings, over_budget: true });
    await refresh();
  };
  return (
    <section class="card" data-testid="space">
      <h2>Spațiul pe telefon</h2>
      <label for="budget">
        {budget.entries} din {budget.limit.toLocaleString('ro')} de fișe (gospodării și oameni), din
        care {counted(budget.persons, 'o persoană', 'persoane')}
      </label>
      <meter
        id="budget"
        min={0}
        max={budget.limit}
        high={budget.limit * 0.8}
        value={budget.entries}
      />
      <p class="soft">
        {budget.used_mb === null ? '' : `Ocupă ${budget.used_mb.toLocaleString('ro')} MB. `}
        {budget.free_mb === null
          ? ''
          : `Mai sunt ${Math.round(budget.free_mb).toLocaleString('ro')} MB. `}
        {budget.persisted
          ? 'Telefonul a promis să nu șteargă datele singur.'
          : 'Telefonul poate șterge datele când rămâne fără loc: instalați aplicația pe ecranul principal.'}
      </p>
      <p class="soft">Cât ține telefonul, nu și ce ține, vede și coordonatorul.</p>
      {offer ? (
        <button type="button" class="btn" onClick={() => void offer.prompt()}>
          Instalează pe ecranul principal
        </button>
      ) : null}
      {budget.entries >= budget.limit && !snapshot.settings.over_budget ? (
        <Banner tone="warn" title="S-a ajuns la limită: datele noi nu se mai aduc">
          <button type="button" class="btn" onClick={() => void allow()}>
            Adu-le totuși
          </button>
        </Banner>
      ) : null}
      <Reload />
    </section>
  );
}

/** The copy of the commune, thrown away and loaded again; entries and drafts are not touched. */
function Reload() {
  const { desk, exchange } = useOpen();
  const { grants } = useSnapshot();
  const { busy, failure, run } = useAction();
  const reload = async () => {
    const places = grants.map((grant) => grant.place);
    await alone(async () => {
      desk.copy.directory = await forgetPlaces(desk.store, desk.copy.directory, places);
    });
    await writeMeta(desk.store.db, 'loaded', []);
    await refresh();
    void exchange.now();
  };
  return (
    <details>
      <summary class="link-btn">Adu din nou datele comunei</summary>
      <p class="soft">
        Numai dacă ceva nu se deschide sau pare vechi. Are nevoie de semnal; ce ați scris rămâne.
      </p>
      <button type="button" class="btn" disabled={busy} onClick={() => run(reload)}>
        Șterge copia și adu-o din nou
      </button>
      {failure ? <Banner tone="urgent" title={failure} live /> : null}
    </details>
  );
}
