/**
 * Answers cleaned (disabled dropped, computed filled) and their issues: twin of vatra/kit/forms.py.
 * Nothing is thrown away silently: each answer left out has an issue or is disabled.
 */
import { isMissing } from './answers';
import { bounds, faultsOf } from './checking';
import { issueText, TEMPLATES } from './messages';
import { asked, type Node } from './nodes';
import { isListOfObjects, type Scope } from './sheet';
import type { Answers, Checked, Issue, Json } from './types';

export function check(sheet: Scope): Checked {
  const answers: Answers = {};
  const issues = [...level(sheet, sheet.form.roots, '', answers)];
  return { answers, issues };
}

/** Issues of one level; what stays goes into `kept`. */
function* level(scope: Scope, nodes: Node[], prefix: string, kept: Answers): Generator<Issue> {
  const known = new Set<string>();
  for (const node of asked(nodes)) {
    known.add(node.item.id);
    if (!scope.isEnabled(node)) continue;
    yield* node.item.repeats ? group(scope, node, prefix, kept) : one(scope, node, prefix, kept);
  }
  const unknown = Object.keys(scope.raw).filter((id) => !known.has(id));
  for (const id of unknown.sort()) {
    const message = (TEMPLATES.unknown_item ?? '').replace('{id}', () => id);
    yield { path: prefix + id, code: 'unknown_item', message };
  }
}

function* one(scope: Scope, node: Node, prefix: string, kept: Answers): Generator<Issue> {
  const { item } = node;
  const [value, path] = [scope.value(node), prefix + item.id];
  const isComputed = item.type === 'computed';
  if (value !== undefined && value !== null) {
    kept[item.id] = value;
    if (isComputed) return;
    for (const [code, message] of faultsOf(item, value, scope)) yield { path, code, message };
  } else if (!isComputed) {
    yield* absent(node, scope.given(item.id), path);
  }
}

function* absent({ item }: Node, raw: Json | undefined, path: string): Generator<Issue> {
  if (!isMissing(raw)) yield { path, code: 'type', message: issueText(item, 'type') };
  else if (item.required) yield { path, code: 'required', message: issueText(item, 'required') };
}

function* group(scope: Scope, node: Node, prefix: string, kept: Answers): Generator<Issue> {
  const { id } = node.item;
  const [raw, path] = [scope.given(id), prefix + id];
  if (isMissing(raw) || !isListOfObjects(raw)) {
    yield* absent(node, raw, path);
    return;
  }
  const rows: Answers[] = [];
  kept[id] = rows;
  for (const [code, message] of bounds(node.item, raw.length, scope)) yield { path, code, message };
  for (const [index, repetition] of scope.repetitions(node).entries()) {
    const row: Answers = {};
    rows.push(row);
    yield* level(repetition, node.children, `${path}[${index}].`, row);
  }
}
