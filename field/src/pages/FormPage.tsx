import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { roleFor } from '../app/forms';
import { addressOf } from '../app/household';
import { useOpen, useSnapshot } from '../app/open';
import { providersFor } from '../app/providers';
import { go, replaceWith } from '../app/route';
import { saveForm } from '../app/save';
import { readGroup, type Snapshot } from '../app/snapshot';
import { refresh } from '../app/stage';
import { personName } from '../app/words';
import { Banner } from '../design/Banner';
import { FormFlow } from '../form/FormFlow';
import type { Draft, Form, Submission } from '../form/types';
import { contextOf, dayOf } from '../store/context';
import { type DraftContent, keepDraft, readDraft } from '../store/drafts';
import type { GroupView } from '../store/overlay';
import type { DraftRow } from '../store/schema';
import { ColleaguesNote } from './ColleaguesNote';
import { Matches, useMatches } from './Matches';
import { Missing } from './Missing';
import { clockIsBehind, WrongClock } from './Notices';
import { failureInWords } from './Working';

interface Opened {
  row: DraftRow;
  content: DraftContent;
  form: Form;
  view: GroupView | null;
  snapshot: Snapshot;
}

/** A form being filled: the draft on the phone follows each answer. */
export function FormPage({ draft }: { draft: string }) {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  const [opened, setOpened] = useState<Opened | null | undefined>(undefined);
  // Read once: an exchange that ends meanwhile must not redraw a form somebody is typing in.
  useEffect(() => {
    const read = async () => {
      const row = snapshot.drafts.find((one) => one.id === draft);
      const form = row && snapshot.packs?.forms[row.form];
      const content = row ? await readDraft(desk.store, draft) : null;
      if (!row || !form || !content) return setOpened(null);
      const view = await readGroup(desk, snapshot, row.group);
      setOpened({ row, content, form, view, snapshot });
    };
    void read();
  }, [desk, draft]);
  if (opened === undefined) return <main class="page" aria-busy="true" />;
  if (opened === null) return <Missing what="Formularul început nu mai este pe telefon." />;
  if (clockIsBehind(snapshot.clock)) {
    return (
      <main class="page">
        <WrongClock />
      </main>
    );
  }
  return <Filling opened={opened} />;
}

function Filling({ opened }: { opened: Opened }) {
  const { desk, exchange } = useOpen();
  const { row, content, form, view, snapshot } = opened;
  const keeping = useRef<Promise<void>>(Promise.resolve());
  const saved = useRef(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const left = useRef(false);
  const touched = useRef(row.touched);
  // Before the form's own last writing: that one must reach the list of begun forms.
  useLayoutEffect(() => {
    return () => {
      left.current = true;
    };
  }, []);
  const matches = useMatches(form, content, view, row.place);
  const onDraft = (draft: Draft) => {
    if (saved.current) return;
    const news = !touched.current || left.current;
    touched.current = true;
    matches.look(draft.answers);
    const { box: _box, updated_at: _at, ...note } = row;
    const kept = keepDraft(desk.store, { ...note, touched: true }, { ...content, draft });
    // The list of begun forms learns of it once; each key after that changes nothing there.
    keeping.current = (news ? kept.then(refresh) : kept).then(
      () => setTrouble(null),
      (cause: unknown) => setTrouble(failureInWords(cause)),
    );
  };
  const onSubmit = async (submission: Submission) => {
    if (matches.open.length > 0) {
      throw new Error(
        'Cineva deja înscris seamănă cu această persoană: alegeți mai jos dacă este aceeași.',
      );
    }
    saved.current = true;
    await keeping.current;
    try {
      const record = await saveForm(desk, snapshot, form, { row, content, submission });
      await refresh();
      void exchange.now();
      replaceWith({ page: 'salvat', group: record.group, record: record.id });
    } catch (cause) {
      saved.current = false;
      throw new Error(failureInWords(cause), { cause });
    }
  };
  const onCancel = async () => {
    await keeping.current;
    go(view ? { page: 'casa', group: row.group } : { page: 'azi' });
  };
  return (
    <>
      {trouble ? <Banner tone="urgent" title={trouble} live /> : null}
      <FormFlow
        form={form}
        packs={snapshot.packs as NonNullable<Snapshot['packs']>}
        context={contextFor(opened)}
        about={aboutOf(opened)}
        draft={content.draft}
        notes={<ColleaguesNote form={form} view={view} snapshot={snapshot} />}
        providers={providersFor(desk, snapshot, view, fillingOf(opened))}
        onDraft={onDraft}
        onSubmit={onSubmit}
        onCancel={() => void onCancel()}
      />
      <Matches matches={matches} group={row.group} />
    </>
  );
}

function contextFor({ row, content, form, view, snapshot }: Opened) {
  const role = roleFor(form, snapshot.user.roles, row.place) ?? '';
  const place = { place: row.place, persons: [] };
  return contextOf(view ?? place, { today: dayOf(new Date()), role, subject: content.subject });
}

function aboutOf({ content, view, snapshot }: Opened): string {
  if (!view) return 'Înscriere nouă';
  const person = view.persons.find((one) => one.id === content.subject.id);
  if (person) return personName(person);
  const name = view.household?.name ?? snapshot.entries.get(view.group)?.name;
  return [name, addressOf(snapshot, view.household)].filter(Boolean).join(' · ');
}

function fillingOf({ row, content, form }: Opened) {
  const { subject, dossier } = content;
  return { form, place: row.place, subject: subject.id, dossier, also: mentioned(content) };
}

/** People of other households that the answers already name (somebody who moves in). */
function mentioned(content: DraftContent): string[] {
  return Object.values(content.draft.answers).filter((value) => typeof value === 'string');
}
