import { useState } from 'preact/hooks';
import { Banner } from '../design/Banner';
import type { Issue } from '../engine';
import { Icon } from '../icons/Icon';
import { useFlow } from './hooks';
import { Summary } from './Summary';
import type { FormFlowProps } from './types';

interface SavingProps {
  onChange: (path: string) => void;
  onBlocked: (issues: Issue[]) => void;
  /** Before the answers are handed on: the history is put back to where the form began. */
  beforeSubmit: () => Promise<void>;
  onSubmit: FormFlowProps['onSubmit'];
}

/** The last screen: all answers, what was found, and the one button that makes it a record. */
export function Saving({ onChange, onBlocked, beforeSubmit, onSubmit }: SavingProps) {
  const flow = useFlow();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const save = async () => {
    if (isBusy) return;
    const issues = flow.issues();
    if (issues.length > 0) {
      onBlocked(issues);
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await beforeSubmit();
      await onSubmit(flow.submission());
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'Telefonul nu a putut salva.');
    }
    setBusy(false);
  };
  return (
    <div class="stack">
      <Summary onChange={onChange} />
      {failure ? (
        <Banner tone="urgent" title="Nu s-a salvat" live>
          {failure} Răspunsurile rămân în ciornă; încercați din nou.
        </Banner>
      ) : null}
      <div class="flow-end">
        <button type="button" class="btn btn-main btn-wide" aria-disabled={isBusy} onClick={save}>
          <Icon name="save" />
          {isBusy ? 'Se salvează…' : 'Salvează pe telefon'}
        </button>
        <p class="hint flow-kept">
          După salvare nu se mai poate șterge; o greșeală se îndreaptă printr-o corecție.
        </p>
      </div>
    </div>
  );
}
