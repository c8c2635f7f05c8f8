/**
 * The databases of a bench: one server, the parents loaded once, and a fresh copy of them for every run.
 * Promise: all peers of PostgreSQL work on the same server with the same settings.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';

const cli = resolve(import.meta.dirname, '../../bin/tieout.js');
/** Tables of another shape are other parents. */
const TEMPLATE = `bench_parents_${shapeOfTables()}`;

export const AS_OF = '2026-10-15';

export class Databases {
  constructor(home) {
    this.home = home;
    this.count = 0;
  }

  /** Starts the embedded server, or takes the one of TIEOUT_BENCH_DATABASE_URL. */
  open() {
    const given = process.env['TIEOUT_BENCH_DATABASE_URL'];
    this.url = given ?? this.tieout(['db', 'url'], { TIEOUT_DATABASE_URL: '' }).trim();
    this.ours = given === undefined;
  }

  close() {
    if (this.ours) this.tieout(['db', 'down'], { TIEOUT_DATABASE_URL: '' });
  }

  /** Loads the parents with Tieout itself; what is there already from an earlier bench is kept. */
  async loadParents(folder) {
    const known = await this.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
    if (known.length > 0) return;
    await this.query(`create database ${TEMPLATE}_new`);
    this.tieout(['run', folder, '--as-of', AS_OF, '--quiet', '--json'], {
      TIEOUT_DATABASE_URL: this.urlOf(`${TEMPLATE}_new`),
    });
    await this.query(`alter database ${TEMPLATE}_new rename to ${TEMPLATE}`);
  }

  /** URL of a fresh copy. */
  async fresh() {
    const name = `bench_${process.pid}_${++this.count}`;
    await this.query(`create database ${name} template ${TEMPLATE}`);
    return this.urlOf(name);
  }

  async drop(url) {
    await this.query(`drop database ${new URL(url).pathname.slice(1)} with (force)`);
  }

  urlOf(name) {
    const url = new URL(this.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  async query(sql, values = []) {
    return queryAt(this.url, sql, values);
  }

  tieout(args, env) {
    const set = { ...process.env, TIEOUT_HOME: this.home, ...env };
    if (set.TIEOUT_DATABASE_URL === '') delete set.TIEOUT_DATABASE_URL;
    try {
      return execFileSync(cli, args, { env: set, encoding: 'utf8', maxBuffer: 1 << 28 });
    } catch (error) {
      // Documents that wait are no failure of a batch.
      if (error.status === 3) return error.stdout;
      throw error;
    }
  }
}

function shapeOfTables() {
  const folder = resolve(import.meta.dirname, '../../src/store/migrations');
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 8);
}

export async function queryAt(url, sql, values = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

export { cli, join };
