/** Dates: what is read under each order, what is refused, and civil-day arithmetic. */
import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  daysBetween,
  isIsoDate,
  monthOf,
  parseDate,
  shiftDate,
  type DateOrder,
  type DateShift,
} from '../../src/core/dates.js';

const codeOf = (text: string, order: DateOrder): string => {
  const date = parseDate(text, order);
  return typeof date === 'string' ? date : date.code;
};

describe('parseDate', () => {
  it.each([
    ['2026-03-15', 'MDY', '2026-03-15'],
    ['2026-03-15', 'DMY', '2026-03-15'],
    ['2026-03-15T23:59:59Z', 'MDY', '2026-03-15'],
    ['2026-03-15T00:30:00.000+14:00', 'MDY', '2026-03-15'],
    ['2026-03-15 08:00:00', 'DMY', '2026-03-15'],
    ['2026-03-15 08:00:00 UTC', 'DMY', '2026-03-15'],
    ['03/15/2026', 'MDY', '2026-03-15'],
    ['3/5/2026', 'MDY', '2026-03-05'],
    ['3/5/2026', 'DMY', '2026-05-03'],
    ['3/5/26', 'MDY', '2026-03-05'],
    ['3/5/69', 'MDY', '2069-03-05'],
    ['3/5/70', 'MDY', '1970-03-05'],
    ['5/13/2025 12:00 AM', 'MDY', '2025-05-13'],
    ['15.03.2026', 'DMY', '2026-03-15'],
    ['03-15-2026', 'MDY', '2026-03-15'],
    ['2026/3/5', 'YMD', '2026-03-05'],
    ['26/3/5', 'YMD', '2026-03-05'],
    ['2024-02-29', 'MDY', '2024-02-29'],
    ['2/29/2000', 'MDY', '2000-02-29'],
  ] as const)('reads %s under %s as %s', (text, order, date) => {
    expect(parseDate(text, order)).toBe(date);
  });

  it.each([
    ['13/02/2026', 'MDY', 'cell.date-order'],
    ['02/13/2026', 'DMY', 'cell.date-order'],
    ['26/03/15', 'MDY', 'cell.date-order'],
    ['01/02/2026', 'YMD', 'cell.date-order'],
    ['2026/03/15', 'MDY', 'cell.date-order'],
    ['2026-13-01', 'MDY', 'cell.not-a-date'],
    ['2026-02-29', 'MDY', 'cell.not-a-date'],
    ['2/29/1900', 'MDY', 'cell.not-a-date'],
    ['31/31/2026', 'MDY', 'cell.not-a-date'],
    ['0026-03-15', 'MDY', 'cell.not-a-date'],
    ['15-Mar', 'MDY', 'cell.not-a-date'],
    ['04/01/25 - 04/30/25', 'MDY', 'cell.not-a-date'],
    ['45731', 'MDY', 'cell.not-a-date'],
    ['2026-3-5', 'MDY', 'cell.not-a-date'],
    ['2026-03-15T99:00', 'MDY', 'cell.not-a-date'],
    ['soon', 'MDY', 'cell.not-a-date'],
  ] as const)('refuses %s under %s as %s', (text, order, code) => {
    expect(codeOf(text, order)).toBe(code);
  });

  it('says that a date exists only in the other order, and what to type', () => {
    expect(parseDate('13/02/2026', 'MDY')).toMatchObject({ message: expect.stringContaining('Type 2026-02-13') });
  });
});

describe('civil days', () => {
  it('counts across months, years and leap days', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(addDays('1999-12-31', 365)).toBe('2000-12-30');
    expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365);
    expect(daysBetween('2026-03-15', '2026-03-01')).toBe(-14);
    expect(daysBetween('1900-01-01', '2100-01-01')).toBe(73049);
  });

  it.each<[string, DateShift, string | null]>([
    ['2026-11-23', { years: 1 }, '2027-11-23'],
    ['2024-02-29', { years: 1 }, '2025-02-28'],
    ['2024-02-29', { years: 4 }, '2028-02-29'],
    ['2024-02-29', { years: -1 }, '2023-02-28'],
    ['2026-01-31', { months: 1 }, '2026-02-28'],
    ['2024-01-31', { months: 1 }, '2024-02-29'],
    ['2026-01-15', { months: -1 }, '2025-12-15'],
    ['2026-12-31', { months: 2 }, '2027-02-28'],
    ['2026-01-31', { months: 1, days: 1 }, '2026-03-01'],
    ['2026-11-23', { days: -23 }, '2026-10-31'],
    ['2026-11-23', { years: 1, months: -12, days: 0 }, '2026-11-23'],
    ['9999-12-31', { days: 1 }, null],
    ['1900-01-01', { days: -1 }, null],
    ['2026-11-23', { years: -3000 }, null],
  ])('%s moved by %j is %s', (date, shift, expected) => {
    expect(shiftDate(date, shift)).toBe(expected);
  });

  it('knows months and what is a date', () => {
    expect(monthOf('2026-03-15')).toBe('2026-03');
    expect(isIsoDate('2026-02-29')).toBe(false);
    expect(isIsoDate('2026-3-1')).toBe(false);
    expect(isIsoDate('2024-02-29')).toBe(true);
  });
});
