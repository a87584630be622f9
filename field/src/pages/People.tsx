import { useMemo, useState } from 'preact/hooks';
import { localityName, walkingOrder } from '../app/household';
import { useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import type { Snapshot } from '../app/snapshot';
import { counted } from '../app/words';
import { Icon } from '../icons/Icon';
import type { Entry } from '../store/directory';
import { buildIndex, search } from '../store/search';
import { HouseholdRow } from './HouseholdRow';
import { PageHead } from './PageHead';

const PAGE = 40;

/** Households by one search box: name, CNP, house number; slips and diacritics forgiven. */
export function People() {
  const snapshot = useSnapshot();
  return (
    <main class="page" data-testid="people">
      <PageHead title="Oameni" />
      <HouseholdSearch snapshot={snapshot} />
    </main>
  );
}

interface SearchProps {
  snapshot: Snapshot;
  /** Where a household leads; its own page by default. */
  hrefFor?: (entry: Entry) => string;
}

export function HouseholdSearch({ snapshot, hrefFor }: SearchProps) {
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState(PAGE);
  const { households, index } = useHouseholds(snapshot);
  const found = useMemo(
    () => (typed.trim() === '' ? households : search(index, typed, 200).map((hit) => hit.entry)),
    [households, index, typed],
  );
  return (
    <>
      <div class="search">
        <label for="search">Caută după nume, CNP, stradă sau număr</label>
        <input
          id="search"
          class="input"
          type="search"
          autocomplete="off"
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setShown(PAGE);
          }}
          data-testid="search"
        />
      </div>
      <p class="soft" role="status" data-testid="search-count">
        {counted(found.length, 'O gospodărie', 'gospodării')}
      </p>
      {found.length === 0 ? <NothingFound typed={typed} /> : null}
      {found.length > 0 ? (
        <ul class="rows">
          {found.slice(0, shown).map((entry) => (
            <HouseholdRow key={entry.group} entry={entry} href={hrefFor?.(entry)} />
          ))}
        </ul>
      ) : null}
      {found.length > shown ? (
        <button type="button" class="btn btn-wide" onClick={() => setShown(shown + PAGE)}>
          Arată încă {Math.min(PAGE, found.length - shown)}
        </button>
      ) : null}
    </>
  );
}

function useHouseholds(snapshot: Snapshot) {
  return useMemo(() => {
    const all = [...snapshot.entries.values()].filter((entry) => entry.kind === 'household');
    const households = all.sort(walkingOrder(snapshot));
    const place = (entry: Entry) => localityName(snapshot.places, entry.locality);
    return { households, index: buildIndex(households, place) };
  }, [snapshot.entries, snapshot.places]);
}

function NothingFound({ typed }: { typed: string }) {
  return (
    <div class="card">
      <p>
        {typed.trim() === ''
          ? 'Aici vor sta gospodăriile comunei. Începeți cu prima, sau așteptați prima încărcare.'
          : 'Nicio gospodărie de pe telefon nu răspunde la aceste cuvinte. Încercați numai o parte din nume.'}
      </p>
      <a class="btn btn-main" href={hrefOf({ page: 'adauga' })}>
        <Icon name="plus" />
        Înscrie o gospodărie
      </a>
    </div>
  );
}
