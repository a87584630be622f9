import type { Edition, Packs, Procedure } from './types';

export interface Followed {
  procedure: Procedure;
  edition: Edition;
}

/** What a form opened on a day follows: the procedure that names it, else the pack's default one. */
export function procedureOf(packs: Packs, form: string, on: string): Followed | null {
  const own = packs.procedures?.[form.split('/')[0] ?? ''] ?? [];
  const procedure = own.find((one) => one.forms.includes(form)) ?? own.find((one) => one.default);
  const edition = procedure?.versions.findLast((one) => one.since <= on);
  return procedure && edition ? { procedure, edition } : null;
}
