import type { IconName } from '../icons/Icon';

/** Icon of each area; the names come with the packs, because they are the law's words. */
const AREA_ICONS: Record<string, IconName> = {
  social_assistance: 'hand-heart',
  health: 'heart-pulse',
  education: 'graduation-cap',
  employment: 'briefcase',
  housing: 'house',
  identity_documents: 'id-card',
};

export function areaIcon(area: string): IconName {
  return AREA_ICONS[area] ?? 'folder';
}

export type Tone = 'urgent' | 'warn' | 'good' | 'info' | 'quiet';

/** Urgency 0..3 of the contract, as an icon, a word and a tone. */
export const URGENCIES: readonly { word: string; icon: IconName; tone: Tone }[] = [
  { word: 'Bine', icon: 'circle-check', tone: 'good' },
  { word: 'Obișnuit', icon: 'circle-alert', tone: 'info' },
  { word: 'Curând', icon: 'clock', tone: 'warn' },
  { word: 'Urgent', icon: 'siren', tone: 'urgent' },
];
