/**
 * One batch at a time for each company.
 * Promise: a lock of the database session, so it survives a rollback and vanishes with a killed run's session. It is
 * waited for up to ten seconds; then the fault (exit 7) says who holds it and since when.
 * Does not: open the session, or keep two databases apart from one another; each has locks of its own.
 */
import type { Client } from 'pg';
import { InvariantFault, TransientFault } from '../core/faults.js';
import { sqlState } from './database-trouble.js';

export interface CompanyLock {
  release(): Promise<void>;
}

interface Holder {
  pid: number;
  application_name: string;
  client_addr: string | null;
  since: string;
  state: string;
}

const lockNotAvailable = '55P03';
const keyOf = `hashtextextended('tieout:' || $1, 0)`;

/** Takes the company's lock in the session of `client`, outside a transaction. */
export async function lockCompany(client: Client, company: string, waitMs = 10_000): Promise<CompanyLock> {
  try {
    await client.query(`set lock_timeout = ${Math.max(1, Math.round(waitMs))}`);
    await client.query(`select pg_advisory_lock(${keyOf})`, [company]);
  } catch (error) {
    if (sqlState(error) !== lockNotAvailable) throw error;
    throw await heldByAnother(client, company, waitMs);
  } finally {
    await client.query('set lock_timeout = 0').catch(() => undefined);
  }
  return { release: () => unlockCompany(client, company) };
}

async function unlockCompany(client: Client, company: string): Promise<void> {
  const sql = `select pg_advisory_unlock(${keyOf}) as released`;
  const { rows } = await client.query<{ released: boolean }>(sql, [company]);
  if (rows[0]?.released !== true) {
    throw new InvariantFault(`The lock of company ${company} was given back without being held.`, {
      remedy: 'Report this with the command that was run.',
    });
  }
}

async function heldByAnother(client: Client, company: string, waitMs: number): Promise<TransientFault> {
  const holder = await findHolder(client, company).catch(() => undefined);
  const seconds = Math.round(waitMs / 1000);
  const from = holder?.client_addr === null ? '' : ` from ${holder?.client_addr}`;
  const who =
    holder === undefined
      ? 'another session'
      : `session ${holder.pid} of the database (${holder.application_name}${from}, ` +
        `connected since ${holder.since}, ${holder.state})`;
  return new TransientFault(`Company ${company} is locked by ${who}; waited for ${seconds} s.`, {
    remedy: 'Wait until that run is done and repeat; end it first if it hangs.',
    lock: true,
  });
}

/** `pg_locks` shows the two halves of the 64-bit key. */
async function findHolder(client: Client, company: string): Promise<Holder | undefined> {
  const { rows } = await client.query<Holder>(
    `
    select a.pid, a.application_name, host(a.client_addr) as client_addr,
           to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
           coalesce(a.state, 'unknown') as state
    from pg_locks l join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
      and l.database = (select oid from pg_database where datname = current_database())
      and (l.classid::bigint << 32) | l.objid::bigint = ${keyOf}
    limit 1`,
    [company],
  );
  return rows[0];
}
