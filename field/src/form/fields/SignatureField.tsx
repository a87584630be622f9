import { useRef, useState } from 'preact/hooks';
import type { Json } from '../../engine';
import { Icon } from '../../icons/Icon';
import { useFlow, useSlice } from '../hooks';
import { BOX, inBox, type Point, pathOf, type Stroke, withPoint } from '../strokes';
import { describedBy, type FieldProps, fieldId, ManyControls, useMessage } from './shell';

const STEP = 12;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

function strokesOf(value: Json | undefined): Stroke[] {
  return Array.isArray(value) ? (value as unknown as Stroke[]) : [];
}

/** The pen as the keyboard leads it: Enter or space puts it down and lifts it, arrows move it. */
function useKeyboardPen(draw: (point: Point, isNew: boolean) => void) {
  const pen = useRef({ x: BOX.width / 4, y: BOX.height / 2, isDown: false, began: 0 });
  const [seen, setSeen] = useState({ ...pen.current, isShown: false });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = ARROWS[event.key];
    if (!step && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    const { x, y, isDown, began } = pen.current;
    const [right, down] = step ?? [0, 0];
    const next = {
      x: x + right,
      y: y + down,
      isDown: step ? isDown : !isDown,
      began: began || Date.now(),
    };
    pen.current = next;
    if (next.isDown) draw(inBox(next.x, next.y, BOX, Date.now() - next.began), !step);
    setSeen({ ...next, isShown: true });
  };
  return { pen: seen, onKeyDown };
}

/** Drawn with a finger, a pen, a mouse or the arrow keys; kept as strokes, not as a picture. */
export function SignatureField(field: FieldProps) {
  const { item, path } = field;
  const flow = useFlow();
  const strokes = strokesOf(useSlice((one) => one.get(path)));
  const message = useMessage(path);
  const began = useRef(0);
  const drawing = useRef(false);
  const draw = (point: Point, isNew: boolean) => {
    const next = withPoint(strokesOf(flow.get(path)), point, isNew);
    flow.set(path, next as unknown as Json);
  };
  const { pen, onKeyDown } = useKeyboardPen(draw);
  const follow = (event: PointerEvent & { currentTarget: HTMLElement }, isNew: boolean) => {
    const pad = event.currentTarget.getBoundingClientRect();
    if (began.current === 0) began.current = event.timeStamp;
    const t = event.timeStamp - began.current;
    draw(inBox(event.clientX - pad.left, event.clientY - pad.top, pad, t), isNew);
  };
  return (
    <ManyControls field={field} message={message}>
      <div
        id={fieldId(path)}
        class="pad"
        role="application"
        tabIndex={0}
        aria-label={`Loc pentru semnătură: ${item.text}. ${strokes.length > 0 ? 'Semnat.' : 'Gol.'}`}
        aria-describedby={describedBy(item, path, message, `${fieldId(path)}-how`)}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          drawing.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
          follow(event, true);
        }}
        onPointerMove={(event) => drawing.current && follow(event, false)}
        onPointerUp={() => {
          drawing.current = false;
        }}
        onPointerCancel={() => {
          drawing.current = false;
        }}
      >
        <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} aria-hidden="true">
          <line class="pad-line" x1="40" y1="240" x2="560" y2="240" />
          <path class="pad-ink" d={pathOf(strokes)} />
          {pen.isShown ? (
            <circle
              class={pen.isDown ? 'pad-pen is-down' : 'pad-pen'}
              cx={pen.x}
              cy={pen.y}
              r="6"
            />
          ) : null}
        </svg>
      </div>
      <div class="line-up">
        <p class="hint" id={`${fieldId(path)}-how`}>
          Semnați cu degetul. De la tastatură: Enter pune și ridică creionul, săgețile îl mișcă.
        </p>
        {strokes.length > 0 ? (
          <button
            type="button"
            class="btn btn-small"
            onClick={() => {
              began.current = 0;
              flow.set(path, undefined);
            }}
          >
            <Icon name="undo-2" />
            Șterge semnătura
          </button>
        ) : null}
      </div>
    </ManyControls>
  );
}
