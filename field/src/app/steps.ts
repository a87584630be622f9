/** What ends a reason for which the server holds an entry; the server's list is the same. */
type HeldStep = 'correct' | 'again' | 'wait' | 'hand_over' | 'export';

const STEP_OF: Record<string, HeldStep> = {
  unreadable: 'export',
  unknown_form: 'correct',
  withdrawn_form: 'correct',
  out_of_scope: 'hand_over',
  role_not_allowed: 'hand_over',
  wrong_author: 'again',
  unknown_subject: 'wait',
  wrong_subject: 'correct',
  already_known: 'correct',
  restricted: 'correct',
  unknown_prev: 'wait',
  settled_badly: 'correct',
  reason_missing: 'correct',
  invalid: 'correct',
  guard: 'correct',
  id_reused: 'correct',
  taken_over: 'wait',
  account_ended: 'hand_over',
  server_fault: 'wait',
};

/** The steps of several reasons; one this phone does not know yet is corrected or sent again. */
export function stepsOf(codes: string[]): Set<HeldStep> {
  return new Set(codes.map((code) => STEP_OF[code] ?? 'correct'));
}
