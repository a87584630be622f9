/** Lower case without diacritics (old cedilla forms too); hyphens and dots become spaces. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

export function wordsOf(text: string): string[] {
  const folded = fold(text);
  return folded === '' ? [] : folded.split(' ');
}

/** How many slips of the finger we forgive in a word of this length. */
export function slipsAllowed(length: number): number {
  if (length < 4) return 0;
  return length < 7 ? 1 : 2;
}

/**
 * Letters added, dropped, changed or swapped with their neighbour between two words; anything over
 * `limit` counts as `limit + 1`, so that hopeless pairs cost little.
 */
export function slips(left: string, right: string, limit: number): number {
  if (left === right) return 0;
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = nextRow(left, right, row, previous, before);
    if (Math.min(...current) > limit) return limit + 1;
    [before, previous] = [previous, current];
  }
  return Math.min(previous[right.length] ?? limit + 1, limit + 1);
}

function nextRow(
  left: string,
  right: string,
  row: number,
  previous: number[],
  before: number[],
): number[] {
  const current = [row];
  for (let column = 1; column <= right.length; column += 1) {
    const change = left[row - 1] === right[column - 1] ? 0 : 1;
    let cost = Math.min(
      (previous[column] ?? 0) + 1,
      (current[column - 1] ?? 0) + 1,
      (previous[column - 1] ?? 0) + change,
    );
    const swapped =
      column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
    if (row > 1 && swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
    current.push(cost);
  }
  return current;
}
