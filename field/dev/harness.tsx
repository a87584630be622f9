import { render } from 'preact';
import '../src/design/phone.css';
import { FormFlow } from '../src/form/FormFlow';
import type { Draft, FormFlowProps, Submission } from '../src/form/types';
import { EVERY, PACKS, PROVIDERS } from '../test/form/every';
import { LONG } from '../test/form/long';
import { Gallery } from './gallery';

/** What the browser tests read: the last draft, the submission, whether the form was left. */
export interface Trial {
  draft: Draft | null;
  submission: Submission | null;
  isLeft: boolean;
}
declare global {
  interface Window {
    trial: Trial;
  }
}

const TODAY = '2026-11-21';
const wanted = new URLSearchParams(location.search);
const root = document.getElementById('app');

/** `?page=parts` the design parts; `?form=pack/id` a real form or `long`; nothing: the form of every type. */
async function props(): Promise<FormFlowProps> {
  const given = sessionStorage.getItem('draft');
  const id = wanted.get('form');
  const isReal = id?.includes('/') ?? false;
  const packs = isReal ? await (await fetch('/teren/src/generated/packs.json')).json() : PACKS;
  return {
    form: isReal ? packs.forms[id ?? ''] : id === 'long' ? LONG : EVERY,
    packs,
    context: { today: TODAY, date: TODAY, role: 'community_nurse', household: { size: 3 } },
    about: 'Gospodăria Popa · Vorona',
    draft: given ? JSON.parse(given) : undefined,
    providers: PROVIDERS,
    onDraft: (draft) => {
      window.trial.draft = draft;
      sessionStorage.setItem('draft', JSON.stringify(draft));
    },
    onSubmit: async (submission) => {
      if (wanted.has('fail')) throw new Error('Telefonul nu mai are loc.');
      window.trial.submission = submission;
    },
    onCancel: () => {
      window.trial.isLeft = true;
    },
  };
}

window.trial = { draft: null, submission: null, isLeft: false };
if (root && wanted.get('page') === 'parts') render(<Gallery />, root);
else if (root) props().then((given) => render(<FormFlow {...given} />, root));
