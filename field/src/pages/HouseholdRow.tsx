import { addressOf, entryCells } from '../app/household';
import { useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import { ageInWords, counted } from '../app/words';
import { AreaStripSmall } from '../design/AreaStrip';
import { Row } from '../design/Row';
import { Tag } from '../design/Tag';
import { dayOf } from '../store/context';
import type { Entry } from '../store/directory';

const SHOWN = 4;

/** One household of a list: name, address, who lives there, the strip at a glance. */
export function HouseholdRow({ entry, href }: { entry: Entry; href?: string }) {
  const snapshot = useSnapshot();
  const today = dayOf(new Date());
  const people = entry.persons.filter((person) => person.alive);
  const names = people
    .slice(0, SHOWN)
    .map((person) => `${person.given || person.family} (${ageInWords(person.birth, today)})`);
  const rest = people.length - SHOWN;
  if (rest > 0) names.push(`încă ${counted(rest, 'o persoană', 'persoane')}`);
  const assessed = entry.areas.some((urgency) => urgency >= 0);
  return (
    <Row
      title={entry.name}
      href={href ?? hrefOf({ page: 'casa', group: entry.group })}
      sub={
        <>
          <span class="row-line">{addressOf(snapshot, entry) || 'Fără adresă'}</span>
          <span class="row-line">{names.join(', ') || 'Nicio persoană înscrisă'}</span>
          {entry.conflicts ? (
            <Tag icon="triangle-alert" tone="warn">
              De hotărât: două versiuni
            </Tag>
          ) : null}
          {assessed ? <AreaStripSmall cells={entryCells(entry, snapshot.packs)} /> : null}
        </>
      }
    />
  );
}
