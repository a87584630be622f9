import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Answers,
  type Context,
  check,
  enabledIds,
  type Form,
  found,
  openSheet,
  type Parameters,
} from '../../src/engine';
import { PRECISION_TITLES, TEMPLATES } from '../../src/engine/messages';

/** `vatra compile --differential` writes these from the packs and from the Python engine. */
function generated(name: string) {
  const file = `${import.meta.dirname}/../../src/generated/${name}.json`;
  if (!existsSync(file)) throw new Error('run `vatra compile --differential` first');
  return JSON.parse(readFileSync(file, 'utf8'));
}

interface Expected {
  issues?: string[];
  issues_include?: string[];
  answers?: Answers;
  findings?: string[];
  findings_include?: string[];
  findings_exclude?: string[];
  enabled?: string[];
  disabled?: string[];
}
interface Case {
  file?: string;
  name?: string;
  form: string;
  context: Context;
  answers: Answers;
  expect: Expected;
}
interface Cases {
  forms: Record<string, Form>;
  parameters: Record<string, Parameters>;
  cases: Case[];
}

function outcome(one: Case, { forms, parameters }: Cases) {
  const form = forms[one.form];
  if (!form) throw new Error(`no form ${one.form}`);
  const own = parameters[one.form.split('/')[0] ?? ''] ?? {};
  const sheet = openSheet(form, one.answers, one.context, own);
  const { answers, issues } = check(sheet);
  const self = one.context.person?.id;
  return {
    answers,
    issues: issues.map(({ path, code }) => `${path}:${code}`),
    findings: found(sheet)
      .map(({ code, person }) => (person === null || person === self ? code : `${code}:${person}`))
      .sort(),
    enabled: enabledIds(sheet),
  };
}

const worked: Cases = generated('cases');
const random: Cases = generated('differential');

describe('worked cases of the kit and of every pack', () => {
  it.each(worked.cases.map((one) => [`${one.form} ${one.file}: ${one.name}`, one] as const))(
    '%s',
    (_title, one) => {
      const wanted = one.expect;
      const said = outcome(one, worked);

      if (wanted.issues) expect(said.issues).toEqual(wanted.issues);
      if (wanted.findings) expect(said.findings).toEqual([...wanted.findings].sort());
      expect(said.issues).toEqual(expect.arrayContaining(wanted.issues_include ?? []));
      expect(said.findings).toEqual(expect.arrayContaining(wanted.findings_include ?? []));
      expect(said.findings.filter((code) => wanted.findings_exclude?.includes(code))).toEqual([]);
      expect(said.enabled).toEqual(expect.arrayContaining(wanted.enabled ?? []));
      expect(said.enabled.filter((path) => wanted.disabled?.includes(path))).toEqual([]);
      for (const [id, value] of Object.entries(wanted.answers ?? {})) {
        expect(said.answers[id] ?? null, id).toEqual(value);
      }
    },
  );
});

describe('random answers of every form, against the server engine', () => {
  const byForm = new Map<string, Case[]>();
  for (const one of random.cases) byForm.set(one.form, [...(byForm.get(one.form) ?? []), one]);

  it.each([...byForm])('%s', (_form, cases) => {
    for (const one of cases) expect(outcome(one, random), JSON.stringify(one)).toEqual(one.expect);
  });

  it('has tried every form that is installed', () => {
    const { forms } = generated('packs');
    expect([...byForm.keys()]).toEqual(expect.arrayContaining(Object.keys(forms)));
  });
});

describe('words', () => {
  const { vocabulary } = generated('packs');

  it('of issues are those of the server', () => {
    expect(TEMPLATES).toEqual(vocabulary.messages);
  });

  it('of precisions are those of the server', () => {
    expect(PRECISION_TITLES).toEqual(vocabulary.precision_titles);
  });
});
