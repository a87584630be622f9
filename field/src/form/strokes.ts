/** A signature as strokes of [x, y, t]: whole numbers in a box of 600 x 300, t in milliseconds. */

export type Point = [x: number, y: number, t: number];
export type Stroke = Point[];

export const BOX = { width: 600, height: 300 } as const;

function within(value: number, limit: number): number {
  return Math.min(limit, Math.max(0, Math.round(value)));
}

/** A place on the drawn pad as a place in the box. */
export function inBox(
  x: number,
  y: number,
  pad: { width: number; height: number },
  t: number,
): Point {
  return [
    within((x / pad.width) * BOX.width, BOX.width),
    within((y / pad.height) * BOX.height, BOX.height),
    Math.max(0, Math.round(t)),
  ];
}

/** Strokes with one more point: in the last stroke, or in a new one. */
export function withPoint(strokes: readonly Stroke[], point: Point, isNew: boolean): Stroke[] {
  const last = strokes.at(-1);
  if (isNew || !last) return [...strokes, [point]];
  return [...strokes.slice(0, -1), [...last, point]];
}

/** SVG path of the strokes; a lone point is drawn as a dot. */
export function pathOf(strokes: readonly Stroke[]): string {
  return strokes.map((stroke) => strokePath(stroke)).join(' ');
}

function strokePath(stroke: Stroke): string {
  const [first, ...rest] = stroke.map(([x, y]) => `${x} ${y}`);
  if (first === undefined) return '';
  return `M${first}${rest.length > 0 ? rest.map((point) => `L${point}`).join('') : 'h0.1'}`;
}
