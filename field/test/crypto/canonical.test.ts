import { expect, test } from 'vitest';
import { canonical, sha256 } from '../../src/crypto/canonical';
import { uuid7 } from '../../src/crypto/uuid';

test('keys are sorted, spaces left out, letters kept as they are', () => {
  const text = canonical({ b: [1, true, null], a: { ș: 'Țară "x"\n', A: -3 } });

  expect(text).toBe('{"a":{"A":-3,"ș":"Țară \\"x\\"\\n"},"b":[1,true,null]}');
});

test('keys sort by code point, as Python does, not by UTF-16 unit', () => {
  expect(canonical({ '\u{1F600}': 1, '\uFF5E': 2 })).toBe('{"\uFF5E":2,"\u{1F600}":1}');
});

test('a fraction is refused: the two sides would write it differently', () => {
  expect(() => canonical({ price: 6.2 })).toThrow(TypeError);
});

test('the fingerprint is the one any SHA-256 gives', async () => {
  expect(await sha256('abc')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

test('ids made in one millisecond sort as they were made', () => {
  const ids = Array.from({ length: 5_000 }, () => uuid7(1_700_000_000_000));

  expect(new Set(ids).size).toBe(5_000);
  expect([...ids].sort()).toEqual(ids);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
