import { titleOf } from '../app/forms';
import { useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import { ago } from '../app/words';
import { Row } from '../design/Row';
import type { Entry } from '../store/directory';
import type { ReceiptRow } from '../store/schema';

const LATEST = 20;

function receiptSub(row: ReceiptRow, entries: Map<string, Entry>): string {
  const clock = row.flags.includes('clock_suspect') ? 'ora telefonului părea greșită' : '';
  const parts = [entries.get(row.group)?.name, ago(row.answered_at), clock];
  return parts.filter(Boolean).join(' · ');
}

/** What the server accepted last. */
export function ReceiptList() {
  const { receipts, packs, entries } = useSnapshot();
  const closed = receipts.some((row) => row.status === 'closed');
  const latest = receipts
    .filter((row) => row.status === 'accepted')
    .sort((a, b) => b.answered_at.localeCompare(a.answered_at))
    .slice(0, LATEST);
  return (
    <section class="stack-tight">
      <h2>Ultimele acceptate</h2>
      {latest.length === 0 ? <p class="soft">Aici apar chitanțele serverului.</p> : null}
      {latest.length > 0 ? (
        <ul class="rows">
          {latest.map((row) => (
            <Row
              key={row.id}
              title={titleOf(packs, row.form)}
              href={hrefOf({ page: 'inregistrare', group: row.group, record: row.id })}
              sub={receiptSub(row, entries)}
            />
          ))}
        </ul>
      ) : null}
      {closed ? <p class="soft">Unele intrări reținute au fost lămurite la birou.</p> : null}
    </section>
  );
}
