import { hrefOf } from '../app/route';
import { PageHead } from './PageHead';

/** An address that leads to nothing on this phone: a household that moved away, a finished draft. */
export function Missing({ what }: { what: string }) {
  return (
    <main class="page" data-testid="missing">
      <PageHead title="Nu este pe telefon" />
      <p>{what}</p>
      <a class="btn btn-main" href={hrefOf({ page: 'oameni' })}>
        Caută între oameni
      </a>
    </main>
  );
}
