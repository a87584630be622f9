import { useState } from 'preact/hooks';
import { useSnapshot } from '../app/open';
import { openTasks } from '../app/tasks';
import { counted } from '../app/words';
import { PageHead } from './PageHead';
import { TaskRow } from './TaskRow';

const PAGE = 30;

/** What must be done, mine or the team's; late ones first, and never closed for being late. */
export function Tasks() {
  const snapshot = useSnapshot();
  const [whose, setWhose] = useState<'mine' | 'team'>('mine');
  const [shown, setShown] = useState(PAGE);
  const lines = openTasks(snapshot, whose === 'mine' ? true : null);
  return (
    <main class="page" data-testid="tasks">
      <PageHead title="Sarcini" />
      <fieldset class="choice-line">
        <legend class="unseen">Ale cui</legend>
        <Tab label="Ale mele" on={whose === 'mine'} onPress={() => setWhose('mine')} />
        <Tab label="Ale echipei" on={whose === 'team'} onPress={() => setWhose('team')} />
      </fieldset>
      <p class="soft" role="status">
        {counted(lines.length, 'O sarcină deschisă', 'sarcini deschise')}
      </p>
      {lines.length === 0 ? (
        <p class="card">
          Aici stau termenele legii și ce v-a cerut echipa. Acum nu este nimic de făcut.
        </p>
      ) : (
        <ul class="rows">
          {lines.slice(0, shown).map((line) => (
            <TaskRow key={`${line.entry.group}/${line.task.key}`} line={line} />
          ))}
        </ul>
      )}
      {lines.length > shown ? (
        <button type="button" class="btn btn-wide" onClick={() => setShown(shown + PAGE)}>
          Arată încă {Math.min(PAGE, lines.length - shown)}
        </button>
      ) : null}
    </main>
  );
}

function Tab({ label, on, onPress }: { label: string; on: boolean; onPress(): void }) {
  return (
    <button type="button" class={on ? 'tab is-on' : 'tab'} aria-pressed={on} onClick={onPress}>
      {label}
    </button>
  );
}
