import type { ComponentChildren } from 'preact';
import { Icon } from '../icons/Icon';
import { areaIcon } from './areas';
import { Tag, Urgency } from './Tag';

interface FindingProps {
  title: string;
  area: string;
  areaTitle: string;
  urgency: number;
  favourable: boolean;
  /** Whom it is about, when not the whole household. */
  person?: string;
  /** The "De ce?" panel and what else belongs to it. */
  children?: ComponentChildren;
}

/** One thing found: area, what, whom, how soon. A fact that is no problem wears no alarm. */
export function Finding(props: FindingProps) {
  const { title, area, areaTitle, urgency, favourable, person, children } = props;
  return (
    <li class={`finding area-${area}`}>
      <span class="finding-head">
        <span class="area-name">
          <Icon name={areaIcon(area)} />
          {areaTitle}
        </span>
        {urgency === 0 && !favourable ? (
          <Tag icon="info" tone="quiet">
            De știut
          </Tag>
        ) : (
          <Urgency level={urgency} />
        )}
      </span>
      <span class="finding-title">
        {title}
        {person ? <span class="soft"> · {person}</span> : null}
      </span>
      {children}
    </li>
  );
}
