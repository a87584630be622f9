import { citationsOf } from '../app/citations';
import { roleFor } from '../app/forms';
import { addressOf, entryTitle } from '../app/household';
import { useOpen, useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import { readGroup } from '../app/snapshot';
import { prefillFor, startForm } from '../app/start';
import type { TaskLine } from '../app/tasks';
import { personName, termInWords } from '../app/words';
import { Urgency } from '../design/Tag';
import { Articles, Why } from '../design/Why';
import { dayOf } from '../store/context';
import { ActionButton } from './Working';

/** One thing to do: what, for whom, by when, which article asks it; overdue ones stay doable. */
export function TaskRow({ line }: { line: TaskLine }) {
  const { entry, task } = line;
  const snapshot = useSnapshot();
  const today = dayOf(new Date());
  const person = entry.persons.find((one) => one.id === task.person);
  const isLate = task.due_on !== null && task.due_on < today;
  const who = person && personName({ family_name: person.family, given_name: person.given });
  return (
    <li class="task" data-testid="task">
      <p class="task-title">{task.title}</p>
      <a class="task-who" href={hrefOf({ page: 'casa', group: entry.group })}>
        {who ?? entryTitle(entry, snapshot.packs)}
      </a>
      <p class="soft">{addressOf(snapshot, entry)}</p>
      <p class="line-up">
        <span class={isLate ? 'term-late' : ''}>{termInWords(task.due_on, today)}</span>
        {task.urgency > 0 ? <Urgency level={task.urgency} /> : null}
      </p>
      {task.cites.length > 0 ? (
        <Why about={task.title}>
          <Articles articles={citationsOf(snapshot.packs, task.cites)} />
        </Why>
      ) : null}
      <StartTask line={line} />
    </li>
  );
}

function StartTask({ line: { entry, task } }: { line: TaskLine }) {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  const form = task.form ? snapshot.packs?.forms[task.form] : undefined;
  if (!form) return null;
  if (roleFor(form, snapshot.user.roles, entry.place) === null) {
    const role = snapshot.packs?.vocabulary.roles[task.role]?.title ?? 'altă profesie';
    return <p class="soft">De făcut de: {role.toLocaleLowerCase('ro')}</p>;
  }
  const start = async () => {
    const view = await readGroup(desk, snapshot, entry.group);
    const { person } = task;
    await startForm(desk, snapshot, {
      form,
      view,
      place: entry.place,
      person,
      prefill: prefillFor(form, task, view?.items),
    });
  };
  return (
    <ActionButton action={start} tone="warn" testId="start-task">
      {form.title}
    </ActionButton>
  );
}
