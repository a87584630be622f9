/** What a form's answers show: the rules that hold, and about whom (vatra/kit/findings.py). */
import { holds } from './conditions';
import { type Node, nodeOf } from './nodes';
import type { Scope } from './sheet';
import type { FindingRule, Found } from './types';

/** Findings in the order of the rules; each (code, person) once. */
export function found(sheet: Scope): Found[] {
  const rules = sheet.form.form.findings ?? [];
  const all = rules.flatMap((rule) => ofRule(rule, sheet));
  const known = new Set<string>();
  return all.filter(({ code, person }) => {
    const key = `${code} ${person ?? ''}`;
    return !known.has(key) && known.add(key);
  });
}

function ofRule(rule: FindingRule, sheet: Scope): Found[] {
  const { code } = rule;
  const own = subjectOf(sheet);
  if (rule.each === undefined) return holds(rule.when, sheet) ? [{ code, person: own }] : [];
  const group = nodeOf(sheet.form, rule.each);
  const rows = repetitionsOf(group, sheet).filter((row) => holds(rule.when, row));
  return rows.map((row) => ({ code, person: personOf(group, row) || own }));
}

/** In a form about a person what is found is about that person. */
function subjectOf(sheet: Scope): string | null {
  return sheet.form.form.subject === 'person' ? (sheet.world.context.person?.id ?? null) : null;
}

function repetitionsOf(group: Node, sheet: Scope): Scope[] {
  const outer = group.repeat ? repetitionsOf(group.repeat, sheet) : [sheet];
  return outer.flatMap((scope) => scope.repetitions(group));
}

function personOf(group: Node, row: Scope): string | null {
  const node = inside(group).find((child) => child.item.type === 'person');
  const value = node && row.value(node);
  return typeof value === 'string' ? value : null;
}

/** Items of one repetition, not those of repeating groups inside it. */
function inside(group: Node): Node[] {
  return group.children.flatMap((child) => [child, ...(child.item.repeats ? [] : inside(child))]);
}
