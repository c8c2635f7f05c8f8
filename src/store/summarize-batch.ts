/**
 * What a batch came to by dataset: rows, documents and amounts, from the books.
 * Promise: every figure is a sum over `tieout.document_version`, so that it can be made again at any time.
 */
import type { Client } from 'pg';
import type { CompiledDataset } from '../core/compile-dataset.js';
import { formatCents } from '../core/money.js';
import type { DatasetSummary, MeasureCounts } from '../core/nouns.js';
import type { BatchFileRow, BatchRow } from './batch-books.js';

/** Datasets that have a file or a document in the batch, in the order given. */
export async function summarizeBatch(
  client: Client,
  batch: BatchRow,
  datasets: readonly CompiledDataset[],
  files: readonly BatchFileRow[],
): Promise<DatasetSummary[]> {
  const judged = await client.query<{ dataset: string }>(
    'select distinct dataset from tieout.document_version where tieout_company = $1 and batch = $2',
    [batch.company, batch.batch],
  );
  const known = new Set([...judged.rows.map((row) => row.dataset), ...files.map((file) => file.dataset)]);
  const summaries: DatasetSummary[] = [];
  for (const dataset of datasets.filter((entry) => known.has(entry.name))) {
    const own = files.filter((file) => file.dataset === dataset.name);
    summaries.push({
      dataset: dataset.name,
      files: own.map((file) => ({ name: file.name, sha256: file.sha256, rows: file.rows })),
      ...(await countsOf(client, batch, dataset)),
      amounts: await amountsOf(client, batch, dataset),
    });
  }
  return summaries;
}

async function countsOf(
  client: Client,
  batch: BatchRow,
  dataset: CompiledDataset,
): Promise<Pick<DatasetSummary, 'rows' | 'documents'>> {
  const result = await client.query<Record<string, string>>(
    `select coalesce(sum(rows) filter (where not carried), 0) as read,
       coalesce(sum(rows) filter (where carried), 0) as carried,
       coalesce(sum(rows_loaded), 0) as loaded, coalesce(sum(rows_summarized), 0) as summarized,
       coalesce(sum(rows_unchanged), 0) as unchanged,
       coalesce(sum(rows_held), 0) as held, coalesce(sum(rows_waiting), 0) as waiting,
       coalesce(sum(rows_excluded), 0) as excluded,
       count(*) filter (where not carried) as d_read, count(*) filter (where carried) as d_carried,
       count(*) filter (where action = 'inserted') as d_inserted,
       count(*) filter (where action = 'updated') as d_updated,
       count(*) filter (where outcome = 'unchanged') as d_unchanged,
       count(*) filter (where outcome = 'held') as d_held,
       count(*) filter (where outcome = 'waiting') as d_waiting,
       count(*) filter (where outcome = 'excluded') as d_excluded
     from tieout.document_version
     where tieout_company = $1 and batch = $2 and dataset = $3`,
    [batch.company, batch.batch, dataset.name],
  );
  const count = (name: string): number => Number(result.rows[0]![name]);
  return {
    rows: {
      read: count('read'),
      carried: count('carried'),
      loaded: count('loaded'),
      summarized: count('summarized'),
      unchanged: count('unchanged'),
      held: count('held'),
      waiting: count('waiting'),
      excluded: count('excluded'),
    },
    documents: {
      read: count('d_read'),
      carried: count('d_carried'),
      inserted: count('d_inserted'),
      updated: count('d_updated'),
      unchanged: count('d_unchanged'),
      held: count('d_held'),
      waiting: count('d_waiting'),
      excluded: count('d_excluded'),
    },
  };
}

async function amountsOf(
  client: Client,
  batch: BatchRow,
  dataset: CompiledDataset,
): Promise<Record<string, MeasureCounts>> {
  // Names with an underscore split a measure up for the report; the summary has the measures of the interface.
  const shown = [...dataset.measures.entries()].filter(([, measure]) => !measure.includes('_'));
  if (shown.length === 0) return {};
  const result = await client.query<string[]>({
    rowMode: 'array',
    text: `select ${shown.flatMap(([index]) => countsAt(`[${index + 1}]`)).join(', ')}
     from tieout.document_version
     where tieout_company = $1 and batch = $2 and dataset = $3`,
    values: [batch.company, batch.batch, dataset.name],
  });
  const row = result.rows[0]!;
  const width = row.length / shown.length;
  return Object.fromEntries(
    shown.map(([, measure], place) => [measure, measureCounts(row.slice(place * width, (place + 1) * width))]),
  );
}

/** SQL: what became of a measure, in the order of `measureCounts`. `at`: its place in the arrays, `[1]` the first. */
function countsAt(at: string): string[] {
  return [
    `coalesce(sum(amounts${at}) filter (where not carried), 0)`,
    `coalesce(sum(amounts${at}) filter (where carried), 0)`,
    `coalesce(sum(amounts${at} - amounts_excluded${at} - amounts_unchanged${at})
       filter (where outcome = 'loaded'), 0)`,
    `coalesce(sum(amounts${at} - amounts_excluded${at}) filter (where outcome = 'unchanged'), 0)
       + coalesce(sum(amounts_unchanged${at}) filter (where outcome = 'loaded'), 0)`,
    `coalesce(sum(amounts${at}) filter (where outcome = 'held'), 0)`,
    `coalesce(sum(amounts${at}) filter (where outcome = 'waiting'), 0)`,
    `coalesce(sum(amounts${at}) filter (where outcome = 'excluded'), 0)
       + coalesce(sum(amounts_excluded${at}) filter (where outcome in ('loaded', 'unchanged')), 0)`,
    `coalesce(sum(unreadable${at}), 0)`,
  ];
}

function measureCounts(sums: readonly string[]): MeasureCounts {
  const cents = (place: number): string => formatCents(BigInt(sums[place]!));
  return {
    read: cents(0),
    carried: cents(1),
    loaded: cents(2),
    unchanged: cents(3),
    held: cents(4),
    waiting: cents(5),
    excluded: cents(6),
    unreadableRows: Number(sums[7]),
  };
}
