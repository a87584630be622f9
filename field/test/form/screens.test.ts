import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Answers, Form } from '../../src/engine';
import { Flow } from '../../src/form/flow';
import { keyOfPath, SUMMARY, screenAt, screensOf } from '../../src/form/screens';
import type { Packs } from '../../src/form/types';
import { EVERY, PACKS, PROVIDERS } from './every';

const file = `${import.meta.dirname}/../../src/generated/packs.json`;
if (!existsSync(file)) throw new Error('run `vatra compile` first');
const installed: Packs = JSON.parse(readFileSync(file, 'utf8'));

function flowOf(form: Form, answers: Answers, packs = PACKS): Flow {
  const context = { today: '2026-11-21', date: '2026-11-21', role: 'community_nurse' };
  const draft = { answers, at: '', blobs: [] };
  return new Flow({ form, packs, context, draft, providers: PROVIDERS });
}

const keys = (flow: Flow) => screensOf(flow).map(({ key }) => key);

describe('a form cut into screens', () => {
  it('gives each group a screen, a long repeating group its own, a short one a place among others', () => {
    expect(screensOf(flowOf(EVERY, {})).map(({ kind, title }) => [kind, title])).toEqual([
      ['questions', 'Vizita'],
      ['questions', 'Locuința'],
      ['questions', 'Date de identitate'],
      ['questions', 'Cine și unde'],
      ['questions', 'Măsuri lăsate'],
      ['rows', 'Persoane văzute'],
      ['questions', 'Semnătura beneficiarului'],
    ]);
  });

  it('leads from the path of an answer to the screen that asks it', () => {
    const flow = flowOf(EVERY, { seen: [{}, {}], measures: [{}] });

    expect(keyOfPath(flow, 'rooms')).toBe('persons');
    expect(keyOfPath(flow, 'measures[0].done')).toBe('measures');
    expect(keyOfPath(flow, 'seen')).toBe('seen');
    expect(keyOfPath(flow, 'seen[1].seen_medicines[0].medicine')).toBe('seen[1]');
  });

  it('knows a repetition that is there, and none that is gone', () => {
    const flow = flowOf(EVERY, { seen: [{}] });

    expect(screenAt(flow, 'seen[0]')?.title).toBe('Persoane văzute: 1');
    expect(screenAt(flow, 'seen[1]')).toBe(undefined);
  });
});

describe('every installed form', () => {
  it.each(Object.values(installed.forms).map((form) => [form.id, form] as const))(
    '%s',
    (_id, form) => {
      const flow = flowOf(form, {}, installed);
      const unanswered = flow.issues().map(({ path }) => keyOfPath(flow, path));

      expect(keys(flow).length).toBeGreaterThan(0);
      expect(new Set(keys(flow)).size).toBe(keys(flow).length);
      expect(keys(flow).every((key) => screenAt(flow, key)?.key === key)).toBe(true);
      expect([...unanswered, ...keys(flow)]).not.toContain(SUMMARY);
    },
  );
});

describe('repetitions', () => {
  it('of a new row begin with what the form gives them', () => {
    const flow = flowOf(
      {
        ...EVERY,
        items: [
          {
            id: 'rows',
            type: 'group',
            text: 'Rânduri',
            repeats: true,
            items: [
              { id: 'times', type: 'integer', text: 'De câte ori', initial: 1 },
              { id: 'on', type: 'date', text: 'Când', initial: { ctx: 'today' } },
            ],
          },
        ],
        findings: [],
      },
      {},
    );

    flow.addRow('rows');

    expect(flow.answers).toEqual({ rows: [{ times: 1, on: '2026-11-21' }] });
  });

  it('when removed take what was said of them along; the last one takes the group', () => {
    const flow = flowOf(EVERY, { measures: [{ measure: 'a' }, {}] });
    flow.show(flow.issues());
    expect(flow.messageAt('measures[1].measure')).toBe('Răspundeți la „Măsura”.');

    flow.removeRow('measures', 1);
    expect(flow.messageAt('measures[1].measure')).toBe(undefined);
    expect(flow.answers.measures).toEqual([{ measure: 'a' }]);
    flow.removeRow('measures', 0);

    expect('measures' in flow.answers).toBe(false);
  });
});
