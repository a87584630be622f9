import { enter } from '../app/stage';
import { Banner } from '../design/Banner';
import type { OpenStore } from '../store/vault';
import { PageHead } from './PageHead';
import { useAction } from './Working';

/** The app is open in another window of this phone; it works in one at a time. */
export function Elsewhere({ store }: { store: OpenStore }) {
  const { busy, failure, run } = useAction();
  return (
    <main class="page page-narrow" data-testid="elsewhere">
      <PageHead title="Vatra este deschisă în altă fereastră" />
      <p>Lucrați în fereastra aceea, sau mutați lucrul aici; cealaltă se blochează.</p>
      <button
        type="button"
        class="btn btn-main btn-wide"
        disabled={busy}
        onClick={() => run(() => enter(store, true))}
      >
        Folosește aici
      </button>
      {failure ? <Banner tone="urgent" title={failure} live /> : null}
    </main>
  );
}
