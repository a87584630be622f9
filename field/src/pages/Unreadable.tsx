import { useState } from 'preact/hooks';
import { begin } from '../app/stage';
import { Banner } from '../design/Banner';
import { DATABASE_NAME } from '../store/database';
import { PageHead } from './PageHead';
import { useAction } from './Working';

/** The store does not open. Nothing is deleted unless the worker says so, twice. */
export function Unreadable() {
  const [sure, setSure] = useState(false);
  const { busy, failure, run } = useAction();
  const repair = async () => {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(DATABASE_NAME);
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error);
    });
    await begin();
  };
  return (
    <main class="page page-narrow" data-testid="unreadable">
      <PageHead title="Depozitul de pe telefon nu se deschide" />
      <Banner tone="urgent" title="Nu s-a șters nimic">
        <p>
          De obicei ajută să închideți toate ferestrele aplicației, să reporniți telefonul și să
          încercați din nou. Dacă telefonul este plin, ștergeți întâi poze sau aplicații.
        </p>
      </Banner>
      <button type="button" class="btn btn-main" disabled={busy} onClick={() => run(begin)}>
        Încearcă din nou
      </button>
      <details class="card" onToggle={(event) => setSure(event.currentTarget.open && sure)}>
        <summary>Reparare: șterge depozitul și înscrie telefonul din nou</summary>
        <p>
          Intrările netrimise de pe acest telefon se pierd. Ce a fost trimis este pe server și se
          încarcă din nou.
        </p>
        <label class="check-line">
          <input type="checkbox" checked={sure} onChange={() => setSure(!sure)} />
          Am înțeles că intrările netrimise se pierd
        </label>
        <button
          type="button"
          class="btn btn-danger"
          disabled={!sure || busy}
          onClick={() => run(repair)}
        >
          Șterge și repară
        </button>
      </details>
      {failure ? <Banner tone="urgent" title={failure} live /> : null}
    </main>
  );
}
