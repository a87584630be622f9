import { ServerFault, Offline } from './wire';

const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 15 * 60_000;

/** 5 s, doubled up to 15 minutes, with a quarter of chance so that phones do not come back in step. */
export function retryDelay(failures: number, chance = Math.random()): number {
  const whole = Math.min(FIRST_RETRY_MS * 2 ** Math.max(0, failures - 1), LAST_RETRY_MS);
  return Math.round(whole * (0.75 + 0.5 * chance));
}

export interface Schedule {
  /** Asks for an exchange now: after a save, by the button, at the start. */
  kick(): Promise<void>;
  stop(): void;
}

export interface ScheduleOptions {
  exchange(): Promise<void>;
  /** A failure the schedule does not answer by itself: sign-in, too old, wiped. */
  onFailure(cause: unknown): void;
  onWait(nextAt: number | null): void;
  everyMs: number;
  target?: EventTarget;
}

/** Runs exchanges: at start, on request, when the network or the page comes back, and by the clock. */
export function startSchedule(options: ScheduleOptions): Schedule {
  const { everyMs, target = globalThis } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let again = false;
  let running: Promise<void> | null = null;
  let stopped = false;

  const wait = (delay: number, told: boolean) => {
    clearTimeout(timer);
    if (stopped) return;
    options.onWait(told ? Date.now() + delay : null);
    timer = setTimeout(kick, delay);
  };
  const attempt = async () => {
    try {
      await options.exchange();
      failures = 0;
      wait(everyMs, false);
    } catch (cause) {
      failures += 1;
      options.onFailure(cause);
      const passing = cause instanceof Offline || cause instanceof ServerFault;
      wait(passing ? retryDelay(failures) : LAST_RETRY_MS, passing);
    }
  };
  const run = async () => {
    do {
      again = false;
      await attempt();
    } while (again && failures === 0 && !stopped);
    running = null;
  };
  function kick(): Promise<void> {
    if (stopped) return Promise.resolve();
    if (running) again = true;
    running ??= run();
    return running;
  }

  const onOnline = () => void kick();
  const onVisible = () => {
    if (typeof document === 'undefined' || document.visibilityState === 'visible') void kick();
  };
  target.addEventListener('online', onOnline);
  target.addEventListener('visibilitychange', onVisible, true);
  return {
    kick,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      target.removeEventListener('online', onOnline);
      target.removeEventListener('visibilitychange', onVisible, true);
    },
  };
}

/** One exchange at a time over all open tabs; the second asks again when its turn comes. */
export async function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return work();
  return locks.request('vatra-sync', work) as Promise<T>;
}
