import { titleOf } from '../app/forms';
import { useOpen, useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import { refresh } from '../app/stage';
import { ago } from '../app/words';
import { Row } from '../design/Row';
import { Icon } from '../icons/Icon';
import { deleteDraft } from '../store/drafts';

/** Forms begun and not saved: they wait here until finished or thrown away by the worker. */
export function Drafts({ group }: { group?: string }) {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  const drafts = snapshot.drafts.filter(
    (row) => row.touched && (group === undefined || row.group === group),
  );
  if (drafts.length === 0) return null;
  const discard = async (id: string) => {
    await deleteDraft(desk.store, id);
    await refresh();
  };
  return (
    <section class="stack-tight">
      <h2>Începute și nesalvate</h2>
      <ul class="rows">
        {drafts.map((row) => (
          <li key={row.id} class="draft-line">
            <ul>
              <Row
                title={titleOf(snapshot.packs, row.form)}
                href={hrefOf({ page: 'formular', draft: row.id })}
                sub={[snapshot.entries.get(row.group)?.name, ago(row.updated_at)]
                  .filter(Boolean)
                  .join(' · ')}
              />
            </ul>
            <Discard
              title={titleOf(snapshot.packs, row.form)}
              onDiscard={() => void discard(row.id)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Discard({ title, onDiscard }: { title: string; onDiscard(): void }) {
  return (
    <details class="discard">
      <summary>
        <Icon name="trash-2" />
        <span class="unseen">Renunță la: {title}</span>
      </summary>
      <button type="button" class="btn btn-danger" onClick={onDiscard}>
        Șterge ce am început
      </button>
    </details>
  );
}
