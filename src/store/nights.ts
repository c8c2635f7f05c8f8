/**
 * The nights of a company: which moments of its schedule were run, by whom, and which batch each became.
 * Promise: called under the company's lock, so of several machines one has a night; a night that was taken and not
 * ended belongs to a process that is gone.
 * Does not: know cron, or run anything.
 */
import type { Client } from 'pg';

export interface Night {
  readonly dueAt: Date;
  /** The batch it became, as soon as one is begun. */
  readonly batch: string | null;
  readonly ended: boolean;
  /** The schedule that is asked for has been in force before. */
  readonly isKnown: boolean;
}

/** The newest of whatever schedule, so that two machines whose profiles differ do not undo each other. */
export async function newestNight(client: Client, company: string, schedule: string): Promise<Night | null> {
  const { rows } = await client.query<Night>(
    `select due_at as "dueAt", batch::text, ended_at is not null as ended,
       exists (select 1 from tieout.night k where k.tieout_company = $1 and k.schedule = $2) as "isKnown"
     from tieout.night
     where tieout_company = $1
     order by due_at desc
     limit 1`,
    [company, schedule],
  );
  return rows[0] ?? null;
}

/** From this moment on the schedule counts: what it would have named before was never missed. */
export async function beginSchedule(client: Client, company: string, now: Date, schedule: string, by: string) {
  await client.query(
    `insert into tieout.night (tieout_company, due_at, schedule, taken_by, taken_at, ended_at, outcome)
     values ($1, $2, $3, $4, $2, $2, 'scheduled')
     on conflict do nothing`,
    [company, now.toISOString(), schedule, by],
  );
}

/** Takes the night, or takes it over from a process that is gone. */
export async function takeNight(client: Client, company: string, dueAt: Date, schedule: string, by: string) {
  await client.query(
    `insert into tieout.night (tieout_company, due_at, schedule, taken_by, taken_at)
     values ($1, $2, $3, $4, clock_timestamp())
     on conflict (tieout_company, due_at) do update
     set taken_by = excluded.taken_by, taken_at = excluded.taken_at`,
    [company, dueAt.toISOString(), schedule, by],
  );
}

export async function setNightBatch(client: Client, company: string, dueAt: Date, batch: string): Promise<void> {
  await client.query('update tieout.night set batch = $3 where tieout_company = $1 and due_at = $2', [
    company,
    dueAt.toISOString(),
    batch,
  ]);
}

/** `outcome`: the status of its batch, or the kind of the fault that ended it. */
export async function endNight(client: Client, company: string, dueAt: Date, outcome: string): Promise<void> {
  await client.query(
    `update tieout.night
     set ended_at = clock_timestamp(), outcome = $3
     where tieout_company = $1 and due_at = $2`,
    [company, dueAt.toISOString(), outcome],
  );
}
