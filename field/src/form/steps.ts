/** Where the worker stands in a form, kept in the browser's history so that the phone's own back works. */
import { useLayoutEffect, useState } from 'preact/hooks';

export interface Step {
  /** Key of the screen. */
  at: string;
  /** Where "Continuă" leads instead of the next screen: the summary one came from. */
  returnTo?: string;
  /** Path of the question to put the focus in. */
  focus?: string;
}

interface Entry extends Step {
  /** How many entries of this form lie below. */
  depth: number;
}

function entryOf(state: unknown): Entry | null {
  const entry = (state as { entry?: Entry } | null)?.entry;
  return entry && typeof entry.at === 'string' ? entry : null;
}

export class Steps {
  private depth = 0;
  private isRewinding = false;

  constructor(
    readonly first: Step,
    private readonly onStep: (step: Step) => void,
  ) {}

  /** Begins to listen to the browser's own back; returns how to stop. */
  begin(): () => void {
    // after a reload, or a lock and unlock, the entries below are still those of this form
    this.depth = entryOf(history.state)?.depth ?? 0;
    history.replaceState({ entry: { ...this.first, depth: this.depth } }, '');
    const follow = (event: PopStateEvent) => {
      const entry = entryOf(event.state);
      if (!entry || this.isRewinding) return;
      this.depth = entry.depth;
      this.onStep(entry);
    };
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }

  go(step: Step): void {
    this.depth += 1;
    history.pushState({ entry: { ...step, depth: this.depth } }, '');
    this.onStep(step);
  }

  /** Stands elsewhere without a way back to here. */
  replace(step: Step): void {
    history.replaceState({ entry: { ...step, depth: this.depth } }, '');
    this.onStep(step);
  }

  /** To where the worker came from; false when nothing of this form lies below. */
  back(): boolean {
    if (this.depth > 0) history.back();
    return this.depth > 0;
  }

  /** Takes the form's own entries off the history, before the app goes on from it. */
  async rewind(): Promise<void> {
    if (this.depth === 0) return;
    this.isRewinding = true;
    const arrived = new Promise((done) => addEventListener('popstate', done, { once: true }));
    history.go(-this.depth);
    await arrived;
    this.depth = 0;
    this.isRewinding = false;
  }
}

export function useSteps(first: string): [Step, Steps] {
  const [now, setNow] = useState<Step>({ at: first });
  const [steps] = useState(() => new Steps(now, setNow));
  useLayoutEffect(() => steps.begin(), [steps]);
  return [now, steps];
}
