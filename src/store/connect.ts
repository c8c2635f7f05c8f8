/**
 * Opens one session on PostgreSQL and sets what all our SQL relies on.
 * Promise: UTC, ISO dates, no time limit on statements; the server ends the session within half a second of our
 * death, so its locks vanish; `date` comes as text, `numeric` and `bigint` come as text. What cannot be reached or used
 * is a fault that names host, port and database, never the password.
 * Does not: migrate, pool, or decide which database.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { TransientFault, UsageFault, type TieoutFault } from '../core/faults.js';
import { sqlState } from './database-trouble.js';

export interface ConnectOptions {
  /** What `pg_stat_activity` shows; `tieout` unless given. */
  readonly applicationName?: string;
}

interface ServerFacts {
  version: string;
  number: number;
  encoding: string;
  standby: boolean;
}

const oldestVersion = 140_000;
const connectTimeoutMs = 10_000;
const startupWaitMs = 10_000;
const dateTypeId = 1082;
const invalidParameterValue = '22023';

/** Temporary tables are sums of staged rows, read several times; eight megabytes hold none of them. */
const sessionSettings = `
  set client_min_messages = warning;
  set statement_timeout = 0;
  set idle_in_transaction_session_timeout = 0;
  set lock_timeout = 0;
  set timezone = 'UTC';
  set datestyle = 'ISO, YMD';
  set intervalstyle = 'postgres';
  set bytea_output = 'hex';
  set temp_buffers = '64MB'`;

/** An open session; the caller ends it. */
export async function connect(url: string, options: ConnectOptions = {}): Promise<pg.Client> {
  const deadline = Date.now() + startupWaitMs;
  for (;;) {
    const client = newClient(url, options);
    try {
      await client.connect();
      await prepareSession(client);
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      // 57P03: the server is just starting or recovering.
      if (sqlState(error) !== '57P03' || Date.now() > deadline) throw explainConnectError(error, client);
    }
    await sleep(200);
  }
}

function newClient(url: string, options: ConnectOptions): pg.Client {
  try {
    const client = new pg.Client({
      connectionString: url,
      application_name: options.applicationName ?? 'tieout',
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      types: { getTypeParser: parserOf },
    });
    // A lost line is also an event, and one nobody listens to ends the process; the query under way is rejected anyway.
    client.on('error', () => undefined);
    return client;
  } catch {
    // The cause would hold the URL with its password.
    throw new UsageFault('The database URL is no PostgreSQL URL.', {
      remedy: 'Write it as postgres://user:password@host:5432/database, special characters of the password %-encoded.',
    });
  }
}

/** A date has no time and no zone; the driver would make a local midnight of it. */
const parserOf: typeof pg.types.getTypeParser = ((id: number, format?: 'text' | 'binary') =>
  id === dateTypeId ? String : pg.types.getTypeParser(id, format as 'text')) as typeof pg.types.getTypeParser;

async function prepareSession(client: pg.Client): Promise<void> {
  const { rows } = await client.query<ServerFacts>(`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
           current_setting('server_encoding') as encoding, pg_is_in_recovery() as standby`);
  refuseUnfit(rows[0], nameOf(client));
  await client.query(sessionSettings);
  // Servers on systems that cannot see a client go away refuse any value but 0.
  await client.query('set client_connection_check_interval = 500').catch((error: unknown) => {
    if (sqlState(error) !== invalidParameterValue) throw error;
  });
}

function refuseUnfit(facts: ServerFacts | undefined, name: string): void {
  if (facts === undefined || facts.number < oldestVersion) {
    throw new TransientFault(`The database ${name} is PostgreSQL ${facts?.version ?? 'of unknown version'}.`, {
      remedy: 'Use PostgreSQL 14 or newer.',
    });
  }
  if (facts.standby) {
    throw new TransientFault(`The database ${name} is a standby and takes no writes.`, {
      remedy: 'Use the URL of the primary.',
    });
  }
  if (facts.encoding !== 'UTF8') {
    throw new UsageFault(`The database ${name} stores text as ${facts.encoding}.`, {
      remedy: `Create it with encoding UTF8: create database … encoding 'UTF8' template template0.`,
    });
  }
}

function explainConnectError(error: unknown, client: pg.Client): TieoutFault {
  if (error instanceof TransientFault || error instanceof UsageFault) return error;
  const seen = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const message = seen instanceof Error ? seen.message : String(seen);
  return new TransientFault(`The database ${nameOf(client)} cannot be used: ${message}`, {
    remedy: remedyFor(seen),
    cause: seen,
  });
}

function remedyFor(error: unknown): string {
  const state = sqlState(error);
  if (state.startsWith('28')) return "Correct user or password in the database URL, or the server's pg_hba.conf.";
  if (state === '3D000') return 'Create that database, or name one that exists in the database URL.';
  if (state === '53300') return 'Wait until other sessions end, or raise max_connections on the server.';
  if (state === 'ENOTFOUND') return 'Correct the host in the database URL.';
  if (/SSL|certificate/i.test(String(error))) return 'Set sslmode in the database URL to what the server offers.';
  return 'See that the server runs and that host and port in the database URL are right, then repeat.';
}

/** `host:port/database`. */
function nameOf(client: pg.Client): string {
  return `${client.host}:${client.port}/${client.database ?? ''}`;
}
