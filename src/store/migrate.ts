/**
 * Brings the database to the newest migration.
 * Promise: each SQL file under `migrations/` runs once, in order, in a transaction of its own; two processes at once
 * are safe; when nothing is due it costs one small query and TypeORM is not even loaded. A database made by a newer
 * tieout is refused, not used.
 * Does not: go back. A migration that proves wrong is followed by another.
 */
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DefinitionFault, TransientFault, UsageFault } from '../core/faults.js';
import { connect } from './connect.js';
import { sqlState } from './database-trouble.js';

export interface MigrateOptions {
  /** A session to use instead of opening one; it must not be in a transaction. */
  readonly client?: Client;
  /** Folder of `<nnnn>-<name>.sql`; the package's own unless given. */
  readonly folder?: string;
}

interface MigrationFile {
  readonly path: string;
  readonly name: string;
  readonly timestamp: number;
}

const ownFolder = fileURLToPath(new URL('./migrations/', import.meta.url));
/** TypeORM sorts migrations by a 13-digit time at the end of their name; ours is the file's number. */
const timestampBase = 1_000_000_000_000;
const lockWaitMs = 120_000;
const lockKey = `hashtextextended('tieout: migrations', 0)`;

/** Gives the names of the migrations it ran, in order. */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const files = await listMigrations(options.folder ?? ownFolder);
  const client = options.client ?? (await connect(url));
  try {
    if (await isUpToDate(client, files)) return [];
    return await migrateLocked(url, client, files);
  } finally {
    if (options.client === undefined) await client.end();
  }
}

/** Whether the newest of our migrations has run. A `UsageFault` when a newer tieout made the database. */
export async function isMigrated(client: Client): Promise<boolean> {
  return isUpToDate(client, await listMigrations(ownFolder));
}

/** The migrations in order. Throws a `DefinitionFault` for a file that is misnamed or has a number twice. */
async function listMigrations(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const numbers = names.map((name) => name.slice(0, 4));
  const misnamed = names.filter((name) => !/^\d{4}-[a-z0-9-]+\.sql$/.test(name));
  const doubled = names.filter((name, index) => numbers.indexOf(name.slice(0, 4)) !== index);
  const problems = [
    ...misnamed.map((name) => `${name} is not named <nnnn>-<name>.sql`),
    ...doubled.map((name) => `${name}: its number is taken`),
  ];
  if (problems.length > 0 || names.length === 0) {
    throw new DefinitionFault(`The migrations under ${folder} are wrong.`, {
      remedy: 'Build tieout again from a clean checkout.',
      problems,
    });
  }
  return names.map((name) => {
    const timestamp = timestampBase + Number(name.slice(0, 4));
    return { path: join(folder, name), name: `${name.slice(0, -'.sql'.length)}-${timestamp}`, timestamp };
  });
}

/** Whether the newest migration has run. Missing ones in the middle cannot be: they run in order. */
async function isUpToDate(client: Client, files: readonly MigrationFile[]): Promise<boolean> {
  const done = await newestDone(client);
  const newest = files[files.length - 1];
  if (done === null || newest === undefined) return false;
  if (done.name === newest.name) return true;
  if (done.timestamp < newest.timestamp) return false;
  throw new UsageFault(`A newer tieout made this database: it has ${done.name}, ours ends at ${newest.name}.`, {
    remedy: 'Use that version of tieout, or another database.',
  });
}

async function newestDone(client: Client): Promise<{ name: string; timestamp: number } | null> {
  try {
    const { rows } = await client.query<{ name: string; timestamp: string }>(
      'select name, "timestamp" from tieout.migration order by "timestamp" desc limit 1',
    );
    return rows[0] === undefined ? null : { name: rows[0].name, timestamp: Number(rows[0].timestamp) };
  } catch (error) {
    // 42P01: no such table, or no such schema: an empty database.
    if (sqlState(error) === '42P01' || sqlState(error) === '3F000') return null;
    throw error;
  }
}

async function migrateLocked(url: string, client: Client, files: readonly MigrationFile[]): Promise<string[]> {
  await takeLock(client);
  try {
    if (await isUpToDate(client, files)) return [];
    await client.query('create schema if not exists tieout');
    return await runDue(url, files);
  } catch (error) {
    throw explainMigrationError(error);
  } finally {
    await client.query(`select pg_advisory_unlock(${lockKey})`).catch(() => undefined);
  }
}

/** A session's lock, not a transaction's: the migrations run in sessions of TypeORM's. */
async function takeLock(client: Client): Promise<void> {
  try {
    await client.query(`set lock_timeout = ${lockWaitMs}`);
    await client.query(`select pg_advisory_lock(${lockKey})`);
  } catch (error) {
    if (sqlState(error) !== '55P03') throw error;
    throw new TransientFault('Another tieout is migrating the database and does not come to an end.', {
      remedy: 'Wait until it is done, or end it, and repeat.',
      lock: true,
    });
  } finally {
    await client.query('set lock_timeout = 0').catch(() => undefined);
  }
}

async function runDue(url: string, files: readonly MigrationFile[]): Promise<string[]> {
  const { createDataSource } = await import('./data-source.js');
  const source = createDataSource(url, { migrations: await Promise.all(files.map(migrationClass)) });
  await source.initialize();
  try {
    return (await source.runMigrations({ transaction: 'each' })).map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

/** TypeORM wants classes; ours differ by their file only. */
async function migrationClass(file: MigrationFile): Promise<new () => MigrationInterface> {
  const sql = await readFile(file.path, 'utf8');
  if (!sql.startsWith('-- note: ')) {
    throw new DefinitionFault(`${file.path} does not say what it is for.`, {
      remedy: 'Begin it with a line `-- note: …`.',
    });
  }
  return class implements MigrationInterface {
    readonly name = file.name;

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(sql);
    }

    down(): Promise<void> {
      const remedy = 'Restore a backup, or write another migration.';
      return Promise.reject(new UsageFault(`${file.name} cannot be undone.`, { remedy }));
    }
  };
}

function explainMigrationError(error: unknown): unknown {
  if (sqlState(error) === '42501') {
    return new UsageFault(`The database user may not make tables: ${(error as Error).message}.`, {
      remedy: 'Grant it CREATE on the database, or make the schemas tieout and sage and give them to it.',
      cause: error,
    });
  }
  return error;
}
