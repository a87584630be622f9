import type { Entry, EntryTask } from '../store/directory';
import type { Snapshot } from './snapshot';

export interface TaskLine {
  entry: Entry;
  task: EntryTask;
}

/** Open tasks of the register: the earliest term first, those without a term last. */
export function openTasks(snapshot: Snapshot, mine: boolean | null): TaskLine[] {
  const lines = [...snapshot.entries.values()].flatMap((entry) =>
    entry.tasks
      .filter((task) => mine === null || task.mine === mine)
      .map((task) => ({ entry, task })),
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

/** Households somebody else has written about since that day began; the latest first. */
export function changedSince(snapshot: Snapshot, day: string): Entry[] {
  const since = new Date(`${day}T00:00:00`).getTime();
  const moment = (entry: Entry) => (entry.latest ? Date.parse(entry.latest.made_at) : 0);
  return [...snapshot.entries.values()]
    .filter((entry) => moment(entry) >= since && entry.latest?.author !== snapshot.user.id)
    .sort((a, b) => moment(b) - moment(a));
}
