import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
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

const PAGE = 20;
/** Short enough to feel at once, long enough not to search at every key of a word. */
const PAUSE_MS = 120;

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
  const [typed, type] = useSettled('', PAUSE_MS);
  const [shown, setShown] = useState(PAGE);
  const households = useHouseholds(snapshot);
  const isSearching = typed.trim() !== '';
  // Reading all names costs a moment: only when somebody searches.
  const index = useMemo(
    () => (isSearching ? indexOf(households, snapshot) : null),
    [isSearching, households, snapshot.places],
  );
  const found = useMemo(
    () => (index ? search(index, typed, 200).map((hit) => hit.entry) : households),
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
          onInput={(event) => {
            type(event.currentTarget.value);
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

/** A value that follows what is typed once the fingers rest. */
function useSettled(first: string, pause: number): [string, (next: string) => void] {
  const [value, setValue] = useState(first);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const follow = (next: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setValue(next), pause);
  };
  return [value, follow];
}

function useHouseholds(snapshot: Snapshot) {
  return useMemo(() => {
    const all = [...snapshot.entries.values()].filter((entry) => entry.kind === 'household');
    return all.sort(walkingOrder(snapshot));
  }, [snapshot.entries, snapshot.places]);
}

function indexOf(households: Entry[], snapshot: Snapshot) {
  return buildIndex(households, (entry) => localityName(snapshot.places, entry.locality));
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
