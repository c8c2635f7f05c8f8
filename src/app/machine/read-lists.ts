/**
 * What `batches`, `documents` and `status` show, from the books.
 * Promise: plain data, newest first. Does not: change anything.
 */
import type { Client } from 'pg';
import { formatCents } from '../../core/money.js';
import type { BatchSummary, Outcome } from '../../core/nouns.js';
import type { BatchLine, CompanyStatus, DocumentFilter, DocumentLine, DocumentState } from '../engine.js';

interface BatchRecord {
  batch: string;
  started_at: Date;
  finished_at: Date | null;
  status: string;
  as_of: string;
  repeats: string | null;
  summary: BatchSummary | null;
}

export async function listBatches(client: Client, company: string, limit: number): Promise<BatchLine[]> {
  const result = await client.query<BatchRecord>(
    `select batch::text, started_at, finished_at, status, as_of::text, repeats::text, summary
     from tieout.batch
     where tieout_company = $1
     order by started_at desc, batch desc
     limit $2`,
    [company, limit],
  );
  return result.rows.map(toLine);
}

function toLine(row: BatchRecord): BatchLine {
  const count = (pick: (documents: BatchSummary['datasets'][number]['documents']) => number): number =>
    (row.summary?.datasets ?? []).reduce((sum, dataset) => sum + pick(dataset.documents), 0);
  const documents: Record<Outcome, number> = {
    loaded: count((d) => d.inserted + d.updated),
    unchanged: count((d) => d.unchanged),
    held: count((d) => d.held),
    waiting: count((d) => d.waiting),
    excluded: count((d) => d.excluded),
  };
  return {
    batch: row.batch,
    started: row.started_at.toISOString(),
    seconds: row.finished_at === null ? null : (row.finished_at.getTime() - row.started_at.getTime()) / 1000,
    status: row.status,
    asOf: row.as_of,
    datasets: (row.summary?.datasets ?? []).map((dataset) => dataset.dataset),
    documents,
    dryRun: false,
    repeats: row.repeats,
  };
}

export async function listDocuments(client: Client, filter: DocumentFilter): Promise<DocumentLine[]> {
  const result = await client.query<{
    dataset: string;
    document: string;
    state: DocumentState;
    reason_code: string | null;
    reason: string | null;
    amount: string | null;
    since: Date;
    batch: string;
  }>(
    `select d.dataset, d.document, d.state, d.reason_code, d.reason, d.amount::text,
       coalesce(d.open_since, b.started_at) as since, d.batch::text
     from tieout.document d
     join tieout.batch b on b.tieout_company = d.tieout_company and b.batch = d.batch
     where d.tieout_company = $1
       and (cardinality($2::text[]) = 0 or d.state = any($2))
       and ($3::text is null or d.dataset = $3)
     order by since desc, d.dataset, d.document
     limit $4`,
    [filter.company, filter.states, filter.dataset, filter.limit],
  );
  return result.rows.map((row) => ({
    dataset: row.dataset,
    document: row.document,
    state: row.state,
    code: row.reason_code,
    message: row.reason,
    amount: row.amount === null ? null : formatCents(BigInt(row.amount)),
    since: row.since.toISOString(),
    batch: row.batch,
  }));
}

export async function companyStatus(
  client: Client,
  company: string,
  definitions: string,
  database: 'embedded' | 'url',
): Promise<CompanyStatus> {
  const open = await client.query<{ state: DocumentState; count: string }>(
    `select state, count(*)
     from tieout.document
     where tieout_company = $1 and state in ('held', 'waiting', 'ready')
     group by state`,
    [company],
  );
  const newest = await client.query<{ dataset: string; file: string; received_at: Date }>(
    `select distinct on (f.dataset) f.dataset, f.name as file, b.started_at as received_at
     from tieout.batch_file f
     join tieout.batch b using (tieout_company, batch)
     where f.tieout_company = $1 and f.dataset is not null
     order by f.dataset, b.started_at desc`,
    [company],
  );
  return {
    company,
    definitions,
    database,
    lastBatch: (await listBatches(client, company, 1))[0] ?? null,
    open: Object.fromEntries(open.rows.map((row) => [row.state, Number(row.count)])),
    newestExtracts: newest.rows.map((row) => ({
      dataset: row.dataset,
      file: row.file,
      receivedAt: row.received_at.toISOString(),
    })),
  };
}
