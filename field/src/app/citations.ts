import type { Citation, Packs } from '../form/types';

/** Articles by their ids; one the packs do not describe stands for itself. */
export function citationsOf(packs: Packs | null, ids: readonly string[] = []): Citation[] {
  return ids.map((id) => packs?.citations?.[id] ?? { id });
}
