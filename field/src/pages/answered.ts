import { useMemo } from 'preact/hooks';
import { useOpen, useSnapshot } from '../app/open';
import { providersFor } from '../app/providers';
import type { Desk, Snapshot } from '../app/snapshot';
import { asked } from '../engine/nodes';
import { Flow } from '../form/flow';
import { inWords } from '../form/words';
import { contextOf } from '../store/context';
import type { GroupView, ViewRecord } from '../store/overlay';

export type Answered = readonly (readonly [string, string])[];

/** Questions that were answered, each with the answer in words; null without the form. */
export function answeredIn(
  desk: Desk,
  snapshot: Snapshot,
  view: GroupView,
  record: ViewRecord,
): Answered | null {
  const { packs } = snapshot;
  const form = packs?.forms[record.form];
  if (!packs || !form) return null;
  const { subject, role, occurred_on, answers } = record;
  const context = contextOf(view, { today: occurred_on, date: occurred_on, role, subject });
  const about = { form, place: view.place, subject: subject.id, dossier: null, also: [] };
  const providers = providersFor(desk, snapshot, view, about);
  const draft = { answers, at: '', blobs: [] };
  const flow = new Flow({ form, packs, context, draft, providers });
  return [...asked(flow.sheet.form.roots)].flatMap(({ item }) => {
    const said = inWords(item, answers[item.id], flow);
    return said ? [[item.text, said] as const] : [];
  });
}

export function useAnswered(view: GroupView, record: ViewRecord): Answered | null {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  return useMemo(() => answeredIn(desk, snapshot, view, record), [desk, snapshot, view, record]);
}
