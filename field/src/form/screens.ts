/** A form cut into screens: one group of questions each, a long repeating group on its own. */
import type { Node } from '../engine/nodes';
import type { Flow } from './flow';

export interface Screen {
  kind: 'questions' | 'rows' | 'row';
  /** Stands in the draft: id of the first item, of the repeating group, or "group[2]". */
  key: string;
  title: string;
  hint?: string;
  nodes: readonly Node[];
  prefix: string;
}

/** Key of the last screen; no item can have such an id. */
export const SUMMARY = '#summary';
const SHORT_ROW = 3;

/** Repeating groups of a few questions stand among the others; longer ones get screens of their own. */
function isShort(group: Node): boolean {
  return leaves(group).length <= SHORT_ROW && leaves(group).every((leaf) => !leaf.item.repeats);
}

function leaves(group: Node): Node[] {
  return group.children.flatMap((child) =>
    child.item.type === 'group' && !child.item.repeats ? leaves(child) : [child],
  );
}

/** Every screen of the form, asked or not. */
function allScreens(flow: Flow): Screen[] {
  const { roots, form } = flow.sheet.form;
  return cut(roots, { title: form.title, hint: form.hint });
}

function cut(nodes: readonly Node[], head: { title: string; hint?: string }): Screen[] {
  const screens: Screen[] = [];
  let run: Node[] = [];
  const close = () => {
    const [first] = run;
    if (!first) return;
    const alone = run.length === 1 && first.parent === null;
    const title = alone ? first.item.text : head.title;
    screens.push({ kind: 'questions', key: first.item.id, ...head, title, nodes: run, prefix: '' });
    run = [];
  };
  for (const node of nodes) {
    const { item } = node;
    if (item.type !== 'group' || (item.repeats && isShort(node))) {
      run.push(node);
      continue;
    }
    close();
    const own = { title: item.text, hint: item.hint };
    if (item.repeats)
      screens.push({ kind: 'rows', key: item.id, ...own, nodes: [node], prefix: '' });
    else screens.push(...cut(node.children, own));
  }
  close();
  return screens;
}

/** The screens that are asked now, in order. */
export function screensOf(flow: Flow): Screen[] {
  return allScreens(flow).filter((screen) => screen.nodes.some((node) => flow.isAsked(node, '')));
}

/** The screen of a key; a key of a repetition gives the screen of that repetition. */
export function screenAt(flow: Flow, key: string): Screen | undefined {
  const row = /^([a-z0-9_]+)\[([0-9]+)\]$/.exec(key);
  if (!row) return screensOf(flow).find((screen) => screen.key === key);
  const [, id = '', index = ''] = row;
  const group = flow.sheet.form.nodes.get(id);
  if (!group || Number(index) >= flow.rows(id)) return undefined;
  const title = `${group.item.text}: ${Number(index) + 1}`;
  return { kind: 'row', key, title, nodes: group.children, prefix: `${key}.` };
}

/** Key of the screen that asks the question of a path. */
export function keyOfPath(flow: Flow, path: string): string {
  const [top = '', rest] = path.split('[');
  const screen = screensOf(flow).find((one) => one.nodes.some((node) => node.item.id === top));
  if (screen?.kind === 'rows' && rest !== undefined) return path.slice(0, path.indexOf(']') + 1);
  return screen?.key ?? SUMMARY;
}

/** Whether the path is asked on the screen. */
export function isOn(screen: Screen, path: string): boolean {
  if (screen.kind === 'row') return path.startsWith(screen.prefix);
  return screen.nodes.some(({ item }) => path === item.id || path.startsWith(`${item.id}[`));
}
