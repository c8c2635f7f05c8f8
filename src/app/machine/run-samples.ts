/**
 * Runs samples through the machine's real path in one SQL transaction that is always rolled back.
 * Promise: each sample meets the same ground (`samples/ground`, loaded once) whatever ran before it; nothing is kept,
 * neither in the database nor on disk.
 * Does not: compare with goldens (test-definitions does).
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { compileCatalog, definitionFault, type Catalog, type DefinitionTexts } from '../../core/catalog.js';
import { ExtractStore } from '../../io/extract-store.js';
import { readOutcomes } from '../../store/read-outcomes.js';
import { readSageRows, type SageRow } from '../../store/read-sage-rows.js';
import { alterations } from '../../store/report/report-lists.js';
import type { ProgressSink } from '../engine.js';
import { judgeBatch } from './batch-runner.js';
import type { AlterationRow, Answer } from './golden.js';
import type { Sample } from './list-samples.js';
import { makeFolder } from './make-folder.js';
import { hasStopped, listExtracts, openFiles } from './open-files.js';
import { NO_THREADS } from './thread-use.js';

/** The business date of all samples. */
const AS_OF = '2026-11-23';
const STARTED_AT = new Date(`${AS_OF}T12:00:00Z`);
const quiet: ProgressSink = { report: () => undefined, warn: () => undefined };

export class SampleRunner {
  private readonly catalogs = new Map<string, Catalog>();
  private readonly company = `samples-${process.pid}`;
  private readonly batch = uuid();
  private readonly temp: string;
  private readonly store: ExtractStore;
  private ground: ReadonlyMap<string, SageRow> = new Map();

  constructor(
    private readonly client: Client,
    private readonly texts: DefinitionTexts,
    demo: Catalog,
    private readonly folder: string,
    home: string,
    private readonly signal: AbortSignal,
  ) {
    this.catalogs.set('', demo);
    this.temp = join(home, 'tmp', `samples-${this.batch}`);
    this.store = new ExtractStore(join(this.temp, 'extracts'));
  }

  /** Opens the SQL transaction and loads the ground; gives what did not load of it. `close` must follow. */
  async open(): Promise<string[]> {
    await makeFolder(this.temp, 'TIEOUT_HOME');
    await this.client.query('begin');
    const catalog = this.catalogOf(null);
    const ground = join(this.folder, 'samples', 'ground');
    const problems: string[] = [];
    if (existsSync(ground)) problems.push(...(await this.lay(ground, catalog, 'procore')));
    if (existsSync(join(ground, 'from-sage')))
      problems.push(...(await this.lay(join(ground, 'from-sage'), catalog, 'sage')));
    this.ground = await this.snapshot(catalog);
    await this.client.query('savepoint ground');
    return problems;
  }

  async close(): Promise<void> {
    await this.client.query('rollback').catch(() => undefined);
    await rm(this.temp, { recursive: true, force: true });
  }

  /** The answer to one sample; the ground lies bare again afterwards. */
  async run(sample: Sample): Promise<Answer> {
    const catalog = this.catalogOf(sample.profile);
    try {
      let before = this.ground;
      if (sample.before !== null) {
        await this.batchOf([sample.before], catalog, 'procore');
        before = await this.snapshot(catalog);
        await this.client.query('savepoint step');
      }
      const paths = [sample.path, ...(sample.beside === null ? [] : [sample.beside])];
      return { ...(await this.batchOf(paths, catalog, sample.origin)), before };
    } finally {
      await this.client.query('rollback to savepoint ground');
    }
  }

  private async lay(path: string, catalog: Catalog, origin: 'procore' | 'sage'): Promise<string[]> {
    const { summary, issues, stopped } = await this.batchOf([path], catalog, origin);
    const open = summary.datasets.reduce(
      (sum, { documents }) => sum + documents.held + documents.waiting + documents.excluded,
      0,
    );
    if (open === 0 && !stopped && summary.tieOut.balanced) return [];
    return [
      ...summary.datasets
        .filter(({ documents }) => documents.held + documents.waiting + documents.excluded > 0)
        .map(({ dataset, documents }) => `${dataset}: ${JSON.stringify(documents)}`),
      ...issues.map((issue) => `${issue.file ?? ''}:${issue.row ?? ''} ${issue.code}: ${issue.message}`),
      ...summary.tieOut.differences.map(
        (entry) => `${entry.dataset ?? ''} ${entry.name}: ${entry.expected} ≠ ${entry.actual}`,
      ),
    ];
  }

  private async batchOf(
    paths: readonly string[],
    catalog: Catalog,
    origin: 'procore' | 'sage',
  ): Promise<Omit<Answer, 'before'>> {
    const row = {
      company: this.company,
      batch: uuid(),
      asOf: AS_OF,
      origin,
      accept: catalog.profile.acceptance,
      definitions: catalog.fingerprint,
      startedAt: STARTED_AT.toISOString(),
    };
    const opened = await openFiles(await listExtracts(paths), this.store, {
      catalog,
      dataset: null,
      constants: {},
      tempFolder: this.temp,
      batch: row.batch,
    });
    try {
      const settings = { home: this.temp, definitions: this.folder, threads: NO_THREADS, now: () => STARTED_AT };
      const { summary, issues } = await judgeBatch(this.client, {
        catalog,
        row,
        opened,
        tempFolder: this.temp,
        dryRun: false,
        settings,
        progress: quiet,
        signal: this.signal,
        conditions: null,
      });
      return {
        summary,
        issues,
        stopped: opened.files.some(hasStopped),
        tables: catalog.tables,
        mappings: catalog.datasets.map(({ mapping }) => mapping),
        outcomes: await readOutcomes(this.client, this.company, row.batch),
        alterations: await this.alterationsOf(row.batch, catalog),
        written: await readSageRows(this.client, this.company, catalog.tables, row.batch),
      };
    } finally {
      await opened.close();
    }
  }

  private async alterationsOf(batch: string, catalog: Catalog): Promise<AlterationRow[]> {
    const listed = await alterations({
      client: this.client,
      company: this.company,
      batch,
      catalog,
      rowsMax: 1_000,
      cut: {},
    });
    return listed.map(({ dataset, document, column, kind, because, before, after, source }) => ({
      dataset,
      document,
      column,
      kind,
      because,
      before,
      after,
      rows: source?.rows ?? [],
    }));
  }

  private async snapshot(catalog: Catalog): Promise<ReadonlyMap<string, SageRow>> {
    const rows = await readSageRows(this.client, this.company, catalog.tables);
    return new Map(rows.map((row) => [`${row.table}|${row.key}`, row]));
  }

  /** The demo profile with what a case changes; each set of changes is compiled once. */
  private catalogOf(overrides: string | null): Catalog {
    const slot = overrides === null ? '' : JSON.stringify(JSON.parse(overrides));
    const known = this.catalogs.get(slot);
    if (known !== undefined) return known;
    const json = this.texts.json.map((text) =>
      text.path !== 'mappings/companies/demo.json'
        ? text
        : {
            path: text.path,
            text: JSON.stringify({ ...(JSON.parse(text.text) as object), ...(JSON.parse(slot) as object) }, null, 2),
          },
    );
    const { catalog, problems } = compileCatalog({ ...this.texts, json }, 'demo');
    if (catalog === null) throw definitionFault(problems);
    this.catalogs.set(slot, catalog);
    return catalog;
  }
}
