/** Cells: every spelling that is accepted, and every one that is refused, by kind. */
import { describe, expect, it } from '@jest/globals';
import type { Column, Kind, Value } from '../../src/core/nouns.js';
import { compileCellParser, isCellError, type CellError } from '../../src/core/parse-cell.js';

const profile = { dateOrder: 'MDY', absentTexts: ['None', 'null'] } as const;

function column(kind: Kind, choices: Column['choices'] = null): Column {
  return {
    name: 'status',
    kind,
    level: 'header',
    aliases: [],
    choices,
    continuedIn: null,
    digits: null,
    description: '',
  };
}

function parse(kind: Kind, text: string | null, choices: Column['choices'] = null): Value | CellError {
  return compileCellParser(column(kind, choices), profile)(text);
}

function codeOf(kind: Kind, text: string): string {
  const result = parse(kind, text);
  return isCellError(result) ? result.code : `value ${String(result)}`;
}

describe('absent cells', () => {
  it.each([null, '', '   ', 'None', ' null ', '\u00a0'])('%j is absent', (text) => {
    for (const kind of ['text', 'code', 'money', 'date', 'boolean', 'choice'] as const)
      expect(parse(kind, text)).toBeNull();
  });

  it('takes only the exact words', () => {
    expect(parse('text', 'none')).toBe('none');
    expect(codeOf('money', 'NULL')).toBe('cell.not-money');
  });
});

describe('money', () => {
  it.each([
    ['1234.5', 123450],
    ['1,234.50', 123450],
    ['$1,234.50', 123450],
    ['(1,234.50)', -123450],
    ['($1,234.50)', -123450],
    ['$-1,234.50', -123450],
    ['-$1,234.50', -123450],
    ['$.00', 0],
    ['$-.9', -90],
    ['1234.50-', -123450],
    ['$9.9', 990],
    ['"$9,999.9"'.slice(1, -1), 999990],
    ['$-728.73', -72873],
    ['0.0', 0],
    ['-0.00', 0],
    ['(0.00)', 0],
    ['1201.0', 120100],
    ['1234.5000', 123450],
    ['007', 700],
    ['+12.30', 1230],
    ['$ 1,234.50', 123450],
    ['$(1,234.50)', -123450],
    ['.5', 50],
    ['1,234', 123400],
    ['1,234,567.89', 123456789],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
    [' 12 ', 1200],
    ['000000000000000000012.50', 1250],
  ])('%s is %d cents', (text, cents) => {
    expect(parse('money', text)).toBe(cents);
  });

  it.each([
    '1,23.4',
    '12,34',
    ',123',
    '1,234,56',
    '1.234,50',
    '1234,50',
    '1.2.3',
    '(5',
    '5)',
    '--5',
    '-(5)',
    '(-5)',
    '5-%',
    '$$5',
    '-',
    '$',
    '.',
    '5.',
    '1 234',
    '12a',
    '1.23E+11',
    '#REF!',
    '####',
    '96%',
    'USD 5',
    '-5-',
    '1,,234',
    '٣',
    '1_000',
    '0x10',
    'NaN',
    'Infinity',
  ])('%s is refused as no money', (text) => {
    expect(codeOf('money', text)).toBe('cell.not-money');
  });

  it.each([
    ['1234.505', 'cell.too-many-decimals'],
    ['1.234', 'cell.too-many-decimals'],
    ['0.30000000000000004', 'cell.too-many-decimals'],
    ['90071992547409.92', 'cell.too-large'],
    ['99999999999999999999', 'cell.too-large'],
  ])('%s is %s', (text, code) => {
    expect(codeOf('money', text)).toBe(code);
  });

  it('names the likely accident', () => {
    const message = (text: string): string => (parse('money', text) as CellError).message;
    expect(message('1.23E+11')).toMatch(/Excel.*scientific notation/);
    expect(message('1.234,50')).toMatch(/decimal point/);
    expect(message('1,23.4')).toMatch(/thousands separators/);
    expect(message('#REF!')).toMatch(/Excel error/);
    expect(message('abc')).toBe(
      '"abc" is not an amount of money. Expected a figure such as 1234.50, 1,234.50, $1,234.50 or (1,234.50). ' +
        'Type it that way.',
    );
  });
});

describe('other numbers', () => {
  it.each([
    ['percent', '96.36%', 963600],
    ['percent', '96.36', 963600],
    ['percent', '103.00', 1030000],
    ['percent', '-0.00%', 0],
    ['percent', '84.85531865679266', 848553],
    ['percent', '0.00005', 1],
    ['percent', '-0.00005', -1],
    ['percent', '0.00004999', 0],
    ['rate', '8.25%', 82500],
    ['rate', '6.8750000', 68750],
    ['quantity', '1,000.1234', 10001234],
    ['quantity', '12.50000', 125000],
    ['unit-cost', '$12.3456', 123456],
    ['hours', '7.5', 750],
    ['hours', '-1.25', -125],
    ['integer', '12', 12],
    ['integer', '12.0', 12],
    ['integer', '-3', -3],
  ] as const)('%s %s is %d', (kind, text, value) => {
    expect(parse(kind, text)).toBe(value);
  });

  it.each([
    ['quantity', '1.23456', 'cell.too-many-decimals'],
    ['rate', '8.12345', 'cell.too-many-decimals'],
    ['hours', '7.333', 'cell.too-many-decimals'],
    ['integer', '1.5', 'cell.not-an-integer'],
    ['integer', 'one', 'cell.not-an-integer'],
    ['quantity', '$5', 'cell.not-a-number'],
    ['percent', '$5', 'cell.not-a-number'],
    ['quantity', '5%', 'cell.not-a-number'],
    ['hours', '7:30', 'cell.not-a-number'],
    ['quantity', '99999999999999', 'cell.too-large'],
    ['percent', 'x', 'cell.not-a-number'],
  ] as const)('%s %s is %s', (kind, text, code) => {
    expect(codeOf(kind, text)).toBe(code);
  });
});

describe('text, codes, choices, booleans, dates', () => {
  it('cleans text and keeps codes', () => {
    expect(parse('text', ' 3 5/8" \r\n wall\u0007 ')).toBe('3 5/8" wall');
    expect(parse('text', 'a\tb\u200bc')).toBe('a bc');
    expect(parse('text', '\u0000')).toBeNull();
    expect(parse('code', ' 005 ')).toBe('005');
    expect(parse('code', 'SC  1')).toBe('SC  1');
  });

  it('reads choices without case, spaces and punctuation', () => {
    const choices = { Approved: ['approved'], 'Out For Bid': ['out_for_bid'], Void: [] };
    expect(parse('choice', 'Approved', choices)).toBe('Approved');
    expect(parse('choice', 'out-for-BID', choices)).toBe('Out For Bid');
    expect(parse('choice', 'OUT_FOR_BID', choices)).toBe('Out For Bid');
    expect(parse('choice', 'Aproved', choices)).toMatchObject({
      code: 'cell.not-allowed',
      allowed: ['Approved', 'Out For Bid', 'Void'],
    });
  });

  it.each([
    ['true', true],
    ['TRUE', true],
    ['Yes', true],
    ['y', true],
    ['1', true],
    ['False', false],
    ['no', false],
    ['N', false],
    ['0', false],
  ])('reads %s as %s', (text, value) => {
    expect(parse('boolean', text)).toBe(value);
  });

  it('refuses what is none of these', () => {
    expect(parse('boolean', 'maybe')).toMatchObject({
      code: 'cell.not-boolean',
      allowed: expect.arrayContaining(['yes', 'no']),
    });
    expect(parse('date', '13/02/2026')).toMatchObject({ code: 'cell.date-order', allowed: null });
    expect(parse('date', '2/13/2026')).toBe('2026-02-13');
    expect(parse('date', 'soon')).toMatchObject({ code: 'cell.not-a-date' });
  });
});
