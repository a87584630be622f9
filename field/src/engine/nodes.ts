/** A compiled form indexed: one node an item, knowing where it stands. */
import type { Form, Item } from './types';

export interface Node {
  readonly item: Item;
  readonly parent: Node | null;
  /** The repeating group it stands in, if any. */
  readonly repeat: Node | null;
  readonly children: Node[];
}

export interface Prepared {
  readonly form: Form;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly roots: Node[];
}

const known = new WeakMap<Form, Prepared>();

/** The form indexed; kept as long as the form object lives, because forms never change. */
export function prepared(form: Form): Prepared {
  const earlier = known.get(form);
  if (earlier) return earlier;
  const nodes = new Map<string, Node>();
  const roots = form.items.map((item) => add(item, null, null, nodes));
  const made = { form, nodes, roots };
  known.set(form, made);
  return made;
}

function add(item: Item, parent: Node | null, repeat: Node | null, nodes: Map<string, Node>): Node {
  const children: Node[] = [];
  const node: Node = { item, parent, repeat, children };
  nodes.set(item.id, node);
  const inner = item.repeats ? node : repeat;
  for (const child of item.items ?? []) children.push(add(child, node, inner, nodes));
  return node;
}

export function nodeOf(form: Prepared, id: string): Node {
  const node = form.nodes.get(id);
  if (!node) throw new Error(`form ${form.form.id} has no item ${id}`);
  return node;
}

/** Items that take an answer at one level: groups that do not repeat are opened. */
export function* asked(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    if (node.item.type === 'group' && !node.item.repeats) yield* asked(node.children);
    else if (node.item.type !== 'display') yield node;
  }
}
