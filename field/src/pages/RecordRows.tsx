import { useState } from 'preact/hooks';
import { titleOf } from '../app/forms';
import { useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import { personName } from '../app/words';
import { Row } from '../design/Row';
import { Light, type LightState, Tag } from '../design/Tag';
import { dateInWords } from '../engine';
import type { GroupView, ViewRecord } from '../store/overlay';

const FIRST = 6;

const STATES: Record<NonNullable<ViewRecord['own']>, LightState> = {
  waiting: 'saved',
  accepted: 'accepted',
  quarantined: 'held',
};

/** Entries of a household or of one person, the newest first; replaced ones stand aside. */
export function RecordRows({ view, person }: { view: GroupView; person?: string }) {
  const { packs } = useSnapshot();
  const [all, setAll] = useState(false);
  const records = standing(view).filter((one) => !person || one.subject.id === person);
  if (records.length === 0) return <p class="soft">Nimic încă.</p>;
  return (
    <>
      <ul class="rows">
        {records.slice(0, all ? undefined : FIRST).map((record) => (
          <Row
            key={record.id}
            title={titleOf(packs, record.form)}
            href={hrefOf({ page: 'inregistrare', group: view.group, record: record.id })}
            sub={
              <>
                <span class="row-line">{subOf(view, record)}</span>
                <Marks record={record} />
              </>
            }
          />
        ))}
      </ul>
      {records.length > FIRST && !all ? (
        <button type="button" class="btn btn-wide" onClick={() => setAll(true)}>
          Arată toate ({records.length})
        </button>
      ) : null}
    </>
  );
}

function Marks({ record }: { record: ViewRecord }) {
  return (
    <>
      {record.own ? <Light state={STATES[record.own]} /> : null}
      {record.conflict ? (
        <Tag icon="triangle-alert" tone="warn">
          De hotărât: două versiuni
        </Tag>
      ) : null}
    </>
  );
}

function subOf(view: GroupView, record: ViewRecord): string {
  const person = view.persons.find((one) => one.id === record.subject.id);
  const parts = [person && personName(person), dateInWords(record.occurred_on), record.author_name];
  return parts.filter(Boolean).join(' · ');
}

/** What nobody has corrected, withdrawn or settled against since; by the day it speaks of, then by when it was made. */
export function standing(view: GroupView): ViewRecord[] {
  const replaced = new Set(view.records.flatMap((one) => [one.prev, ...(one.settles ?? [])]));
  return view.records
    .filter((record) => !replaced.has(record.id) && record.intent !== 'void')
    .sort(
      (a, b) =>
        b.occurred_on.localeCompare(a.occurred_on) || Date.parse(b.made_at) - Date.parse(a.made_at),
    );
}
