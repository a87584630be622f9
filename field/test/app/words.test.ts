import { expect, test } from 'vitest';
import manifest from '../../package.json';
import { hrefOf, parseRoute } from '../../src/app/route';
import { withOffset } from '../../src/app/save';
import { APP_VERSION, isOlder } from '../../src/app/version';
import { ageInWords, ago, counted, termInWords } from '../../src/app/words';
import { sexInWords } from '../../src/engine';
import { clockIsBehind } from '../../src/pages/Notices';
import { lostEntries } from '../../src/store/marker';
import { retryDelay } from '../../src/sync/schedule';

test.each([
  [0, '0 vizite'],
  [1, 'o vizită'],
  [2, '2 vizite'],
  [19, '19 vizite'],
  [20, '20 de vizite'],
  [100, '100 de vizite'],
  [101, '101 vizite'],
])('%i is said "%s"', (count, words) => {
  expect(counted(count, 'o vizită', 'vizite')).toBe(words);
});

const NOW = Date.parse('2026-11-21T12:00:00Z');

test.each([
  [null, 'niciodată'],
  ['2026-11-21T11:59:40Z', 'acum'],
  ['2026-11-21T11:58:00Z', 'acum 2 minute'],
  ['2026-11-21T11:00:00Z', 'acum o oră'],
  ['2026-11-19T11:00:00Z', 'acum 2 zile'],
  ['2026-10-01T11:00:00Z', '1 oct. 2026'],
])('since %s is "%s"', (moment, words) => {
  expect(ago(moment, NOW)).toBe(words);
});

test.each([
  [null, 'fără termen'],
  ['2026-11-21', 'azi'],
  ['2026-11-22', 'până mâine'],
  ['2026-12-05', 'până la 5 dec. 2026'],
  ['2026-11-18', 'întârziat cu 3 zile'],
])('a term on %s reads "%s"', (due, words) => {
  expect(termInWords(due, '2026-11-21')).toBe(words);
});

test.each([
  [null, 'vârstă necunoscută'],
  ['1985', 'cam 41 de ani'],
  ['1985-11-22', '40 de ani'],
  ['1985-11-21', '41 de ani'],
  ['2026-04-30', '6 luni'],
  ['2026-11-10', '11 zile'],
])('born %s is "%s"', (birth, words) => {
  expect(ageInWords(birth, '2026-11-21')).toBe(words);
});

test.each([
  ['m', '2026-11-12', 'băiat'],
  ['f', '2008-11-22', 'fată'],
  ['f', '2008-11-21', 'femeie'],
  ['m', '2008-12', 'băiat'],
  ['m', '2008', 'bărbat'],
  ['f', null, 'femeie'],
  [null, '2026', null],
])('of sex %s, born %s, is "%s"', (sex, birth, words) => {
  expect(sexInWords(sex, birth, '2026-11-21')).toBe(words);
});

test('addresses are read back as they were written, and hold nothing but ids', () => {
  const routes = [
    { page: 'casa', group: 'g1' },
    { page: 'om', group: 'g1', person: 'p1' },
    { page: 'formulare', group: 'g1', person: null },
    { page: 'formular', draft: 'd1' },
    { page: 'salvat', group: 'g1', record: 'r1' },
    { page: 'trimiteri' },
  ] as const;

  expect(routes.map((route) => parseRoute(hrefOf(route)))).toEqual(routes);
  expect(parseRoute('#/necunoscut')).toEqual({ page: 'azi' });
});

test('the version in the code is the one of the package', () => {
  expect(APP_VERSION).toBe(manifest.version);
  expect([isOlder('0.1.0', '0.2.0'), isOlder('0.2.0', '0.2.0'), isOlder('1.0.0', '0.9.9')]).toEqual(
    [true, false, false],
  );
});

test('a moment carries the phone’s own offset', () => {
  const text = withOffset(new Date('2026-11-02T08:11:12Z'));

  expect(text).toMatch(/^2026-11-0\dT\d\d:\d\d:12[+-]\d\d:\d\d$/);
  expect(Date.parse(text)).toBe(Date.parse('2026-11-02T08:11:12Z'));
});

test('a clock set back before the server’s last word is noticed; a constant difference is not', () => {
  const note = { off_ms: 3_600_000, at: NOW, server_time: '2026-11-21T13:00:00Z' };

  expect(clockIsBehind(note, NOW)).toBe(false);
  expect(clockIsBehind(note, NOW - 20 * 60_000)).toBe(true);
});

test('lost entries are numbers between the server’s and ours that nobody knows', () => {
  expect(lostEntries([], 5, 5)).toBe(0);
  expect(lostEntries([3, 4], 5, 3)).toBe(0);
  expect(lostEntries([4], 5, 2)).toBe(2);
  expect(lostEntries([1, 9], 3, 1)).toBe(1);
});

test('retries wait 5 s, then twice as long each time, up to 15 minutes, with some chance', () => {
  expect([1, 2, 3].map((failures) => retryDelay(failures, 0.5))).toEqual([5_000, 10_000, 20_000]);
  expect(retryDelay(40, 0.5)).toBe(900_000);
  expect([retryDelay(1, 0), retryDelay(1, 1)]).toEqual([3_750, 6_250]);
});
