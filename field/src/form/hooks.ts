import { createContext } from 'preact';
import { useContext, useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import type { Flow } from './flow';

export const FlowContext = createContext<Flow | null>(null);

export function useFlow(): Flow {
  const flow = useContext(FlowContext);
  if (!flow) throw new Error('a field stands outside a form');
  return flow;
}

/**
 * What the component needs of the flow. It is drawn again only when that differs, so a key pressed
 * in one field costs the others a comparison, not a drawing. Select texts, numbers, booleans or kept
 * references: never a new object.
 */
export function useSlice<T>(select: (flow: Flow) => T): T {
  const flow = useFlow();
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0);
  const value = select(flow);
  const latest = useRef({ select, value });
  latest.current = { select, value };
  // Not after the paint: an answer given in between would never be drawn.
  useLayoutEffect(
    () =>
      flow.subscribe(() => {
        if (!Object.is(latest.current.select(flow), latest.current.value)) redraw();
      }),
    [flow],
  );
  return value;
}
