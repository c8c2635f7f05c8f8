/** Contract of Excel's stored numbers as text: fifteen digits, two calendars, no floating fraction and no time zone. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  addressOf,
  columnLetter,
  lookOfFormat,
  numberText,
  serialText,
  shownNumber,
} from '../../src/io/excel-values.js';

describe('numbers', () => {
  it.each([
    ['52000.1', '52000.1'],
    ['0.30000000000000004', '0.3'],
    ['1E21', '1000000000000000000000'],
    ['1.5E-7', '0.00000015'],
    ['-0', '0'],
    ['-0.0', '0'],
    ['1234567.8899999999', '1234567.89'],
    ['562949954728542', '562949954728542'],
    ['9007199254740991', '9007199254740991'],
    ['1.2345678901234567E+16', '12345678901234600'],
    ['100', '100'],
    ['1.10', '1.1'],
    ['999999999999999.94', '1000000000000000'],
    ['5.0000000000000003E-2', '0.05'],
  ])('writes %s as %s', (stored, text) => {
    expect(numberText(stored)).toBe(text);
  });

  it.each(['', 'abc', 'NaN', '1e400', '1,5'])('gives no text for %j', (stored) => {
    expect(numberText(stored)).toBeNull();
  });

  it('writes any double as Excel shows it: fifteen digits, no exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }), (value) => {
        const text = numberText(String(value))!;
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        if (!Number.isSafeInteger(value)) expect(Number(text)).toBe(Number(value.toPrecision(15)));
      }),
    );
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) =>
        expect(numberText(String(value))).toBe(String(value === 0 ? 0 : value)),
      ),
    );
    const cents = fc.integer({ min: -1e14, max: 1e14 });
    fc.assert(
      fc.property(cents, (value) => expect(Math.round(Number(numberText(String(value / 100))) * 100)).toBe(value)),
    );
  });
});

describe('dates', () => {
  it.each([
    ['1', '1900-01-01'],
    ['59', '1900-02-28'],
    ['60', null],
    ['61', '1900-03-01'],
    ['0', null],
    ['-1', null],
    ['45688', '2025-01-31'],
    ['45688.5625', '2025-01-31T13:30:00'],
    ['45688.99999999', '2025-02-01'],
    ['2958465', '9999-12-31'],
    ['2958466', null],
  ])('reads serial %s of the 1900 calendar as %s', (serial, text) =>
    expect(serialText(serial, 'date', false)).toBe(text),
  );

  it.each([
    ['0', '1904-01-01'],
    ['1', '1904-01-02'],
    ['44226', '2025-01-31'],
    ['2957003', '9999-12-31'],
    ['2957004', null],
  ])('reads serial %s of the 1904 calendar as %s', (serial, text) =>
    expect(serialText(serial, 'date', true)).toBe(text),
  );

  it('agrees with the calendar for every day from 1900 to 2100', () => {
    const wrong: number[] = [];
    for (let serial = 61; serial < 73_051; serial++) {
      const expected = new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10);
      if (serialText(String(serial), 'date', false) !== expected) wrong.push(serial);
    }
    expect(wrong).toEqual([]);
  });

  it('reads times and durations', () => {
    expect(serialText('0.5', 'time', false)).toBe('12:00:00');
    expect(serialText('1.5', 'elapsed', false)).toBe('36:00:00');
    expect(serialText('45688.25', 'time', false)).toBe('2025-01-31T06:00:00');
  });
});

describe('formats', () => {
  it.each([
    ['m/d/yy', 'date'],
    ['d-mmm', 'date'],
    ['[$-409]mmmm d, yyyy h:mm AM/PM;@', 'date'],
    ['mmm', 'date'],
    ['h:mm AM/PM', 'time'],
    ['mm:ss', 'time'],
    ['[h]:mm:ss', 'elapsed'],
    ['General', 'number'],
    ['#,##0.00_);[Red]\\(#,##0.00\\)', 'number'],
    ['0.00E+00', 'number'],
    ['"day "0', 'number'],
    ['0\\d', 'number'],
    ['@', 'number'],
    ['', 'number'],
    ['0.00%', 'percent'],
    ['0%;[Red]-0%', 'percent'],
  ])('%s shows a %s', (code, look) => {
    expect(lookOfFormat(code)).toBe(look);
  });
});

describe('numbers under a format that shows more than their digits', () => {
  it.each([
    ['00000', '2139', '02139'],
    ['000', '1', '001'],
    ['00-000', '3300', '03-300'],
    ['00\\-000', '3300', '03-300'],
    ['00"-"00"-"00', '73100', '07-31-00'],
    ['000', '123456', '123456'],
    ['00-000', '1203300', '1203-300'],
    ['000', '1.5', '1.5'],
    ['000', '-7', '-7'],
    ['0.00%', '0.0675', '6.75%'],
    ['0%', '0.07', '7%'],
    ['0', '7', '7'],
    ['0.00', '7.5', '7.5'],
  ])('%s shows %s as %s', (code, number, text) => {
    const look = lookOfFormat(code);
    if (look === 'date' || look === 'time' || look === 'elapsed') throw new Error(`${code} shows a ${look}`);
    expect(shownNumber(number, look)).toBe(text);
  });
});

describe('addresses', () => {
  it('go from columns to letters and back', () => {
    const indexes = Array.from({ length: 16_384 }, (_, index) => index);
    expect(indexes.filter((index) => addressOf(`${columnLetter(index)}7`)?.column !== index)).toEqual([]);
    expect([columnLetter(0), columnLetter(25), columnLetter(26), columnLetter(16_383)]).toEqual([
      'A',
      'Z',
      'AA',
      'XFD',
    ]);
  });

  it.each(['', 'A', '7', 'A0', 'XFE1', 'A1048577', 'A1B', 'A-1', 'A1 ', '$A$1', 'AAAAAAAAAAAA1'])(
    '%j is none',
    (text) => {
      expect(addressOf(text)).toBeNull();
    },
  );
});
