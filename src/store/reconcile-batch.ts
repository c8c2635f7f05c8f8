/**
 * The control totals of a batch: what the readers counted, what the books say, and what a second reading of Sage's
 * tables finds. Runs inside the transaction that publishes; nothing is kept when one equation fails.
 * Promise: every actual is read again from the stored rows, by statements of its own, never from what was staged or
 * from what the writers counted; a table is read once for all of them (`stored-rows`). Shared with the writers are the
 * quoting of names (`sage-sql`) and the dictionary's word on what a total is (`total-meaning`): what to add up is
 * agreed, the adding up is done twice.
 */
import type { Client } from 'pg';
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { Equation } from '../core/nouns.js';
import type { ReadTotals } from '../core/read-totals.js';
import type { BatchRow } from './batch-books.js';
import { codingEquation } from './coding-sums.js';
import { accounted, loadedAgain, loadedByDimension } from './reconcile-books.js';
import { keptTotals } from './reconcile-totals.js';
import { StoredRows } from './stored-rows.js';

export async function reconcileBatch(
  client: Client,
  batch: BatchRow,
  datasets: readonly CompiledDataset[],
  totals: ReadonlyMap<string, ReadTotals>,
  toleranceCents: number,
): Promise<Equation[]> {
  const ran = datasets.filter((dataset) => totals.has(dataset.name));
  const stored = new StoredRows(client, batch, datasets);
  const found: Equation[][] = [];
  for (const dataset of ran) {
    found.push(
      await accounted(client, batch, dataset, totals.get(dataset.name)!),
      await loadedAgain(client, batch, dataset, toleranceCents, stored),
      await loadedByDimension(client, batch, dataset, stored),
      await codingEquation(client, batch, dataset, stored),
    );
  }
  found.push(await keptTotals(client, batch, datasets, tablesOf(ran), stored));
  await stored.forget();
  return found.flat();
}

/** The company as it stands: everything ever loaded against the tables, and every total Sage keeps. */
export async function companyEquations(
  client: Client,
  company: string,
  datasets: readonly CompiledDataset[],
  toleranceCents: number,
): Promise<Equation[]> {
  const all = { company, batch: null };
  const stored = new StoredRows(client, all, datasets);
  const found: Equation[][] = [];
  for (const dataset of datasets) {
    // A master is loaded again whenever it changes: over all batches the books count it more than once.
    if (dataset.mapping.reload !== 'hold' && dataset.mapping.reload !== 'append') continue;
    found.push(
      await loadedAgain(client, all, dataset, toleranceCents, stored),
      await loadedByDimension(client, all, dataset, stored),
      await codingEquation(client, all, dataset, stored),
    );
  }
  found.push(await keptTotals(client, all, datasets, tablesOf(datasets), stored));
  await stored.forget();
  return found.flat();
}

function tablesOf(datasets: readonly CompiledDataset[]): Set<string> {
  return new Set(datasets.flatMap(({ mapping }) => mapping.targets.map(({ table }) => table)));
}
