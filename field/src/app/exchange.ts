import { askToPersist } from '../store/budget';
import { StoreFull } from '../store/database';
import { writeMarker } from '../store/marker';
import { fly, type Step } from '../sync/flight';
import { Wiped } from '../sync/hello';
import type { PullProgress } from '../sync/pull';
import { alone, type Schedule, startSchedule } from '../sync/schedule';
import { AppTooOld, makeWire, Offline, SignInNeeded } from '../sync/wire';
import { API_BASE } from './enrolment';
import { type Observable, observable } from './observable';
import type { Desk } from './snapshot';
import { APP_VERSION } from './version';

/** Where the exchange with the server stands, in the words the light needs. */
export interface ExchangeState {
  running: Step | null;
  progress: PullProgress | null;
  failure: 'offline' | 'sign_in' | 'too_old' | 'full' | 'fault' | null;
  nextAt: number | null;
  stuck: string[];
}

const QUIET: ExchangeState = {
  running: null,
  progress: null,
  failure: null,
  nextAt: null,
  stuck: [],
};

export interface Exchange {
  state: Observable<ExchangeState>;
  now(): Promise<void>;
  stop(): void;
}

export interface ExchangeHooks {
  minutes: number;
  /** What the screens show may have changed. */
  onChange(): Promise<void>;
  onWiped(): void;
}

export function startExchange(desk: Desk, hooks: ExchangeHooks): Exchange {
  const state = observable<ExchangeState>(QUIET);
  const change = (part: Partial<ExchangeState>) => state.set({ ...state.get(), ...part });
  let isOver = false;
  const schedule: Schedule = startSchedule({
    everyMs: hooks.minutes * 60_000,
    // Its turn may come when the phone has been locked or signed out meanwhile.
    exchange: () =>
      alone(async () => {
        if (!isOver) await exchangeOnce(desk, hooks, change);
      }),
    onFailure: (cause) => {
      if (cause instanceof Wiped) hooks.onWiped();
      change({ running: null, failure: failureOf(cause) });
      void hooks.onChange();
    },
    onWait: (nextAt) => change({ nextAt }),
  });
  void askToPersist();
  void schedule.kick();
  const stop = () => {
    isOver = true;
    schedule.stop();
  };
  return { state, now: () => schedule.kick(), stop };
}

async function exchangeOnce(
  desk: Desk,
  hooks: ExchangeHooks,
  change: (part: Partial<ExchangeState>) => void,
): Promise<void> {
  const { store, session, copy } = desk;
  const wire = makeWire({
    fetch: (...request) => fetch(...request),
    base: API_BASE,
    headers: { Authorization: `Bearer ${session.token}` },
  });
  const changed = () => void hooks.onChange();
  const flight = await fly({
    store,
    wire,
    session,
    copy,
    app: APP_VERSION,
    onStep: (running) => change({ running }),
    onPage: (progress) => change({ progress: { ...progress } }),
    onChange: changed,
  });
  change({ running: null, progress: null, failure: null, stuck: flight.pushed.stuck });
  await hooks.onChange();
}

/** Kept outside the database, so that its loss can be noticed and counted. */
export async function noteMarker(desk: Desk): Promise<void> {
  const unsent = await desk.store.db.count('outbox');
  writeMarker({ device: desk.session.device, unsent, seen_at: new Date().toISOString() });
}

function failureOf(cause: unknown): ExchangeState['failure'] {
  if (cause instanceof Offline) return 'offline';
  if (cause instanceof SignInNeeded) return 'sign_in';
  if (cause instanceof AppTooOld) return 'too_old';
  if (cause instanceof StoreFull) return 'full';
  return 'fault';
}
