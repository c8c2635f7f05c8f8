/**
 * The night of a company: whether one is due, and running it once.
 * Promise: of several processes and machines on one database one runs a night, for a night is taken, run and ended
 * under the company's lock; a night whose process was killed is due again until its batch is in the books; of several
 * missed nights the newest is run.
 * Does not: wait for the moment; `schedule` does.
 */
import type { Client } from 'pg';
import { TransientFault } from '../../core/faults.js';
import { batchEnd } from '../../store/batch-record.js';
import { beginSchedule, endNight, newestNight, setNightBatch, takeNight, type Night } from '../../store/nights.js';
import type { NightResult } from '../engine.js';
import { calendarText, newestDue, type NightCalendar } from '../schedule/night-calendar.js';
import { recoverClaims, runInbox, type InboxWork } from './run-inbox.js';

export interface NightWork extends InboxWork {
  /** Null: the company has no schedule, and only its claims are looked after. */
  readonly calendar: NightCalendar | null;
  readonly by: string;
}

/** The moment that is due, from what the books know; null: none. */
export function dueMoment(newest: Night | null, calendar: NightCalendar, now: Date): Date | null {
  if (newest === null) return null;
  if (!newest.isKnown) return newest.ended ? null : newest.dueAt;
  return newestDue(calendar, newest.dueAt, now) ?? (newest.ended ? null : newest.dueAt);
}

/** Notes a schedule that is new or was changed: from now on its nights count. Gives the newest night. */
export async function noteSchedule(
  client: Client,
  company: string,
  calendar: NightCalendar,
  now: Date,
  by: string,
): Promise<Night | null> {
  const newest = await newestNight(client, company, calendarText(calendar));
  const isNew = newest === null || (newest.ended && !newest.isKnown);
  if (isNew) await beginSchedule(client, company, now, calendarText(calendar), by);
  return newest;
}

export async function runNight(work: NightWork): Promise<NightResult> {
  const dueAt = await takeDueNight(work);
  const batches = await recoverClaims(work, dueAt === null);
  if (dueAt === null) return { dueAt: null, batches };
  const { client, request } = work;
  try {
    const onBatch = (batch: string) => setNightBatch(client, request.company, dueAt, batch);
    const result = await runInbox({ ...work, onBatch });
    await endNight(client, request.company, dueAt, result.summary.status);
    return { dueAt: dueAt.toISOString(), batches: [...batches, result] };
  } catch (fault) {
    // What may go well the next time leaves the night due.
    const repeats = fault instanceof TransientFault || work.signal.aborted;
    if (!repeats) await endNight(client, request.company, dueAt, 'failed').catch(() => undefined);
    throw fault;
  }
}

async function takeDueNight({ client, request, calendar, settings, by }: NightWork): Promise<Date | null> {
  if (calendar === null) return null;
  const { company } = request;
  const now = settings.now();
  const newest = await noteSchedule(client, company, calendar, now, by);
  if (newest !== null && !newest.ended && newest.batch !== null) {
    const end = await batchEnd(client, newest.batch);
    // Killed after its batch was kept, and before this was noted.
    if (end !== null) {
      await endNight(client, company, newest.dueAt, end.status);
      return null;
    }
  }
  const dueAt = dueMoment(newest, calendar, now);
  if (dueAt === null) return null;
  if (newest !== null && !newest.ended && newest.dueAt.getTime() !== dueAt.getTime()) {
    await endNight(client, company, newest.dueAt, 'run with the next');
  }
  await takeNight(client, company, dueAt, calendarText(calendar), by);
  return dueAt;
}
