import { describe, expect, it } from 'vitest';
import { decodeCnp, explainCnp } from '../../src/engine';
import {
  addDays,
  dateInWords,
  earliest,
  monthsBetween,
  yearsBetween,
} from '../../src/engine/dates';
import {
  addDecimals,
  compareDecimals,
  decimalText,
  divideDecimals,
  parseDecimal,
} from '../../src/engine/decimal';

function decimal(text: string) {
  const parsed = parseDecimal(text);
  if (!parsed) throw new Error(`${text} is no decimal`);
  return parsed;
}

describe('decimals', () => {
  it('add exactly where binary fractions do not', () => {
    expect(decimalText(addDecimals(decimal('0.1'), decimal('0.2')))).toBe('0.3');
  });

  it.each([
    ['1', '3', '0.33'],
    ['2', '3', '0.67'],
    ['1', '8', '0.13'],
    ['-1', '8', '-0.13'],
    ['0.005', '1', '0.01'],
    ['10', '4', '2.5'],
  ])('divide %s by %s to two places, half away from zero: %s', (left, right, quotient) => {
    const result = divideDecimals(decimal(left), decimal(right));

    expect(result && decimalText(result)).toBe(quotient);
  });

  it('do not divide by zero', () => {
    expect(divideDecimals(decimal('1'), decimal('0.00'))).toBe(null);
  });

  it('compare by value, not by writing', () => {
    expect(compareDecimals(decimal('1.50'), decimal('1.5'))).toBe(0);
    expect(compareDecimals(decimal('-2'), decimal('-10'))).toBe(1);
  });
});

describe('dates', () => {
  it('a partial date stands for its first day; one that is not in the calendar for none', () => {
    expect(earliest('2024-02')).toBe('2024-02-01');
    expect(earliest('2023-02-29')).toBe(null);
    expect(earliest('0000-01-01')).toBe(null);
  });

  it('a year and a month are full on the same day, or the day after where it lacks', () => {
    expect(yearsBetween('2008-02-29', '2026-02-28')).toBe(17);
    expect(yearsBetween('2008-02-29', '2026-03-01')).toBe(18);
    expect(monthsBetween('2026-01-31', '2026-02-28')).toBe(0);
    expect(monthsBetween('2026-03-15', '2026-02-20')).toBe(0);
  });

  it('count over the end of a year and stop at the end of the calendar', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('9999-12-31', 1)).toBe(null);
  });

  it('are written the Romanian way', () => {
    expect(dateInWords('2026-11-21')).toBe('21 nov. 2026');
    expect(dateInWords('2026-11')).toBe('nov. 2026');
    expect(dateInWords('1948')).toBe('1948');
  });
});

describe('personal numbers', () => {
  it.each([
    ['2800505070016', 'f', '1980-05-05', false],
    ['7200229400015', 'm', '2020-02-29', true],
  ])(
    '%s tells sex, birth and whether the century is a guess',
    (text, sex, birthDate, centuryAssumed) => {
      expect(explainCnp(text, '2026-11-21')).toEqual([]);
      expect(decodeCnp(text, '2026-11-21')).toMatchObject({ sex, birthDate, centuryAssumed });
    },
  );

  it('takes the earlier century when the later one would be in the future', () => {
    expect(decodeCnp('7630101400019', '2026-11-21')?.birthDate).toBe('1963-01-01');
  });

  it('never repeats the number it refuses', () => {
    expect(explainCnp('1801305990007', '2026-11-21').join(' ')).not.toContain('1801305990007');
  });
});
