/**
 * Exact decimals: whole numbers or text ("6.2"), the way records carry them. Inside: a whole number
 * of units of 10^-scale, so nothing is ever rounded but by `divide`.
 */
export interface Decimal {
  units: bigint;
  scale: number;
}

const WRITTEN = /^-?[0-9]{1,15}(\.[0-9]{1,6})?$/;

/** The number of a whole number or of decimal text, else null. */
export function parseDecimal(value: unknown): Decimal | null {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? { units: BigInt(value), scale: 0 } : null;
  }
  if (typeof value !== 'string' || !WRITTEN.test(value)) return null;
  const [whole = '', fraction = ''] = value.split('.');
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

/** Shortest text: 6.20 is "6.2", -0 is "0". */
export function decimalText({ units, scale }: Decimal): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${sign}${whole}${fraction ? `.${fraction}` : ''}`;
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  const raise = (one: Decimal) => one.units * 10n ** BigInt(scale - one.scale);
  return [raise(a), raise(b), scale];
}

/** Below, equal or above zero, as `sort` wants it. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const [left, right] = aligned(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [left, right, scale] = aligned(a, b);
  return { units: left + right, scale };
}

/** Two places, half away from zero; null when the divisor is zero. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal | null {
  const [left, right] = aligned(a, b);
  if (right === 0n) return null;
  const [top, bottom] = [magnitude(left) * 100n, magnitude(right)];
  const rounded = (2n * top + bottom) / (2n * bottom);
  return { units: left < 0n !== right < 0n ? -rounded : rounded, scale: 2 };
}

function magnitude(units: bigint): bigint {
  return units < 0n ? -units : units;
}
