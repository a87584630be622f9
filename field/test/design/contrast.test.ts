import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(`${import.meta.dirname}/../../src/design/tokens.css`, 'utf8');

function colours(block: string): Record<string, string> {
  const found = [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]));
}

const light = colours(css.slice(0, css.indexOf('@media')));
const darkBlock = css.slice(css.indexOf('prefers-color-scheme: dark'), css.indexOf('@media print'));
const dark = { ...light, ...colours(darkBlock) };

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

const TEXTS: [text: string, ...grounds: string[]][] = [
  [
    'ink',
    'paper',
    'linen',
    'fir-ground',
    'urgent-ground',
    'warn-ground',
    'good-ground',
    'info-ground',
  ],
  ['soft', 'paper', 'linen', 'fir-ground'],
  ['fir', 'paper', 'linen', 'fir-ground'],
  ['ember', 'paper', 'linen'],
  ['on-fill', 'fir-fill', 'fir-press', 'ember-fill', 'urgent-fill'],
  ...['urgent', 'warn', 'good', 'info'].map((tone): [string, ...string[]] => [
    tone,
    'paper',
    'linen',
    `${tone}-ground`,
  ]),
  ...['social', 'health', 'education', 'employment', 'housing', 'identity'].map(
    (area): [string, ...string[]] => [`area-${area}`, 'paper'],
  ),
];

describe.each([
  ['light', light],
  ['dark', dark],
])('%s colours', (_theme, known) => {
  const pairs = TEXTS.flatMap(([text, ...grounds]) =>
    grounds.map((ground) => [text, ground] as const),
  );

  it.each(pairs)('%s can be read on %s', (text, ground) => {
    expect(contrast(known[text] ?? '', known[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['line', 'paper'],
    ['line', 'linen'],
    ['focus', 'focus-edge'],
  ])('%s can be told from %s', (one, other) => {
    expect(contrast(known[one] ?? '', known[other] ?? '')).toBeGreaterThanOrEqual(3);
  });
});
