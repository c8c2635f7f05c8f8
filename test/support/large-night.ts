/**
 * A night of many invoice lines in front of a company whose parents are loaded, on an embedded database of its own, and
 * a fresh copy of that evening as often as one is wanted.
 * Promise: the same files for the same size; a copy costs a fraction of a second; `remove` stops the server.
 * Does not: run the night.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { attachEmbedded } from '../../src/store/embedded-postgres.js';
import { explainDatabaseError } from '../../src/store/database-trouble.js';
import { queryUrl } from './batch-home.js';
import { makeHome, runTieout, type TieoutOptions, type TieoutRun } from './run-tieout.js';

/** Few parents and long invoices: the night is lines, and a copy of the evening is cheap. */
const SHAPE = { jobs: 40, vendors: 40, commitments: 200, linesPerCommitment: 20, invoiceLinesMax: 60 };
const SEED = 7;
const EVENING = 'evening';

/** The business date, within the months of the generated invoices. */
const AS_OF = '2026-10-31';

interface CompanyModule {
  writeParents(folder: string, options: object): Promise<void>;
  writeInvoices(path: string, options: object): Promise<number>;
}

export class LargeNight {
  private readonly home = makeHome();
  readonly path = this.home.path;
  readonly command: readonly string[];
  /** Batch that loaded the parents. */
  parents = '';

  private constructor() {
    this.command = ['run', join(this.path, 'night'), '--as-of', AS_OF, '--json'];
  }

  /** `shuffled`: rows of some hundred invoices stand mixed with each other. */
  static async prepare(lines: number, { shuffled = false } = {}): Promise<LargeNight> {
    const night = new LargeNight();
    const company = (await import(
      new URL('../../bench/large-company/large-company.mjs', import.meta.url).href
    )) as CompanyModule;
    const parents = join(night.path, 'parents');
    await company.writeParents(parents, { seed: SEED, shape: SHAPE });
    mkdirSync(join(night.path, 'night'));
    const invoices = join(night.path, 'night', 'subcontractor-invoices.csv');
    await company.writeInvoices(invoices, { seed: SEED, shape: SHAPE, lines, shuffled });
    await night.revive();
    const loaded = await night.tieout(['run', parents, '--as-of', AS_OF, '--json']);
    if (loaded.code !== 0) throw new Error(`The parents were not loaded: ${loaded.stdout}${loaded.stderr}`);
    night.parents = loaded.json<{ batch: string }>().batch;
    await night.asAdministrator(`create database ${EVENING} template postgres`);
    return night;
  }

  tieout(args: readonly string[], options: TieoutOptions = {}): Promise<TieoutRun> {
    return runTieout(args, { millisecondsMax: 300_000, ...options, home: this.path });
  }

  /** The company as it was in the evening: database and home. */
  async reset(): Promise<void> {
    for (const folder of ['reports', 'extracts', 'tmp']) {
      rmSync(join(this.path, folder), { recursive: true, force: true });
    }
    await this.asAdministrator('drop database postgres with (force)', `create database postgres template ${EVENING}`);
  }

  /** Starts the server when it is down, recovering what a kill has left. Gives its URL. */
  async revive(): Promise<string> {
    const server = await attachEmbedded(this.path, { keep: true });
    await server.release();
    await answering(server.url);
    return server.url;
  }

  get postmaster(): number {
    return Number(readFileSync(join(this.path, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  }

  remove(): Promise<void> {
    return this.home.remove();
  }

  private async asAdministrator(...statements: string[]): Promise<void> {
    const url = new URL(await this.revive());
    url.pathname = '/template1';
    for (const sql of statements) await queryUrl(url.href, sql);
  }
}

/** A server whose session was killed ends all others and recovers, and says no to whoever comes meanwhile. */
async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const refused = await queryUrl(url, 'select').then(
      () => null,
      (error: Error) => error,
    );
    if (refused === null) return;
    if (explainDatabaseError(refused) === null) throw refused;
    await sleep(100);
  }
  throw new Error('The database did not recover within a minute.');
}
