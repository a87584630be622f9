/** One form being filled: its answers, what they mean now, and who wants to know of a change. */

import type { Issue, Item, Parameters } from '../engine';
import { type Answers, check, found, initialAnswers, type Json, openSheet } from '../engine';
import { initialLevel } from '../engine/initial';
import type { Node } from '../engine/nodes';
import type { Scope } from '../engine/sheet';
import { answerAt, withAnswer } from './paths';
import type { BlobRef, Draft, FormFlowProps, ParameterInfo, ReferenceChoice } from './types';

type Setting = Pick<FormFlowProps, 'form' | 'packs' | 'context' | 'draft' | 'providers'>;

export class Flow {
  answers: Answers;
  /** The answers as the engine sees them; a new one after each change, and lazy. */
  sheet: Scope;
  readonly parameters: Parameters;
  readonly blobs = new Map<string, BlobRef>();
  private readonly names = new Map<string, string>();
  private shown = new Map<string, string>();
  private readonly listeners = new Set<() => void>();

  constructor(readonly setting: Setting) {
    const { form, packs, context, draft } = setting;
    this.parameters = datedOf(packs.parameters[packOf(form.id)] ?? {});
    this.answers = draft?.answers ?? initialAnswers(form, context);
    for (const blob of draft?.blobs ?? []) this.blobs.set(blob.sha256, blob);
    for (const [id, name] of Object.entries(draft?.names ?? {})) this.names.set(id, name);
    this.sheet = this.open();
  }

  private open(): Scope {
    const { form, context } = this.setting;
    return openSheet(form, this.answers, context, this.parameters);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  get(path: string): Json | undefined {
    return answerAt(this.answers, path);
  }

  set(path: string, value: Json | undefined): void {
    this.answers = withAnswer(this.answers, path, value);
    this.sheet = this.open();
    this.shown.delete(path);
    this.tell();
  }

  /** How many repetitions a repeating group has now. */
  rows(path: string): number {
    const rows = this.get(path);
    return Array.isArray(rows) ? rows.length : 0;
  }

  addRow(path: string): number {
    const index = this.rows(path);
    this.set(`${path}[${index}]`, initialLevel(this.groupOf(path)?.children ?? [], this.sheet));
    this.forgetIssues(path);
    return index;
  }

  private groupOf(path: string): Node | undefined {
    return this.sheet.form.nodes.get(path.split('.').at(-1) ?? path);
  }

  removeRow(path: string, index: number): void {
    this.set(`${path}[${index}]`, undefined);
    this.forgetIssues(path);
    if (this.rows(path) === 0) this.set(path, undefined);
  }

  /** Rows move up when one is removed, so what was said of them no longer fits. */
  private forgetIssues(path: string): void {
    this.shown = new Map([...this.shown].filter(([one]) => !one.startsWith(path)));
    this.tell();
  }

  /** The scope that an item of this prefix ("" or "rows[2].") lives in; null when it is not asked. */
  scopeAt(prefix: string): Scope | null {
    let scope: Scope = this.sheet;
    for (const [, id = '', index = ''] of prefix.matchAll(/([a-z0-9_]+)\[([0-9]+)\]\./g)) {
      const group = this.sheet.form.nodes.get(id);
      const row: Scope | undefined = group && scope.repetitions(group)[Number(index)];
      if (!row) return null;
      scope = row;
    }
    return scope;
  }

  isAsked(node: Node, prefix: string): boolean {
    return this.scopeAt(prefix)?.isEnabled(node) ?? false;
  }

  /** Everything wrong now, one issue a path, in the order of the form. */
  issues(): Issue[] {
    const first = new Map<string, Issue>();
    for (const issue of check(this.sheet).issues) {
      if (issue.code !== 'unknown_item' && !first.has(issue.path)) first.set(issue.path, issue);
    }
    return [...first.values()];
  }

  /** Shows these issues at their questions (and no others). */
  show(issues: readonly Issue[]): void {
    this.shown = new Map(issues.map(({ path, message }) => [path, message]));
    this.tell();
  }

  messageAt(path: string): string | undefined {
    return this.shown.get(path);
  }

  /** Name of what was picked for an item, so that a draft can show it again offline. */
  nameOf(item: Item, value: Json | undefined): string | undefined {
    const picked = this.names.get(`${item.id}=${String(value)}`);
    if (picked !== undefined || value === undefined) return picked;
    return this.setting.providers.nameOf?.(item, value);
  }

  /** What the item may name, given the answers around it; null when it is typed. */
  choicesFor(item: Item, prefix: string): ReferenceChoice[] | null {
    const around = { ...this.answers, ...this.scopeAt(prefix)?.raw };
    return this.setting.providers.choicesFor?.(item, around) ?? null;
  }

  remember(item: Item, value: Json, name: string): void {
    this.names.set(`${item.id}=${String(value)}`, name);
  }

  keep(blob: BlobRef): void {
    this.blobs.set(blob.sha256, blob);
  }

  draft(at: string): Draft {
    const { answers } = this;
    return { answers, at, blobs: this.named(answers), names: Object.fromEntries(this.names) };
  }

  submission() {
    const { answers } = check(this.sheet);
    return { answers, blobs: this.named(answers), findings: found(this.sheet) };
  }

  /** Files that these answers still name. */
  private named(answers: Answers): BlobRef[] {
    const text = JSON.stringify(answers);
    return [...this.blobs.values()].filter((blob) => text.includes(`"${blob.sha256}"`));
  }
}

export function packOf(formId: string): string {
  return formId.split('/')[0] ?? '';
}

function datedOf(described: Record<string, ParameterInfo>): Parameters {
  return Object.fromEntries(Object.entries(described).map(([name, { values }]) => [name, values]));
}
