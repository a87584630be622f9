import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Flow } from './flow';
import type { Draft } from './types';

const WAIT_MS = 300;

/** Hands the draft on soon after each change of an answer or of the screen, and at once when the page is hidden or left. */
export function useAutosave(flow: Flow, at: string, onDraft: (draft: Draft) => void): void {
  const latest = useRef({ at, onDraft });
  latest.current = { at, onDraft };
  const walked = useRef<(() => void) | null>(null);
  // From the first moment to the last: whoever reads the draft next finds what was typed here.
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const save = () => {
      if (timer === null) return;
      clearTimeout(timer);
      timer = null;
      latest.current.onDraft(flow.draft(latest.current.at));
    };
    const soon = () => {
      timer ??= setTimeout(save, WAIT_MS);
    };
    let isChanged = false;
    const change = () => {
      isChanged = true;
      soon();
    };
    // A form only looked through is no draft; one begun opens on the screen where it was left.
    walked.current = () => {
      if (isChanged) soon();
    };
    const onHidden = () => document.visibilityState === 'hidden' && save();
    const stop = flow.subscribe(change);
    document.addEventListener('visibilitychange', onHidden);
    addEventListener('pagehide', save);
    return () => {
      stop();
      save();
      document.removeEventListener('visibilitychange', onHidden);
      removeEventListener('pagehide', save);
    };
  }, [flow]);
  useLayoutEffect(() => void walked.current?.(), [at]);
}
