import type { Issue } from '../engine';
import { Findings } from './Findings';
import { Fields } from './fields/Field';
import { useFlow } from './hooks';
import { RowsScreen } from './RowsScreen';
import { isOn, type Screen } from './screens';

interface QuestionsProps {
  screen: Screen;
  /** The worker has tried to go on and could not: offer to leave it for later. */
  isBlocked: boolean;
  onBlocked: (issues: Issue[]) => void;
  onNext: () => void;
  onRow: (index: number) => void;
}

/** One screen of questions. Going on looks only at what this screen asks. */
export function Questions({ screen, isBlocked, onBlocked, onNext, onRow }: QuestionsProps) {
  const flow = useFlow();
  const [first] = screen.nodes;
  const goOn = () => {
    const issues = flow.issues().filter(({ path }) => isOn(screen, path));
    if (issues.length > 0) onBlocked(issues);
    else onNext();
  };
  return (
    <form
      class="stack flow-questions"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        goOn();
      }}
    >
      {screen.kind === 'rows' && first ? (
        <RowsScreen group={first} onOpen={onRow} />
      ) : (
        <Fields nodes={screen.nodes} prefix={screen.prefix} heading={screen.title} />
      )}
      <div class="flow-end">
        <Findings screen={screen} />
        <button type="submit" class="btn btn-main btn-wide">
          {screen.kind === 'row' ? 'Gata' : 'Continuă'}
        </button>
        {isBlocked ? (
          <button type="button" class="btn btn-wide" onClick={onNext}>
            Lasă pentru mai târziu
          </button>
        ) : null}
        <p class="hint flow-kept">Ciorna se păstrează pe telefon după fiecare răspuns.</p>
      </div>
    </form>
  );
}
