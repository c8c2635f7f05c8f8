/**
 * The books of one batch: its row, its files, what it carries in, what it came to.
 * Promise: everything inside the batch's SQL transaction, so that a killed batch leaves no trace of success.
 */
import type { Client } from 'pg';
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { BatchSummary, DatasetSummary, Equation, MeasureCounts } from '../core/nouns.js';
import type { CarriedGroup } from '../core/ports.js';
import { formatCents } from '../core/money.js';

export interface BatchRow {
  readonly company: string;
  readonly batch: string;
  readonly asOf: string;
  readonly origin: string;
  readonly accept: string;
  readonly definitions: string;
  readonly startedAt: string;
}

export interface BatchFileRow {
  readonly ordinal: number;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly sheet: string | null;
  readonly dataset: string | null;
  readonly rows: number;
  readonly constants: Readonly<Record<string, string>>;
  readonly note: string | null;
}

/** `conditions`: what its answer depends on besides the database, so that the same again can be told. */
export async function openBatch(client: Client, batch: BatchRow, conditions: string | null): Promise<void> {
  await client.query(`insert into tieout.company (tieout_company) values ($1) on conflict do nothing`, [batch.company]);
  await client.query(
    `insert into tieout.batch (tieout_company, batch, status, as_of, origin, accept, definitions, started_at, inputs, master_version)
     select $1, $2::uuid, 'running', $3::date, $4, $5, $6, $7::timestamptz, $8, master_version from tieout.company where tieout_company = $1`,
    [
      batch.company,
      batch.batch,
      batch.asOf,
      batch.origin,
      batch.accept,
      batch.definitions,
      batch.startedAt,
      JSON.stringify(conditions === null ? {} : { conditions }),
    ],
  );
}

export async function writeFiles(client: Client, batch: BatchRow, files: readonly BatchFileRow[]): Promise<void> {
  for (const file of files) {
    await client.query(
      `insert into tieout.batch_file (tieout_company, batch, ordinal, name, sha256, bytes, sheet, dataset, rows, constants, note)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        batch.company,
        batch.batch,
        file.ordinal,
        file.name,
        file.sha256,
        file.bytes,
        file.sheet ?? '',
        file.dataset,
        file.rows,
        JSON.stringify(file.constants),
        file.note,
      ],
    );
    await client.query(
      `insert into tieout.extract (tieout_company, sha256, name, bytes, first_batch, received_at) values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing`,
      [batch.company, file.sha256, file.name, file.bytes, batch.batch, batch.startedAt],
    );
  }
}

/** Datasets that have documents earlier batches left open. */
export async function datasetsCarried(client: Client, company: string): Promise<Set<string>> {
  const result = await client.query<{ dataset: string }>(
    `select distinct dataset from tieout.document
     where tieout_company = $1 and state in ('held', 'waiting', 'ready') and content is not null`,
    [company],
  );
  return new Set(result.rows.map((row) => row.dataset));
}

/** Documents of a dataset that earlier batches left open, with their rows as delivered. */
export async function carriedDocuments(client: Client, company: string, dataset: string): Promise<CarriedGroup[]> {
  const result = await client.query<{
    document: string;
    batch: string;
    file: string;
    sha256: string;
    sheet: string | null;
    content: CarriedContent;
  }>(
    `select document, open_since_batch::text as batch, file, sha256, sheet, content from tieout.document
     where tieout_company = $1 and dataset = $2 and state in ('held', 'waiting', 'ready') and content is not null order by document`,
    [company, dataset],
  );
  return result.rows.map((row) => ({
    key: row.document,
    batch: row.batch,
    file: row.file,
    sha256: row.sha256,
    sheet: row.sheet,
    keyless: row.content.keyless,
    differs: row.content.differs,
    headers: row.content.headers,
    rows: row.content.rows,
  }));
}

interface CarriedContent {
  keyless: boolean;
  differs?: string;
  headers: CarriedGroup['headers'];
  rows: CarriedGroup['rows'];
}

export async function acceptedDocuments(client: Client, company: string, dataset: string): Promise<Set<string>> {
  const result = await client.query<{ document: string }>(
    'select document from tieout.document where tieout_company = $1 and dataset = $2 and accepted',
    [company, dataset],
  );
  return new Set(result.rows.map((row) => row.document));
}

export async function closeBatch(
  client: Client,
  batch: BatchRow,
  summary: BatchSummary,
  equations: readonly Equation[],
  wrote: boolean,
): Promise<void> {
  if (equations.length > 0) {
    await client.query(
      `insert into tieout.equation select $1, $2::uuid, n, name, dataset, expected, actual, holds
       from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bool[]) as e(n, name, dataset, expected, actual, holds)`,
      [
        batch.company,
        batch.batch,
        equations.map((_, i) => i),
        equations.map((e) => e.name),
        equations.map((e) => e.dataset),
        equations.map((e) => e.expected),
        equations.map((e) => e.actual),
        equations.map((e) => e.holds),
      ],
    );
  }
  if (wrote)
    await client.query('update tieout.company set master_version = master_version + 1 where tieout_company = $1', [
      batch.company,
    ]);
  await client.query(
    `update tieout.batch set status = $3, finished_at = clock_timestamp(), summary = $4,
       master_version = (select master_version from tieout.company where tieout_company = $1)
     where tieout_company = $1 and batch = $2`,
    [batch.company, batch.batch, summary.status, JSON.stringify(summary)],
  );
}

// --------------------------------------------------------------------------------------------------- summary

/** Rows, documents and amounts of the batch by dataset, from the books. */
export async function summarizeBatch(
  client: Client,
  batch: BatchRow,
  datasets: readonly CompiledDataset[],
  files: readonly BatchFileRow[],
): Promise<DatasetSummary[]> {
  const summaries: DatasetSummary[] = [];
  const judged = await client.query<{ dataset: string }>(
    'select distinct dataset from tieout.document_version where tieout_company = $1 and batch = $2',
    [batch.company, batch.batch],
  );
  const known = new Set([...judged.rows.map((row) => row.dataset), ...files.map((file) => file.dataset)]);
  for (const dataset of datasets.filter((entry) => known.has(entry.name))) {
    const own = files.filter((file) => file.dataset === dataset.name);
    const result = await client.query<Record<string, string>>(
      `select coalesce(sum(rows) filter (where not carried), 0) as read, coalesce(sum(rows) filter (where carried), 0) as carried,
         coalesce(sum(rows_loaded), 0) as loaded, coalesce(sum(rows_summarized), 0) as summarized, coalesce(sum(rows_unchanged), 0) as unchanged,
         coalesce(sum(rows_held), 0) as held, coalesce(sum(rows_waiting), 0) as waiting, coalesce(sum(rows_excluded), 0) as excluded,
         count(*) filter (where not carried) as d_read, count(*) filter (where carried) as d_carried,
         count(*) filter (where action = 'inserted') as d_inserted, count(*) filter (where action = 'updated') as d_updated,
         count(*) filter (where outcome = 'unchanged') as d_unchanged, count(*) filter (where outcome = 'held') as d_held,
         count(*) filter (where outcome = 'waiting') as d_waiting, count(*) filter (where outcome = 'excluded') as d_excluded
       from tieout.document_version where tieout_company = $1 and batch = $2 and dataset = $3`,
      [batch.company, batch.batch, dataset.name],
    );
    const row = result.rows[0]!;
    const n = (name: string): number => Number(row[name]);
    summaries.push({
      dataset: dataset.name,
      files: own.map((file) => ({ name: file.name, sha256: file.sha256, rows: file.rows })),
      rows: {
        read: n('read'),
        carried: n('carried'),
        loaded: n('loaded'),
        summarized: n('summarized'),
        unchanged: n('unchanged'),
        held: n('held'),
        waiting: n('waiting'),
        excluded: n('excluded'),
      },
      documents: {
        read: n('d_read'),
        carried: n('d_carried'),
        inserted: n('d_inserted'),
        updated: n('d_updated'),
        unchanged: n('d_unchanged'),
        held: n('d_held'),
        waiting: n('d_waiting'),
        excluded: n('d_excluded'),
      },
      amounts: await amountsOf(client, batch, dataset),
    });
  }
  return summaries;
}

async function amountsOf(
  client: Client,
  batch: BatchRow,
  dataset: CompiledDataset,
): Promise<Record<string, MeasureCounts>> {
  const amounts: Record<string, MeasureCounts> = {};
  for (const [index, measure] of dataset.measures.entries()) {
    // Names with an underscore split a measure up for the report; the summary has the measures of the interface.
    if (measure.includes('_')) continue;
    const at = `[${index + 1}]`;
    const result = await client.query<Record<string, string>>(
      `select coalesce(sum(amounts${at}) filter (where not carried), 0) as read, coalesce(sum(amounts${at}) filter (where carried), 0) as carried,
         coalesce(sum(amounts${at} - amounts_excluded${at} - amounts_unchanged${at}) filter (where outcome = 'loaded'), 0) as loaded,
         coalesce(sum(amounts${at} - amounts_excluded${at}) filter (where outcome = 'unchanged'), 0)
           + coalesce(sum(amounts_unchanged${at}) filter (where outcome = 'loaded'), 0) as unchanged,
         coalesce(sum(amounts${at}) filter (where outcome = 'held'), 0) as held,
         coalesce(sum(amounts${at}) filter (where outcome = 'waiting'), 0) as waiting,
         coalesce(sum(amounts${at}) filter (where outcome = 'excluded'), 0)
           + coalesce(sum(amounts_excluded${at}) filter (where outcome in ('loaded', 'unchanged')), 0) as excluded,
         coalesce(sum(unreadable${at}), 0) as unreadable
       from tieout.document_version where tieout_company = $1 and batch = $2 and dataset = $3`,
      [batch.company, batch.batch, dataset.name],
    );
    const row = result.rows[0]!;
    const cents = (name: string): string => formatCents(BigInt(row[name]!));
    amounts[measure] = {
      read: cents('read'),
      carried: cents('carried'),
      loaded: cents('loaded'),
      unchanged: cents('unchanged'),
      held: cents('held'),
      waiting: cents('waiting'),
      excluded: cents('excluded'),
      unreadableRows: Number(row['unreadable']),
    };
  }
  return amounts;
}
