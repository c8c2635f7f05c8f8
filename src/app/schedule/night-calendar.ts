/**
 * When a company's nights are due: cron in a time zone.
 * Promise: each night is due once, also where the clocks go back (the first of the two hours) or forward (the moment
 * after the gap). The arithmetic is that of the package `cron`, by which @nestjs/schedule fires.
 * Does not: look at the clock, or know which nights were run.
 */
import { CronTime } from 'cron';

export interface NightCalendar {
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  readonly cron: string;
  readonly timeZone: string;
}

/** Nights looked through one by one; of a longer absence only the newest part is. */
const lookBackMs = 2 * 24 * 60 * 60 * 1000;

/** What is wrong with a cron text, as a sentence without its full stop; null: it names moments. */
export function cronProblem(cron: string): string | null {
  const { valid, error } = CronTime.validateCronExpression(cron);
  if (!valid) {
    const reason = (error?.message ?? 'it cannot be read').split('\n')[0];
    return `"${cron}" is no schedule: ${reason}. Write minute, hour, day, month and day of the week, as in 30 1 * * *`;
  }
  try {
    nextDue({ cron, timeZone: 'UTC' }, new Date(0));
    return null;
  } catch {
    return `"${cron}" names a day that never comes`;
  }
}

/** The first moment after this one. */
export function nextDue({ cron, timeZone }: NightCalendar, after: Date): Date {
  return new CronTime(cron, timeZone).getNextDateFrom(after, timeZone).toJSDate();
}

/** The newest moment after `since` that is not after `now`: of several missed nights one is run. Null: none. */
export function newestDue(calendar: NightCalendar, since: Date, now: Date): Date | null {
  let due = nextDue(calendar, since);
  if (due > now) return null;
  const recent = nextDue(calendar, new Date(Math.max(since.getTime(), now.getTime() - lookBackMs)));
  if (recent <= now) due = recent;
  for (let next = nextDue(calendar, due); next <= now; next = nextDue(calendar, due)) due = next;
  return due;
}

/** As it is kept beside each night. */
export function calendarText({ cron, timeZone }: NightCalendar): string {
  return `${cron} ${timeZone}`;
}
