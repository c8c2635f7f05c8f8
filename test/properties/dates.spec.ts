/** Dates moved by a span of the calendar, held against the platform's own arithmetic in UTC. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysBetween, isIsoDate, shiftDate, type DateShift } from '../../src/core/dates.js';

const numRuns = Number(process.env['TIEOUT_PROPERTY_CASES'] ?? 500);
const TIME_MAX = 600_000;
const DAY = 86_400_000;
const date = fc
  .integer({ min: Date.UTC(1950, 0, 1) / DAY, max: Date.UTC(2150, 11, 31) / DAY })
  .map((days) => new Date(days * DAY).toISOString().slice(0, 10));
const span = (max: number): fc.Arbitrary<number> => fc.integer({ min: -max, max });
const shift = fc.record({ years: span(20), months: span(100), days: span(2_000) }, { requiredKeys: [] });

/** The first of the month, the day within it, then days. */
function byPlatform(text: string, { years = 0, months = 0, days = 0 }: DateShift): string {
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  const at = [year + years, month - 1 + months] as const;
  const last = new Date(Date.UTC(at[0], at[1] + 1, 0)).getUTCDate();
  return new Date(Date.UTC(at[0], at[1], Math.min(day, last)) + days * DAY).toISOString().slice(0, 10);
}

it(
  'a date moved is the day the calendar says',
  () => {
    fc.assert(
      fc.property(date, shift, (text, by) => {
        const moved = shiftDate(text, by as DateShift);
        expect(moved).toBe(byPlatform(text, by as DateShift));
        expect(isIsoDate(moved!)).toBe(true);
      }),
      { numRuns },
    );
  },
  TIME_MAX,
);

it(
  'days there and back is the same day; months back comes short of it by the days a month lacks',
  () => {
    fc.assert(
      fc.property(date, span(2_000), span(100), (text, days, months) => {
        expect(shiftDate(shiftDate(text, { days })!, { days: -days })).toBe(text);
        const back = shiftDate(shiftDate(text, { months })!, { months: -months })!;
        const lost = daysBetween(back, text);
        expect(lost).toBeGreaterThanOrEqual(0);
        expect(lost).toBeLessThanOrEqual(3);
      }),
      { numRuns },
    );
  },
  TIME_MAX,
);
