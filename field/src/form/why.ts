/** Why something was found: the answers that led to it, the numbers of the law, the articles. */
import {
  type Condition,
  dateInWords,
  type Expression,
  type FindingRule,
  type Json,
} from '../engine';
import { shown } from '../engine/messages';
import type { Scope } from '../engine/sheet';
import { type Flow, packOf } from './flow';
import type { Citation, Vulnerability } from './types';
import { inWords } from './words';

export interface Reason {
  rule: string | null;
  facts: { question: string; answer: string }[];
  numbers: { title: string; value: string; since: string }[];
  articles: Citation[];
  source: string | null;
}

type Part = Condition | Expression | Json | undefined;

type Leaf = { q: string } | { param: string };

/** Every {q} and {param} of a condition or expression, computed items opened to what they rest on. */
function leaves(part: Part, flow: Flow): Leaf[] {
  if (typeof part !== 'object' || part === null) return [];
  if (Array.isArray(part)) return part.flatMap((one) => leaves(one as Part, flow));
  const inner = Object.values(part).flatMap((one) => leaves(one as Part, flow));
  if ('param' in part) return [{ param: String(part.param) }];
  return 'q' in part ? [...opened(String(part.q), flow), ...inner] : inner;
}

function opened(id: string, flow: Flow): Leaf[] {
  const compute = flow.sheet.form.nodes.get(id)?.item.compute;
  return [{ q: id }, ...leaves(compute, flow)];
}

/** Link ids that a rule looks at. */
export function questionsOf(rule: FindingRule, flow: Flow): string[] {
  const ids = leaves(rule.when, flow).flatMap((leaf) => ('q' in leaf ? [leaf.q] : []));
  return [...new Set(rule.each ? [...ids, rule.each] : ids)];
}

function factsOf(rule: FindingRule, scope: Scope, flow: Flow): Reason['facts'] {
  return questionsOf(rule, flow).flatMap((id) => {
    const node = flow.sheet.form.nodes.get(id);
    if (!node || node.item.type === 'group') return [];
    const answer = inWords(node.item, scope.lookup(id), flow);
    return answer ? [{ question: node.item.text, answer }] : [];
  });
}

function numbersOf(rule: FindingRule, flow: Flow): Reason['numbers'] {
  const { packs, form } = flow.setting;
  const described = packs.parameters[packOf(form.id)] ?? {};
  const on = flow.sheet.world.date ?? '';
  const names = leaves(rule.when, flow).flatMap((leaf) => ('param' in leaf ? [leaf.param] : []));
  return [...new Set(names)].flatMap((name) => {
    const known = described[name];
    const dated = known?.values.findLast(({ from }) => from <= on);
    if (!known || !dated) return [];
    const value = `${shown(dated.value)}${known.unit ? ` ${known.unit}` : ''}`;
    return [{ title: known.title, value, since: dateInWords(dated.from) }];
  });
}

/** Articles by their ids; an id that the packs do not describe stands for itself. */
export function articlesOf(ids: readonly string[] | undefined, flow: Flow): Citation[] {
  return (ids ?? []).map((id) => flow.setting.packs.citations?.[id] ?? { id });
}

export function reasonOf(
  rule: FindingRule,
  scope: Scope,
  flow: Flow,
  about: Vulnerability,
): Reason {
  return {
    rule: about.why ?? null,
    facts: factsOf(rule, scope, flow),
    numbers: numbersOf(rule, flow),
    articles: articlesOf(about.cites, flow),
    source: about.source ?? null,
  };
}
