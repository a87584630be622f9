import { Offline, ServerFault } from './wire';

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
  return new Timetable(options);
}

class Timetable implements Schedule {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private again = false;
  private running: Promise<void> | null = null;
  private stopped = false;
  private readonly target: EventTarget;

  constructor(private readonly options: ScheduleOptions) {
    this.target = options.target ?? globalThis;
    this.target.addEventListener('online', this.onSign);
    this.target.addEventListener('visibilitychange', this.onSign, true);
  }

  kick(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    if (this.running) this.again = true;
    this.running ??= this.run();
    return this.running;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.target.removeEventListener('online', this.onSign);
    this.target.removeEventListener('visibilitychange', this.onSign, true);
  }

  private readonly onSign = () => {
    if (globalThis.document?.visibilityState !== 'hidden') void this.kick();
  };

  private async run(): Promise<void> {
    do {
      this.again = false;
      await this.attempt();
    } while (this.again && this.failures === 0 && !this.stopped);
    this.running = null;
  }

  private async attempt(): Promise<void> {
    try {
      await this.options.exchange();
      this.failures = 0;
      this.wait(this.options.everyMs, false);
    } catch (cause) {
      this.failures += 1;
      this.options.onFailure(cause);
      const passing = cause instanceof Offline || cause instanceof ServerFault;
      this.wait(passing ? retryDelay(this.failures) : LAST_RETRY_MS, passing);
    }
  }

  private wait(delay: number, told: boolean): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.options.onWait(told ? Date.now() + delay : null);
    this.timer = setTimeout(() => void this.kick(), delay);
  }
}

/** One exchange at a time over all open tabs; the second asks again when its turn comes. */
export async function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return work();
  return locks.request('vatra-sync', work) as Promise<T>;
}
