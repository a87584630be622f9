import { isOlder } from '../app/version';
import { readMeta } from '../store/database';
import { closeSettled } from '../store/receipts';
import type { OpenStore, Session } from '../store/vault';
import { sendBlobs } from './attachments';
import { fetchFacts } from './facts';
import { hello, raise } from './hello';
import { fetchForms, fetchPlaces } from './library';
import type { HelloAnswer } from './protocol';
import { type LocalCopy, type PullProgress, pull } from './pull';
import { type Pushed, push } from './push';
import { AppTooOld, type Wire } from './wire';

export type Step = 'hello' | 'push' | 'pull' | 'blobs' | 'forms';

export interface FlightPlan {
  store: OpenStore;
  wire: Wire;
  session: Session;
  copy: LocalCopy;
  app: string;
  onStep(step: Step): void;
  onPage(progress: PullProgress): void;
  /** Entries have left or come: what the screens show may have changed. */
  onChange(): void;
}

/** The server lists so many held entries at most: a full list says nothing of the others. */
const HELD_LISTED = 200;

export interface Flight {
  pushed: Pushed;
  complete: boolean;
  formsChanged: boolean;
}

/**
 * One whole exchange: hello, push, pull, blobs, forms. Each step leaves the phone consistent, so it
 * may be cut anywhere. An app too old still sends what it holds, and takes nothing.
 */
export async function fly(plan: FlightPlan): Promise<Flight> {
  const { store, wire, session } = plan;
  const startedAt = new Date().toISOString();
  const answer = await greet(plan);
  plan.onStep('push');
  const pushed = await push(store, wire, session.device);
  plan.onChange();
  if (!answer || isOlder(plan.app, answer.min_app)) {
    throw new AppTooOld('aplicația trebuie actualizată');
  }
  const formsFirst = (await readMeta(store.db, 'forms_etag')) === undefined;
  let formsChanged = formsFirst && (await takeForms(plan, answer));
  plan.onStep('pull');
  const pulled = await pull(store, wire, plan.copy, answer.grants, plan.onPage);
  plan.onChange();
  if (!pulled.complete) await raise(store, budgetAlarm());
  if (answer.quarantine && answer.quarantine.length < HELD_LISTED) {
    const held = new Set(answer.quarantine.map((one) => one.id));
    await closeSettled(store, { held, settled: answer.settled ?? [] }, startedAt);
  }
  plan.onStep('blobs');
  await sendBlobs(store, wire);
  formsChanged = (await takeForms(plan, answer)) || formsChanged;
  return { pushed, complete: pulled.complete, formsChanged };
}

async function greet(plan: FlightPlan): Promise<HelloAnswer | null> {
  plan.onStep('hello');
  try {
    return await hello(plan.store, plan.wire, plan.session, plan.app);
  } catch (cause) {
    if (cause instanceof AppTooOld) return null;
    throw cause;
  }
}

async function takeForms(plan: FlightPlan, answer: HelloAnswer): Promise<boolean> {
  plan.onStep('forms');
  const changed = await fetchForms(plan.store.db, plan.wire, answer.forms_etag);
  await fetchPlaces(plan.store.db, plan.wire, answer.grants);
  await fetchFacts(plan.store, plan.wire, answer.grants);
  return changed;
}

function budgetAlarm() {
  return { kind: 'budget', count: 0, at: new Date().toISOString() } as const;
}
