/**
 * The books of one batch: its row, its files, what it carries in, how it ended.
 * Promise: everything inside the batch's SQL transaction, so that a killed batch leaves no trace of success.
 */
import type { Client } from 'pg';
import type { BatchSummary, Equation } from '../core/nouns.js';
import type { CarriedGroup } from '../core/ports.js';

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

/** What the embedded server has: with the 4 MB a server starts with, adding up a million lines goes to disk. */
const WORK_MEMORY_MIN = '32MB';

/** `conditions`: what its answer depends on besides the database, so that the same again can be told. */
export async function openBatch(client: Client, batch: BatchRow, conditions: string | null): Promise<void> {
  await client.query(
    `select set_config('work_mem', $1, true)
     where pg_size_bytes(current_setting('work_mem')) < pg_size_bytes($1)`,
    [WORK_MEMORY_MIN],
  );
  await client.query('insert into tieout.company (tieout_company) values ($1) on conflict do nothing', [batch.company]);
  await client.query(
    `insert into tieout.batch
       (tieout_company, batch, status, as_of, origin, accept, definitions, started_at, inputs, master_version)
     select $1, $2::uuid, 'running', $3::date, $4, $5, $6, $7::timestamptz, $8, master_version
     from tieout.company
     where tieout_company = $1`,
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
      `insert into tieout.batch_file
         (tieout_company, batch, ordinal, name, sha256, bytes, sheet, dataset, rows, constants, note)
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
      `insert into tieout.extract (tieout_company, sha256, name, bytes, first_batch, received_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing`,
      [batch.company, file.sha256, file.name, file.bytes, batch.batch, batch.startedAt],
    );
  }
}

/** Datasets that have documents earlier batches left open. */
export async function datasetsCarried(client: Client, company: string): Promise<Set<string>> {
  const result = await client.query<{ dataset: string }>(
    `select distinct dataset
     from tieout.document
     where tieout_company = $1 and state in ('held', 'waiting', 'ready') and content is not null`,
    [company],
  );
  return new Set(result.rows.map((row) => row.dataset));
}

/** Documents of a dataset that earlier batches left open, copy by copy, with their rows as delivered. */
export async function carriedDocuments(client: Client, company: string, dataset: string): Promise<CarriedGroup[]> {
  const result = await client.query<{
    document: string;
    batch: string;
    content: CarriedContent;
    beside: string[] | null;
  }>(
    `select d.document, d.open_since_batch::text as batch, d.content,
       case when (d.content ->> 'keyless')::bool then ${BESIDE} end as beside
     from tieout.document d
     where d.tieout_company = $1 and d.dataset = $2 and d.state in ('held', 'waiting', 'ready')
       and d.content is not null
     order by d.document`,
    [company, dataset],
  );
  return result.rows.flatMap(({ document, batch, content, beside }) =>
    content.copies.map((copy) => ({
      key: document,
      batch,
      keyless: content.keyless,
      ...copy,
      ...(beside === null ? {} : { beside }),
    })),
  );
}

/** Documents that the file of a row without a key brought with it: enough of them to know the file again. */
const BESIDE = `array(
  select distinct o.document
  from tieout.document_version o
  where o.tieout_company = d.tieout_company and o.dataset = d.dataset and o.sha256 = d.sha256 and not o.carried
    and o.document not like '?%'
    and o.batch = (
      select v.batch
      from tieout.document_version v
      where v.tieout_company = d.tieout_company and v.dataset = d.dataset and v.document = d.document
        and v.sha256 = d.sha256 and not v.carried
      order by v.batch
      limit 1)
  order by o.document
  limit 50)`;

interface CarriedContent {
  readonly keyless: boolean;
  readonly copies: readonly Pick<CarriedGroup, 'file' | 'sha256' | 'sheet' | 'headers' | 'rows'>[];
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
  await writeEquations(client, batch, equations);
  if (wrote) {
    await client.query('update tieout.company set master_version = master_version + 1 where tieout_company = $1', [
      batch.company,
    ]);
  }
  await client.query(
    `update tieout.batch
     set status = $3, finished_at = clock_timestamp(), summary = $4,
       master_version = (select master_version from tieout.company where tieout_company = $1)
     where tieout_company = $1 and batch = $2`,
    [batch.company, batch.batch, summary.status, JSON.stringify(summary)],
  );
}

async function writeEquations(client: Client, batch: BatchRow, equations: readonly Equation[]): Promise<void> {
  if (equations.length === 0) return;
  await client.query(
    `insert into tieout.equation
     select $1, $2::uuid, n, name, dataset, expected, actual, holds
     from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bool[])
       as e(n, name, dataset, expected, actual, holds)`,
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
