import type { BundleRecord } from '../sync/bundle';
import type { VatraRecord } from '../sync/protocol';

/** A settlement made here: what it chose between waits for nobody any more. */
export function clearRivals(records: BundleRecord[], settlement: VatraRecord): void {
  const { prev, settles } = settlement;
  if (!settles?.length) return;
  const chosen = new Set([prev, ...settles]);
  for (const one of records) if (chosen.has(one.id)) one.conflict = false;
}
