import { Finding } from '../design/Finding';
import { Articles, Why } from '../design/Why';
import { type FindingRule, type Found, found } from '../engine';
import type { Scope } from '../engine/sheet';
import type { Flow } from './flow';
import { useFlow, useSlice } from './hooks';
import { isOn, type Screen } from './screens';
import type { Vulnerability } from './types';
import { questionsOf, type Reason, reasonOf } from './why';
import { personName } from './words';

function key({ code, person }: Found): string {
  return `${code} ${person ?? ''}`;
}

/** Findings that rest on a question of the screen; all of them without a screen. */
function findingsOn(flow: Flow, screen: Screen | null): Found[] {
  const all = found(flow.sheet);
  if (!screen) return all;
  const rules = flow.setting.form.findings ?? [];
  const here = new Set(
    rules
      .filter((rule) => questionsOf(rule, flow).some((id) => isOn(screen, id) || inRow(screen, id)))
      .map((rule) => rule.code),
  );
  return all.filter(({ code }) => here.has(code));
}

function inRow(screen: Screen, id: string): boolean {
  return screen.kind === 'row' && screen.nodes.some(({ item }) => item.id === id);
}

/** Where the rule of a finding holds: the whole form, or the repetition about this person. */
function siteOf({ code, person }: Found, flow: Flow): { rule: FindingRule; scope: Scope } | null {
  const rule = flow.setting.form.findings?.find((one) => one.code === code);
  if (!rule) return null;
  const group = rule.each === undefined ? undefined : flow.sheet.form.nodes.get(rule.each);
  if (!group || group.repeat) return { rule, scope: flow.sheet };
  const rows = flow.sheet.repetitions(group);
  const own = rows.find((row) => Object.values(row.raw).includes(person ?? ''));
  return { rule, scope: own ?? rows[0] ?? flow.sheet };
}

function ReasonPanel({ title, reason }: { title: string; reason: Reason }) {
  const { rule, facts, numbers, articles, source } = reason;
  return (
    <Why about={title}>
      {rule ? <p>{rule}</p> : null}
      {facts.length > 0 ? (
        <dl class="facts">
          {facts.map(({ question, answer }) => (
            <div key={question}>
              <dt>{/[?!:]$/.test(question) ? question : `${question}:`} </dt>
              <dd>{answer}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {numbers.map(({ title: name, value, since }) => (
        <p key={name}>
          {name}: <strong>{value}</strong>, în vigoare din {since}.
        </p>
      ))}
      <Articles articles={articles} />
      {source ? <p class="soft">Sursa: {source}.</p> : null}
    </Why>
  );
}

function One({ one, about }: { one: Found; about: Vulnerability }) {
  const flow = useFlow();
  const site = siteOf(one, flow);
  const areas = flow.setting.packs.vocabulary.areas;
  return (
    <Finding
      title={about.title}
      area={about.area}
      areaTitle={areas.find(({ code }) => code === about.area)?.title ?? about.area}
      urgency={about.urgency}
      favourable={about.favourable ?? false}
      person={one.person ? personName(flow, one.person) : undefined}
    >
      {site ? (
        <ReasonPanel title={about.title} reason={reasonOf(site.rule, site.scope, flow, about)} />
      ) : null}
    </Finding>
  );
}

/** What has been found so far, growing while the worker answers; the most urgent first. */
export function Findings({ screen }: { screen: Screen | null }) {
  const flow = useFlow();
  useSlice((one) => findingsOn(one, screen).map(key).join('\n'));
  const { vulnerabilities } = flow.setting.packs;
  const shown = findingsOn(flow, screen)
    .flatMap((one) => {
      const about = vulnerabilities[one.code];
      return about ? [{ one, about }] : [];
    })
    .sort((a, b) => b.about.urgency - a.about.urgency);
  return (
    <section aria-live="polite" aria-label="Ce am găsit">
      {shown.length > 0 ? (
        <div class="found">
          <h2>Ce am găsit</h2>
          <ul class="stack-tight">
            {shown.map(({ one, about }) => (
              <One key={key(one)} one={one} about={about} />
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}
