/**
 * The answers of one form being looked at: what is asked, what counts. Lazy: it cleans and tests
 * only what somebody looks up, and remembers it. Twin of vatra/kit/sheet.py.
 */
import { CLEANERS, isMissing } from './answers';
import { holds } from './conditions';
import { daysBetween, earliest, isDay, monthsBetween, yearsBetween } from './dates';
import { evaluate } from './expressions';
import { type Node, nodeOf, type Prepared, prepared } from './nodes';
import type { Answers, Context, Form, Json, Parameters } from './types';
import type { Value } from './values';

const AGES: Record<string, (from: string, to: string) => number> = {
  'person.age_years': yearsBetween,
  'person.age_months': monthsBetween,
  'person.age_days': daysBetween,
};

/** Context and dated parameters of one evaluation, the same for every repetition. */
export class World {
  readonly today: string | undefined;
  readonly date: string | undefined;

  constructor(
    readonly context: Context,
    readonly parameters: Parameters,
    ownDate: string | undefined,
  ) {
    this.today = context.today || context.date;
    this.date = ownDate || context.date || this.today;
  }

  ctx(path: string): Value {
    if (path === 'today') return this.today;
    if (path === 'date') return this.date;
    const measure = AGES[path];
    const birth = measure ? earliest(this.given('person.birth_date')) : null;
    const day = earliest(this.date);
    if (measure && birth && day) return birth <= day ? measure(birth, day) : undefined;
    return this.given(path);
  }

  private given(path: string): Value {
    let value: Value = this.context as unknown as Json;
    for (const key of path.split('.')) value = member(value, key);
    return value ?? undefined;
  }

  /** The value in force on the form's date: the last not after it. */
  param(name: string): Value {
    const { date } = this;
    if (date === undefined) return undefined;
    return this.parameters[name]?.findLast((dated) => dated.from <= date)?.value;
  }
}

export function member(value: Value, key: string): Value {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The top level of a form, or one repetition of a repeating group. */
export class Scope {
  private readonly values = new Map<string, Value>();
  private readonly rows = new Map<string, Scope[]>();
  private readonly enabled = new Map<string, boolean>();

  constructor(
    readonly world: World,
    readonly form: Prepared,
    readonly raw: Answers,
    readonly around: Scope | null,
    readonly group: Node | null,
  ) {}

  given(id: string): Value {
    return Object.hasOwn(this.raw, id) ? this.raw[id] : undefined;
  }

  /** The answer that counts, undefined when missing; a list for an item in a group seen from outside. */
  lookup(id: string): Value {
    const node = nodeOf(this.form, id);
    const home = this.homeOf(node);
    if (home) return home.shown(node);
    return this.scopesOf(node.repeat).flatMap((scope) => {
      const value = scope.shown(node);
      return node.item.repeats && Array.isArray(value) ? value : value === undefined ? [] : [value];
    });
  }

  /** What one scope holds of its own item; a repeating group as the raw rows that count. */
  private shown(node: Node): Value {
    return node.item.repeats ? this.repetitions(node).map((row) => row.raw) : this.value(node);
  }

  private homeOf(node: Node): Scope | null {
    let scope: Scope | null = this;
    while (scope && scope.group !== node.repeat) scope = scope.around;
    return scope;
  }

  /** Every repetition of a group, from the nearest scope outwards. */
  private scopesOf(group: Node | null): Scope[] {
    if (!group) return [this];
    const home = this.homeOf(group);
    const outer = home ? [home] : this.scopesOf(group.repeat);
    return outer.flatMap((scope) => scope.repetitions(group));
  }

  /** The answer of an item of this very scope; undefined when missing, disabled or badly typed. */
  value(node: Node): Value {
    const { id } = node.item;
    if (!this.values.has(id))
      this.values.set(id, this.isEnabled(node) ? this.read(node) : undefined);
    return this.values.get(id);
  }

  private read(node: Node): Value {
    const { item } = node;
    if (item.type === 'computed') return item.compute && evaluate(item.compute, this);
    const raw = this.given(item.id);
    if (item.type === 'group' || item.type === 'display' || isMissing(raw)) return undefined;
    return CLEANERS[item.type](item, raw);
  }

  /** One scope a repetition; none when the group is disabled or badly typed. */
  repetitions(group: Node): Scope[] {
    const { id } = group.item;
    const earlier = this.rows.get(id);
    if (earlier) return earlier;
    const raw = this.given(id);
    const counts = isListOfObjects(raw) && this.isEnabled(group);
    const rows = counts ? raw.map((one) => new Scope(this.world, this.form, one, this, group)) : [];
    this.rows.set(id, rows);
    return rows;
  }

  /** Whether the item is asked: its own condition and those of all groups around it. */
  isEnabled(node: Node): boolean {
    const { id } = node.item;
    const earlier = this.enabled.get(id);
    if (earlier !== undefined) return earlier;
    const { parent } = node;
    const closed = parent !== null && parent !== this.group && !this.isEnabled(parent);
    const open = !closed && (node.item.when === undefined || holds(node.item.when, this));
    this.enabled.set(id, open);
    return open;
  }
}

export function isListOfObjects(raw: Value): raw is Answers[] {
  return (
    Array.isArray(raw) &&
    raw.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
  );
}

/** The form's top scope over the given answers. */
export function openSheet(
  form: Form,
  answers: Answers,
  context: Context,
  parameters: Parameters = {},
): Scope {
  const own = form.date ? answers[form.date] : undefined;
  const world = new World(context, parameters, isDay(own) ? own : undefined);
  return new Scope(world, prepared(form), answers, null, null);
}

/** Paths of the items that are asked now, in order: `group`, `item`, `rows[0].item`. */
export function enabledIds(sheet: Scope): string[] {
  return [...enabledIn(sheet, sheet.form.roots, '')];
}

function* enabledIn(scope: Scope, nodes: readonly Node[], prefix: string): Generator<string> {
  for (const node of nodes) {
    if (!scope.isEnabled(node)) continue;
    const path = prefix + node.item.id;
    yield path;
    if (!node.item.repeats) yield* enabledIn(scope, node.children, prefix);
    else {
      for (const [index, row] of scope.repetitions(node).entries()) {
        yield* enabledIn(row, node.children, `${path}[${index}].`);
      }
    }
  }
}
