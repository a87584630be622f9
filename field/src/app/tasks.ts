import type { Entry, EntryTask } from '../store/directory';
import type { Snapshot } from './snapshot';

export interface TaskLine {
  entry: Entry;
  task: EntryTask;
}

/** Open tasks of the register: the earliest term first, those without a term last. */
export function openTasks(snapshot: Snapshot, mine: boolean | null): TaskLine[] {
  const lines = [...snapshot.entries.values()].flatMap((entry) =>
    entry.tasks.filter((task) => mine === null || task.mine === mine).map((task) => ({ entry, task })),
  );
  return lines.sort((a, b) => term(a).localeCompare(term(b)) || b.task.urgency - a.task.urgency);
}

function term({ task }: TaskLine): string {
  return task.due_on ?? '9999';
}

/** A task is a visit when the form that does it is one of the visits. */
export function isVisit(snapshot: Snapshot, { task }: TaskLine): boolean {
  const form = task.form ? snapshot.packs?.forms[task.form] : undefined;
  return form?.stage === 'monitoring' && form.subject !== 'dossier';
}

/** Households somebody else has written about since yesterday morning. */
export function changedSince(snapshot: Snapshot, since: string): Entry[] {
  return [...snapshot.entries.values()]
    .filter((entry) => entry.latest !== null && entry.latest.made_at >= since)
    .filter((entry) => entry.latest?.author !== snapshot.user.id)
    .sort((a, b) => ((a.latest?.made_at ?? '') < (b.latest?.made_at ?? '') ? 1 : -1));
}
