import type { Database } from './schema';

/**
 * A phone is not an archive. Households and people, and what waits to be sent: past this many the
 * worker is told and pulling stops. Measured up to 5,000 people with 20,000 entries about them.
 */
export const ENTRY_LIMIT = 10_000;

export interface Budget {
  entries: number;
  persons: number;
  limit: number;
  used_mb: number | null;
  free_mb: number | null;
  persisted: boolean;
}

/** In one pass: each bundle counts its household and its people. */
async function countHeld(db: Database): Promise<Pick<Budget, 'entries' | 'persons'>> {
  const tx = db.transaction(['bundles', 'outbox']);
  let entries = await tx.objectStore('outbox').count();
  let persons = 0;
  for await (const cursor of tx.objectStore('bundles')) {
    entries += cursor.value.entries;
    persons += cursor.value.entries - 1;
  }
  return { entries, persons };
}

export async function countEntries(db: Database): Promise<number> {
  return (await countHeld(db)).entries;
}

export async function readBudget(db: Database): Promise<Budget> {
  const held = await countHeld(db);
  const estimate = await browserStorage()
    ?.estimate?.()
    .catch(() => null);
  const used = estimate?.usage ?? null;
  const free = estimate?.quota === undefined ? null : estimate.quota - (used ?? 0);
  const persisted =
    (await browserStorage()
      ?.persisted?.()
      .catch(() => false)) ?? false;
  return {
    ...held,
    limit: ENTRY_LIMIT,
    used_mb: megabytes(used),
    free_mb: megabytes(free),
    persisted,
  };
}

/** Asks the browser not to clear our data when the disk runs low; it may refuse without a word. */
export async function askToPersist(): Promise<boolean> {
  return (
    (await browserStorage()
      ?.persist?.()
      .catch(() => false)) ?? false
  );
}

/** Absent where there is no browser, and on pages that are not served securely. */
function browserStorage(): StorageManager | undefined {
  return globalThis.navigator?.storage;
}

function megabytes(bytes: number | null): number | null {
  return bytes === null ? null : Math.round((bytes / 1_048_576) * 10) / 10;
}
