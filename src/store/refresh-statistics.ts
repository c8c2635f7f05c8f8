/**
 * Tells PostgreSQL how many rows a batch has written, before the batch's own checks and report read them.
 * Why: nobody else can, inside an open transaction; without it the planner takes a million new rows for none, and joins
 * them one by one (measured: 120 s instead of 1 s in the report of 100,000 lines).
 * Promise: never waits for another session; a table that is being analyzed elsewhere is left out.
 */
import type { Client } from 'pg';
import type { CompiledDataset } from '../core/compile-dataset.js';
import { sageTable } from './sage-sql.js';

const BOOKS = ['tieout.document_version', 'tieout.open_move', 'tieout.document', 'tieout.issue', 'tieout.alteration'];

/** Rough numbers are enough to choose a plan: 3,000 rows a table are looked at, not 30,000. */
const STATISTICS_TARGET = 10;

/** After the datasets were published, before anything reads them together. */
export async function refreshStatistics(client: Client, datasets: readonly CompiledDataset[]): Promise<void> {
  const written = datasets.flatMap(({ mapping, tables }) => {
    const own = mapping.targets.map(({ table }) => table);
    return [...own, ...own.flatMap((table) => tables.get(table)!.totals.map(({ to }) => to))];
  });
  await analyze(client, [...BOOKS, ...[...new Set(written)].sort().map(sageTable)]);
}

/** After the rows of a dataset were staged, before they are checked and published. */
export async function analyze(client: Client, tables: readonly string[]): Promise<void> {
  await client.query(`set local default_statistics_target = ${STATISTICS_TARGET}`);
  await client.query(`analyze (skip_locked) ${tables.join(', ')}`);
}
