/** The nights in the books: what is new, what is due, and machines whose profiles differ. */
import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import type pg from 'pg';
import { dueMoment, noteSchedule } from '../../src/app/inbox/run-night.js';
import { calendarText, type NightCalendar } from '../../src/app/schedule/night-calendar.js';
import { connect } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { endNight, newestNight, setNightBatch, takeNight } from '../../src/store/nights.js';
import { startServer, type TestDatabase } from '../support/postgres-by-url.js';

jest.setTimeout(60_000);

const early: NightCalendar = { cron: '30 1 * * *', timeZone: 'UTC' };
const late: NightCalendar = { cron: '0 3 * * *', timeZone: 'UTC' };
const at = (text: string): Date => new Date(`2026-11-${text}:00Z`);

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await startServer();
  await migrate(database.url);
  client = await connect(database.url);
});

beforeEach(() => client.query('delete from tieout.night'));

afterAll(async () => {
  await client.end();
  await database.stop();
});

/** One look of a service, which runs what is due and says which moment that was. */
async function look(calendar: NightCalendar, now: Date, end = true): Promise<string | null> {
  const newest = await noteSchedule(client, 'demo', calendar, now, 'test');
  const dueAt = dueMoment(newest, calendar, now);
  if (dueAt === null) return null;
  await takeNight(client, 'demo', dueAt, calendarText(calendar), 'test');
  if (end) await endNight(client, 'demo', dueAt, 'tied-out');
  return dueAt.toISOString().slice(8, 16);
}

it('a night is due once, whoever looks', async () => {
  expect(await look(early, at('20T12:00'))).toBeNull();
  expect(await look(early, at('21T01:29'))).toBeNull();
  expect(await look(early, at('21T01:30'))).toBe('21T01:30');
  expect(await look(early, at('21T01:31'))).toBeNull();
  expect(await look(early, at('25T12:00'))).toBe('25T01:30');
  expect(await look(early, at('25T12:01'))).toBeNull();
});

it('one that was taken and not ended is due again, or with the next', async () => {
  await look(early, at('20T12:00'));
  expect(await look(early, at('21T02:00'), false)).toBe('21T01:30');
  await setNightBatch(client, 'demo', at('21T01:30'), '01900000-0000-7000-8000-000000000001');
  expect(await newestNight(client, 'demo', calendarText(early))).toMatchObject({
    dueAt: at('21T01:30'),
    batch: '01900000-0000-7000-8000-000000000001',
    ended: false,
  });
  expect(await look(early, at('21T02:01'), false)).toBe('21T01:30');
  expect(await look(early, at('22T02:00'))).toBe('22T01:30');
});

it('a changed schedule missed nothing, and one that is taken up again begins where the other left', async () => {
  await look(early, at('20T12:00'));
  await look(early, at('21T02:00'));
  expect(await look(late, at('21T04:00'))).toBeNull();
  expect(await look(late, at('22T04:00'))).toBe('22T03:00');
  expect(await look(early, at('22T05:00'))).toBeNull();
  expect(await look(early, at('23T02:00'))).toBe('23T01:30');
});

it('machines whose profiles differ each run their own nights, and none for ever', async () => {
  const ran: (string | null)[] = [];
  for (let minute = 0; minute < 2 * 24 * 60; minute += 10) {
    const now = new Date(at('20T12:00').getTime() + minute * 60_000);
    ran.push(await look(early, now), await look(late, now));
  }
  expect(ran.filter(Boolean)).toEqual(['21T01:30', '21T03:00', '22T01:30', '22T03:00']);
});
