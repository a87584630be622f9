const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'touchstart', 'scroll'] as const;

/**
 * Calls `onIdle` after so many minutes without a touch. The clock is also read when the page comes
 * back, because a phone in a pocket stops its timers.
 */
export function watchIdle(minutes: number, onIdle: () => void): () => void {
  const limit = minutes * 60_000;
  let last = Date.now();
  const touch = () => {
    last = Date.now();
  };
  const look = () => {
    if (Date.now() - last >= limit) onIdle();
  };
  const timer = setInterval(look, Math.min(limit, 5_000));
  for (const sign of SIGNS_OF_LIFE) addEventListener(sign, touch, { capture: true, passive: true });
  document.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, touch, { capture: true });
    document.removeEventListener('visibilitychange', look);
  };
}
