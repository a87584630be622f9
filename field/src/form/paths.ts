/** Answers addressed by path ("rows[2].item"), read and changed without touching the old object. */
import type { Answers, Json } from '../engine';

type Step = string | number;

function stepsOf(path: string): Step[] {
  return path
    .split(/[.[\]]/)
    .filter((part) => part !== '')
    .map((part) => (/^[0-9]+$/.test(part) ? Number(part) : part));
}

function member(value: Json | undefined, step: Step): Json | undefined {
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, step) ? value[step as string] : undefined;
}

export function answerAt(answers: Answers, path: string): Json | undefined {
  return stepsOf(path).reduce<Json | undefined>(member, answers);
}

/** The answers with one more value; undefined removes it. */
export function withAnswer(answers: Answers, path: string, value: Json | undefined): Answers {
  return changed(answers, stepsOf(path), value) as Answers;
}

function changed(whole: Json | undefined, [step, ...rest]: Step[], value: Json | undefined): Json {
  if (step === undefined) return value ?? null;
  const part = rest.length > 0 ? changed(member(whole, step), rest, value) : value;
  if (typeof step === 'number') {
    const list = Array.isArray(whole) ? [...whole] : [];
    if (part === undefined) list.splice(step, 1);
    else list[step] = part;
    return list;
  }
  const { [step]: _old, ...others } = (whole ?? {}) as Answers;
  return part === undefined ? others : { ...others, [step]: part };
}
