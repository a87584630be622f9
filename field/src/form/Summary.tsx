import type { Item } from '../engine';
import type { Node } from '../engine/nodes';
import type { Scope } from '../engine/sheet';
import { Icon } from '../icons/Icon';
import { Findings } from './Findings';
import type { Flow } from './flow';
import { useFlow } from './hooks';
import { type Screen, screensOf } from './screens';
import { inWords } from './words';

interface Line {
  path: string;
  question: string;
  answer: string;
  /** Worked out by the phone: there is nothing to change. */
  isComputed: boolean;
  isRequired: boolean;
}

function lineOf({ text, type, required }: Item, path: string, answer: string): Line {
  const isComputed = type === 'computed';
  return { path, question: text, answer, isComputed, isRequired: required ?? false };
}

/** Every question asked of these nodes, answered or not; repetitions are told apart by number. */
function linesOf(flow: Flow, scope: Scope, nodes: readonly Node[], prefix: string): Line[] {
  return nodes.flatMap((node) => {
    const { item } = node;
    if (!scope.isEnabled(node) || item.type === 'display') return [];
    const path = prefix + item.id;
    if (item.type !== 'group') {
      const answer = inWords(item, scope.value(node) ?? scope.given(item.id), flow);
      return [lineOf(item, path, answer)];
    }
    if (!item.repeats) return linesOf(flow, scope, node.children, prefix);
    const rows = scope.repetitions(node);
    if (rows.length === 0) return [lineOf(item, path, '')];
    return rows.flatMap((row, index) =>
      linesOf(flow, row, node.children, `${path}[${index}].`).map((line) => ({
        ...line,
        question: `${index + 1}. ${line.question}`,
      })),
    );
  });
}

function Lines({ lines, onChange }: { lines: Line[]; onChange: (path: string) => void }) {
  return (
    <dl class="answers">
      {lines.map(({ path, question, answer, isComputed }) => (
        <div key={path} class="answer">
          <dt>{question}</dt>
          <dd class={answer ? '' : 'soft'}>{answer || 'Fără răspuns'}</dd>
          {isComputed ? null : (
            <dd class="answer-change">
              <button type="button" class="link-btn" onClick={() => onChange(path)}>
                Schimbă
                <span class="unseen">: {question}</span>
              </button>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

/** One screen's answers; optional questions without an answer are folded away. */
function Section({ screen, onChange }: { screen: Screen; onChange: (path: string) => void }) {
  const flow = useFlow();
  const lines = linesOf(flow, flow.sheet, screen.nodes, screen.prefix);
  const said = lines.filter((line) => line.answer || line.isRequired);
  const unsaid = lines.filter((line) => !line.answer && !line.isRequired && !line.isComputed);
  return (
    <section class="card">
      <h2>{screen.title}</h2>
      {said.length > 0 ? <Lines lines={said} onChange={onChange} /> : null}
      {unsaid.length > 0 ? (
        <details class="why">
          <summary>
            <Icon name="chevron-down" />
            Fără răspuns: {unsaid.length}
            <span class="unseen"> la {screen.title}</span>
          </summary>
          <Lines lines={unsaid} onChange={onChange} />
        </details>
      ) : null}
    </section>
  );
}

/** All answers before saving, each with a way back to its question. */
export function Summary({ onChange }: { onChange: (path: string) => void }) {
  const flow = useFlow();
  return (
    <>
      <Findings screen={null} />
      {screensOf(flow).map((screen) => (
        <Section key={screen.key} screen={screen} onChange={onChange} />
      ))}
    </>
  );
}
