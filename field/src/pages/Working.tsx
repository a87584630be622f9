import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { StillUnsent } from '../app/stage';
import { NotYourForm } from '../app/start';
import { Banner } from '../design/Banner';
import { StoreFull } from '../store/database';

/** Runs an action behind a button: says that it runs, and in words why it failed. */
export function useAction(): {
  busy: boolean;
  failure: string | null;
  run(action: () => Promise<void>): void;
} {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const run = (action: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    action()
      .catch((cause: unknown) => setFailure(failureInWords(cause)))
      .finally(() => setBusy(false));
  };
  return { busy, failure, run };
}

interface ActionProps {
  action: () => Promise<void>;
  /** How grave a failure is. */
  tone: 'urgent' | 'warn';
  testId: string;
  children: ComponentChildren;
}

/** A button for one action: closed while it runs; why it failed stands under it. */
export function ActionButton({ action, tone, testId, children }: ActionProps) {
  const { busy, failure, run } = useAction();
  return (
    <>
      <button
        type="button"
        class="btn"
        disabled={busy}
        onClick={() => run(action)}
        data-testid={testId}
      >
        {children}
      </button>
      {failure ? <Banner tone={tone} title={failure} live /> : null}
    </>
  );
}

export function failureInWords(cause: unknown): string {
  if (cause instanceof StoreFull) {
    return 'Nu mai este loc pe telefon, deci nu s-a salvat nimic acum. Ce ați scris rămâne pe ecran: ștergeți poze sau aplicații de pe telefon și apăsați din nou.';
  }
  if (cause instanceof NotYourForm) {
    return 'Formularul acesta îl completează altă profesie. Cereți colegului în drept sau verificați rolul la primărie.';
  }
  if (cause instanceof StillUnsent) {
    return 'Mai sunt intrări netrimise. Trimiteți-le întâi: deconectarea șterge tot de pe telefon.';
  }
  return 'Nu a mers, dintr-o cauză a aplicației. Ce ați scris rămâne; încercați din nou, iar dacă se repetă anunțați administratorul.';
}
