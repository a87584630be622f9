import { uuid7 } from '../crypto/uuid';
import type { Form, Submission } from '../form/types';
import { readMeta } from '../store/database';
import type { DraftContent } from '../store/drafts';
import { resendRecord, saveRecord, type UnnumberedRecord } from '../store/outbox';
import { readReceipt } from '../store/receipts';
import type { ClockNote, DraftRow } from '../store/schema';
import type { OpenStore } from '../store/vault';
import type { VatraRecord } from '../sync/protocol';
import { roleFor } from './forms';
import type { Desk, Snapshot } from './snapshot';
import { NotYourForm } from './start';
import { APP_VERSION } from './version';

/** Turns a filled form into an entry and saves it for good. Nothing is lost when this throws. */
export async function saveForm(
  desk: Desk,
  snapshot: Snapshot,
  form: Form,
  filled: { row: DraftRow; content: DraftContent; submission: Submission },
): Promise<VatraRecord> {
  const { row, content, submission } = filled;
  const role = roleFor(form, snapshot.user.roles, row.place);
  if (role === null) throw new NotYourForm('formularul este al altei profesii');
  const { answers, blobs } = submission;
  const made = await stamp(desk.store);
  if (content.resends !== null) {
    return resend(desk, content.resends, row.id, { answers, blobs, version: form.version, role });
  }
  const id = uuid7();
  const subject = content.subject.id === '' ? { ...content.subject, id } : content.subject;
  const record: UnnumberedRecord = {
    id,
    form: form.id,
    version: form.version,
    subject,
    group: row.group,
    place: row.place,
    dossier: subject.type === 'dossier' ? subject.id : content.dossier,
    prev: content.prev,
    intent: content.prev === null ? 'new' : 'correction',
    reason: content.reason,
    author: snapshot.user.id,
    role,
    device: desk.session.device,
    app: APP_VERSION,
    answers,
    blobs,
    ...made,
  };
  return saveRecord(desk.store, record, row.id);
}

async function resend(
  desk: Desk,
  held: string,
  draft: string,
  better: Pick<VatraRecord, 'answers' | 'blobs' | 'version' | 'role'>,
): Promise<VatraRecord> {
  const receipt = await desk.store.db.get('receipts', held);
  if (!receipt) throw new RangeError('intrarea reținută nu mai este pe telefon');
  const { record } = await readReceipt(desk.store, receipt);
  const again = { ...record, ...better, app: APP_VERSION };
  await resendRecord(desk.store, again, draft);
  return again;
}

/** When it was made by this phone's clock, and what is known of that clock. */
async function stamp(store: OpenStore): Promise<Pick<VatraRecord, 'made_at' | 'clock'>> {
  const note = await readMeta(store.db, 'clock');
  return { made_at: withOffset(new Date()), clock: clockKnown(note ?? null, Date.now()) };
}

/**
 * What is known of the phone's clock. One that stands before the server's last word was set back
 * since: it is wrong by at least the difference, and the server's word is the earliest it can be.
 */
export function clockKnown(note: ClockNote | null, now: number): VatraRecord['clock'] {
  if (!note) return { off_ms: 0, age_s: null };
  const behind = Date.parse(note.server_time) - (now + note.off_ms);
  if (behind > 0) return { off_ms: note.off_ms + behind, age_s: 0 };
  return { off_ms: note.off_ms, age_s: Math.max(0, Math.round((now - note.at) / 1_000)) };
}

/** ISO time with the phone's own offset: "2026-11-02T10:11:12+02:00". */
export function withOffset(moment: Date): string {
  const minutes = -moment.getTimezoneOffset();
  const pad = (part: number) => String(Math.floor(Math.abs(part))).padStart(2, '0');
  const local = new Date(moment.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  return `${local}${minutes < 0 ? '-' : '+'}${pad(minutes / 60)}:${pad(minutes % 60)}`;
}

/** The entry that another one is about to follow. */
type Target = Pick<
  VatraRecord,
  'id' | 'form' | 'version' | 'subject' | 'group' | 'place' | 'answers'
>;

/** Withdraws an entry: a new entry that voids it, with the reason. */
export function voidRecord(
  desk: Desk,
  snapshot: Snapshot,
  target: Target,
  reason: string,
): Promise<VatraRecord> {
  return follow(desk, snapshot, target, { dossier: null, intent: 'void', reason });
}

/** Chooses one of several versions, with the reason; the others stay readable beside it. */
export function settleRivals(
  desk: Desk,
  snapshot: Snapshot,
  target: Target & { intent: VatraRecord['intent'] },
  others: string[],
  reason: string,
): Promise<VatraRecord> {
  const { subject } = target;
  return follow(desk, snapshot, target, {
    dossier: subject.type === 'dossier' ? subject.id : null,
    settles: others,
    intent: target.intent === 'void' ? 'void' : 'correction',
    reason,
  });
}

/** A new entry that says the same as the target, and what is to become of it. */
async function follow(
  desk: Desk,
  snapshot: Snapshot,
  target: Target,
  fate: Pick<UnnumberedRecord, 'dossier' | 'settles' | 'intent' | 'reason'>,
): Promise<VatraRecord> {
  const form = snapshot.packs?.forms[target.form];
  const role = form && roleFor(form, snapshot.user.roles, target.place);
  if (!role) throw new NotYourForm('formularul este al altei profesii');
  const { version, subject, group, place, answers } = target;
  const record: UnnumberedRecord = {
    ...(await stamp(desk.store)),
    ...fate,
    id: uuid7(),
    form: form.id,
    version,
    subject,
    group,
    place,
    answers,
    prev: target.id,
    author: snapshot.user.id,
    role,
    device: desk.session.device,
    app: APP_VERSION,
    blobs: [],
  };
  return saveRecord(desk.store, record, null);
}
