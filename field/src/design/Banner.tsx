import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icons/Icon';
import type { Tone } from './areas';

const ICONS: Record<Tone, IconName> = {
  urgent: 'octagon-alert',
  warn: 'triangle-alert',
  good: 'circle-check',
  info: 'info',
  quiet: 'info',
};

interface BannerProps {
  tone: Tone;
  title: string;
  children?: ComponentChildren;
  /** Read aloud at once when it appears (after something the worker did). */
  live?: boolean;
}

/** What happened, why, what to do next. */
export function Banner({ tone, title, children, live }: BannerProps) {
  return (
    <div class={`banner tone-${tone}`} role={live ? 'status' : undefined}>
      <Icon name={ICONS[tone]} />
      <div>
        <p class="banner-title">{title}</p>
        {children ? <div class="banner-body">{children}</div> : null}
      </div>
    </div>
  );
}
