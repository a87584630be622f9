import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icons/Icon';
import { type Tone, URGENCIES } from './areas';

interface TagProps {
  icon: IconName;
  tone: Tone;
  children: ComponentChildren;
}

/** An icon and a word on a tone. The word says it all: the colour only helps. */
export function Tag({ icon, tone, children }: TagProps) {
  return (
    <span class={`tag tone-${tone}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}

/** How soon somebody must act on a finding (0 = favourable). */
export function Urgency({ level }: { level: number }) {
  const known = URGENCIES[level];
  if (!known) return null;
  return (
    <Tag icon={known.icon} tone={known.tone}>
      {known.word}
    </Tag>
  );
}

export type LightState = 'saved' | 'sent' | 'accepted' | 'held';

const LIGHTS: Record<LightState, { word: string; icon: IconName; tone: Tone }> = {
  saved: { word: 'Salvat pe telefon', icon: 'smartphone', tone: 'warn' },
  sent: { word: 'Trimis', icon: 'cloud-upload', tone: 'info' },
  accepted: { word: 'Acceptat', icon: 'cloud-check', tone: 'good' },
  held: { word: 'Reținut', icon: 'octagon-alert', tone: 'urgent' },
};

/** Where one record stands on its way: the honest light. */
export function Light({ state }: { state: LightState }) {
  const light = LIGHTS[state];
  return (
    <Tag icon={light.icon} tone={light.tone}>
      {light.word}
    </Tag>
  );
}
