import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icons/Icon';

interface RowProps {
  title: string;
  sub?: ComponentChildren;
  icon?: IconName;
  href?: string;
  onPress?: () => void;
  /** Right side: a tag, a count, a small strip. */
  end?: ComponentChildren;
}

/** One line of a list; the whole line is the target. Put rows inside `<ul class="rows">`. */
export function Row({ title, sub, icon, href, onPress, end }: RowProps) {
  const inside = (
    <>
      {icon ? <Icon name={icon} /> : null}
      <span class="row-main">
        <span class="row-text">
          <span class="row-title">{title}</span>
          {sub ? <span class="row-sub">{sub}</span> : null}
        </span>
        {end ? <span class="row-end">{end}</span> : null}
      </span>
      {href || onPress ? <Icon name="chevron-right" /> : null}
    </>
  );
  if (href) {
    return (
      <li>
        <a class="row" href={href}>
          {inside}
        </a>
      </li>
    );
  }
  if (onPress) {
    return (
      <li>
        <button type="button" class="row" onClick={onPress}>
          {inside}
        </button>
      </li>
    );
  }
  return <li class="row">{inside}</li>;
}
