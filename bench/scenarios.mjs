/**
 * What a company's files are besides one great CSV: shuffled, the same again, the night after, five times as long, a
 * workbook, an upload. Each is a ratio to a run of the same bench.
 * Promise: every run works on a fresh copy of the parents, except those that are a second night by nature.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeInvoices, writeNextNight, writeShuffled } from './large-company/large-company.mjs';
import { writeWorkbook } from './large-company/workbook.mjs';
import { AS_OF, cli } from './peers/databases.mjs';
import { measure } from './peers/processes.mjs';
import { Service } from './peers/service.mjs';

const WORKBOOK_ROWS = 100_000;
const LONG = 5;

/** `run(name, work)` notes what `work` measured; gives the ratios asked for. */
export class Scenarios {
  constructor({ databases, folder, seed, lines, invoicesOf, note }) {
    Object.assign(this, { databases, folder, seed, lines, invoicesOf, note });
  }

  /** One round of all of them. `csv` is the file of the peers' run. */
  async round(csv) {
    await this.nights(csv);
    await this.alone('shuffled', await this.made('shuffled', (path) => writeShuffled(csv, path, { seed: this.seed })));
    const long = this.lines * LONG;
    await this.alone('five times', await this.invoicesOf(long), long);
    await this.workbook();
  }

  /** The first night, the same file again, and the night after. */
  async nights(csv) {
    const next = await this.made('next-night', (path) => writeNextNight(path, { seed: this.seed, lines: this.lines }));
    await this.onFresh(async (run) => {
      this.note('first night', await run(csv), this.lines);
      this.note('the same again', await run(csv), this.lines);
      this.note('the night after', await run(next), this.lines);
    });
  }

  async alone(name, path, rows = this.lines) {
    await this.onFresh(async (run) => this.note(name, await run(path), rows));
  }

  async workbook() {
    const path = await this.made(
      'workbook',
      (to) => writeWorkbook(to, { seed: this.seed, rows: WORKBOOK_ROWS }),
      'xlsx',
    );
    const reader = join(import.meta.dirname, 'peers/stream-workbook.mjs');
    this.note('exceljs alone', checked(await measure('node', [reader, path]), [0]), WORKBOOK_ROWS);
    await this.alone('workbook', path, WORKBOOK_ROWS);
    await this.onFresh(async (_, env) => {
      const service = await Service.start(env);
      try {
        this.note('upload', await service.upload(path), WORKBOOK_ROWS);
      } finally {
        await service.stop();
      }
    });
  }

  async onFresh(work) {
    const url = await this.databases.fresh();
    const home = join(this.folder, 'run-home');
    rmSync(home, { recursive: true, force: true });
    const env = { ...process.env, TIEOUT_HOME: home, TIEOUT_DATABASE_URL: url };
    const run = async (path) =>
      checked(await measure(cli, ['run', path, '--as-of', AS_OF, '--json', '--quiet'], { env }), [0, 3]);
    try {
      await work(run, env);
    } finally {
      await this.databases.drop(url);
    }
  }

  async made(name, write, extension = 'csv') {
    const size = extension === 'csv' ? this.lines : WORKBOOK_ROWS;
    const path = join(this.folder, `${name}-${this.seed}-${size}-subcontractor-invoices.${extension}`);
    if (existsSync(path)) return path;
    // One that was broken off is no extract.
    const part = `${path}.part`;
    await write(part);
    renameSync(part, path);
    return path;
  }
}

function checked(run, codes) {
  if (!codes.includes(run.code)) throw new Error(`ended with ${run.code}: ${run.stderr}${run.stdout.slice(0, 2_000)}`);
  return run;
}
