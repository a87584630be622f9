import { expect, test } from 'vitest';
import { clockKnown } from '../../src/app/save';

const SERVER = '2026-11-20T08:00:00.000Z';
const AT = Date.parse(SERVER);
const MINUTE = 60_000;

test('before the first word of the server nothing is known of the clock', () => {
  expect(clockKnown(null, AT)).toEqual({ off_ms: 0, age_s: null });
});

test('what was measured is told with its age', () => {
  const note = { off_ms: -2 * MINUTE, at: AT + 2 * MINUTE, server_time: SERVER };

  expect(clockKnown(note, AT + 12 * MINUTE)).toEqual({ off_ms: -2 * MINUTE, age_s: 600 });
});

test('a clock set back by years is told as wrong by at least the difference', () => {
  const note = { off_ms: 0, at: AT, server_time: SERVER };
  const years = 7 * 365 * 24 * 60 * MINUTE;

  const { off_ms, age_s } = clockKnown(note, AT - years);

  expect([off_ms, age_s]).toEqual([years, 0]);
  expect(new Date(AT - years + off_ms).toISOString()).toBe(SERVER);
});

test('once it is right again, it is told as right', () => {
  const note = { off_ms: 0, at: AT, server_time: SERVER };

  expect(clockKnown(note, AT + MINUTE)).toEqual({ off_ms: 0, age_s: 60 });
});
