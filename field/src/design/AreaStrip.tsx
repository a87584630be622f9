import { Icon } from '../icons/Icon';
import { areaIcon, URGENCIES } from './areas';
import { Tag, Urgency } from './Tag';

export interface AreaCell {
  area: string;
  title: string;
  /** Worst open finding: 0 none or favourable .. 3 urgent; null = the area was never assessed. */
  urgency: number | null;
  /** Title of the worst open finding. */
  finding?: string;
  /** Open needs in the area. */
  needs: number;
}

/** "2 nevoi", "o nevoie", "20 de nevoi": Romanian counts with "de" from 20 on. */
function needsInWords(count: number): string {
  if (count === 0) return 'nicio nevoie';
  if (count === 1) return 'o nevoie';
  return count % 100 > 0 && count % 100 < 20 ? `${count} nevoi` : `${count} de nevoi`;
}

function Cell({ cell, href }: { cell: AreaCell; href?: string }) {
  const inside = (
    <>
      <span class="strip-head">
        <Icon name={areaIcon(cell.area)} />
        {cell.urgency === null ? (
          <Tag icon="circle-question-mark" tone="quiet">
            Neevaluat
          </Tag>
        ) : (
          <Urgency level={cell.urgency} />
        )}
      </span>
      <span class="area-name">{cell.title}</span>
      {cell.finding ? <span class="strip-finding">{cell.finding}</span> : null}
      {cell.needs > 0 ? <span class="strip-needs">{needsInWords(cell.needs)}</span> : null}
    </>
  );
  const name = `strip-cell area-${cell.area}`;
  return href ? (
    <a class={name} href={href}>
      {inside}
    </a>
  ) : (
    <div class={name}>{inside}</div>
  );
}

interface StripProps {
  /** In the fixed order of the law. */
  cells: AreaCell[];
  /** Where a cell leads; without it the cells are not links. */
  hrefOf?: (area: string) => string;
}

/** The six-area strip of a person, a household or a case. */
export function AreaStrip({ cells, hrefOf }: StripProps) {
  return (
    <ul class="strip" aria-label="Cele șase arii">
      {cells.map((cell) => (
        <li key={cell.area} class="stack-tight">
          <Cell cell={cell} href={hrefOf?.(cell.area)} />
        </li>
      ))}
    </ul>
  );
}

const MARKS = ['', 'is-routine', 'is-soon', 'is-urgent'];

/** The strip at a glance, for a row of a list: six icons, marked where somebody must act. */
export function AreaStripSmall({ cells }: { cells: AreaCell[] }) {
  return (
    <ul class="strip-small" aria-label="Cele șase arii">
      {cells.map((cell) => (
        <li
          key={cell.area}
          class={`area-${cell.area} ${cell.urgency === null ? 'is-unknown' : MARKS[cell.urgency]}`}
        >
          <Icon name={areaIcon(cell.area)} />
          <span class="unseen">
            {cell.title}:{' '}
            {cell.urgency === null ? 'neevaluat' : URGENCIES[cell.urgency]?.word.toLowerCase()}
          </span>
        </li>
      ))}
    </ul>
  );
}
