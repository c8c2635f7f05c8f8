/** Cells on generated texts: every spelling of an amount gives the amount, and no text at all breaks a parser. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, isIsoDate, parseDate } from '../../src/core/dates.js';
import { formatCents } from '../../src/core/money.js';
import type { Column, Kind, Value } from '../../src/core/nouns.js';
import { compileCellParser, isCellError, type CellError } from '../../src/core/parse-cell.js';

const numRuns = Number(process.env['TIEOUT_PROPERTY_CASES'] ?? 500);
const TIME_MAX = 600_000;
const profile = { dateOrder: 'MDY', absentTexts: ['None', 'null'] } as const;

function column(kind: Kind): Column {
  return {
    name: 'x',
    kind,
    level: 'line',
    aliases: [],
    choices: kind === 'choice' ? { A: ['a'] } : null,
    continuedIn: null,
    digits: null,
    description: '',
  };
}

const KINDS: readonly Kind[] = [
  'text',
  'code',
  'choice',
  'date',
  'boolean',
  'integer',
  'money',
  'quantity',
  'unit-cost',
  'percent',
  'rate',
  'hours',
];

/** Every way the interface lists of writing one amount. */
function spellings(cents: number): string[] {
  const plain = formatCents(Math.abs(cents));
  const grouped = plain.replace(/\B(?=(\d{3})+\.)/g, ',');
  if (cents >= 0) {
    return [plain, grouped, `$${grouped}`, `$${plain}`, `${plain}00`, ` ${grouped} `, plain.replace(/^0\./, '.')];
  }
  return [
    `-${plain}`,
    `-${grouped}`,
    `(${grouped})`,
    `($${grouped})`,
    `$-${grouped}`,
    `-$${grouped}`,
    `${plain}-`,
    `$(${grouped})`,
  ];
}

function speaks({ code, message }: CellError): boolean {
  return code.startsWith('cell.') && message.endsWith('.');
}

function isOfKind(value: Value, kind: Kind): boolean {
  if (value === null) return true;
  if (kind === 'boolean') return typeof value === 'boolean';
  if (kind === 'date') return isIsoDate(String(value));
  if (['text', 'code', 'choice'].includes(kind)) return typeof value === 'string' && value !== '';
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}

describe('cells', () => {
  it(
    'read every spelling of an amount as that amount',
    () => {
      const money = compileCellParser(column('money'), profile);
      fc.assert(
        fc.property(fc.maxSafeInteger(), (cents) => {
          for (const text of spellings(cents)) expect([text, money(text)]).toEqual([text, cents === 0 ? 0 : cents]);
        }),
        { numRuns },
      );
    },
    TIME_MAX,
  );

  it(
    'give a value of the kind or an error with a message, whatever the text',
    () => {
      const likely = fc.stringMatching(/^[-+$(]{0,3}[\d.,]{0,12}[-)%eE+/]{0,3}$/);
      const parsers = KINDS.map((kind) => [kind, compileCellParser(column(kind), profile)] as const);
      fc.assert(
        fc.property(fc.oneof(fc.string({ unit: 'binary' }), likely), (text) => {
          for (const [kind, parse] of parsers) {
            const value = parse(text);
            if (!(isCellError(value) ? speaks(value) : isOfKind(value, kind))) {
              throw new Error(`${kind}: ${JSON.stringify(value)}`);
            }
          }
        }),
        { numRuns },
      );
    },
    TIME_MAX,
  );
});

describe('dates', () => {
  const day = fc.integer({ min: 0, max: 2_900_000 }).map((days) => addDays('1900-01-01', days));

  it(
    'come back from every form, and count like the calendar',
    () => {
      fc.assert(
        fc.property(day, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
          expect(isIsoDate(date)).toBe(true);
          const [year, month, dayOfMonth] = date.split('-').map(Number);
          expect(parseDate(`${date}T23:00:00-08:00`, 'DMY')).toBe(date);
          expect(parseDate(`${month}/${dayOfMonth}/${year}`, 'MDY')).toBe(date);
          expect(parseDate(`${dayOfMonth}/${month}/${year}`, 'DMY')).toBe(date);
          expect(parseDate(`${year}/${month}/${dayOfMonth}`, 'YMD')).toBe(date);
          expect(daysBetween(date, addDays(date, days))).toBe(days);
          // The platform's own calendar is the witness; the core may not use it.
          expect(addDays(date, days)).toBe(
            new Date(Date.UTC(year!, month! - 1, dayOfMonth! + days)).toISOString().slice(0, 10),
          );
        }),
        { numRuns },
      );
    },
    TIME_MAX,
  );
});
