/**
 * The same extracts under the same definitions, settings and masters as the newest batch: its answer is repeated, with
 * loaded rows as unchanged, and nothing is written but the fact.
 * Promise: only when no other batch came between; counts, issues and exit code are those of the first run.
 */
import type { Client } from 'pg';
import type { Catalog } from '../../core/catalog.js';
import { hashText } from '../../core/fingerprint.js';
import { formatCents, parseCents } from '../../core/money.js';
import type { BatchSummary, DatasetSummary, Issue, MeasureCounts } from '../../core/nouns.js';
import type { ReconciliationReport } from '../../core/report-model.js';
import type { BatchRow } from '../../store/batch-books.js';
import { buildReport } from '../../store/build-report.js';
import type { RunRequest } from '../engine.js';
import type { OpenedFiles } from './open-files.js';

export interface RepeatedAnswer {
  readonly summary: BatchSummary;
  readonly issues: Issue[];
  readonly report: ReconciliationReport;
}

/** Everything an answer depends on besides the database: one text. */
export function conditionsOf(row: BatchRow, request: RunRequest, opened: OpenedFiles): string {
  const files = opened.files
    .map((file) => [file.stored?.sha256 ?? '', file.name])
    .sort((a, b) => (a.join() < b.join() ? -1 : 1));
  return hashText(
    JSON.stringify([row.asOf, row.origin, row.accept, row.definitions, request.dataset, request.set, files]),
  );
}

/** The newest batch's answer when it was given under these conditions; null when the batch must be run. */
export async function repeatNewest(
  client: Client,
  catalog: Catalog,
  row: BatchRow,
  conditions: string,
): Promise<RepeatedAnswer | null> {
  const newest = await newestBatch(client, row.company);
  if (newest === null || !newest.same || newest.conditions !== conditions) return null;
  if (newest.summary === null || newest.summary.status === 'out-of-balance') return null;
  const issues = await client.query<Issue>(
    `select dataset, file, sheet, "row", "column", cell, header, document, code, severity, value, message,
       allowed, nearest
     from tieout.issue
     where tieout_company = $1 and batch = $2
     order by sequence`,
    [row.company, newest.first],
  );
  const summary = asUnchanged(newest.summary, row.batch);
  await client.query('begin');
  await writeRepeat(client, row, summary, newest.first, conditions);
  await client.query('commit');
  return {
    summary,
    issues: issues.rows,
    report: reportAsUnchanged(await buildReport(client, row.company, newest.first, catalog), row, summary),
  };
}

interface NewestBatch {
  readonly batch: string;
  /** The batch that was run, where the newest repeats its answer. */
  readonly first: string;
  readonly summary: BatchSummary | null;
  readonly conditions: string | null;
  /** No batch has changed Sage's tables since. */
  readonly same: boolean;
}

async function newestBatch(client: Client, company: string): Promise<NewestBatch | null> {
  const { rows } = await client.query<NewestBatch>(
    `select b.batch::text, coalesce(b.repeats, b.batch)::text as first, b.summary,
       b.inputs ->> 'conditions' as conditions, b.master_version = c.master_version as same
     from tieout.batch b
     join tieout.company c using (tieout_company)
     where b.tieout_company = $1
     order by b.started_at desc, b.batch desc
     limit 1`,
    [company],
  );
  return rows[0] ?? null;
}

/** The fact that a batch was asked for again, and what was answered. */
async function writeRepeat(
  client: Client,
  row: BatchRow,
  summary: BatchSummary,
  first: string,
  conditions: string,
): Promise<void> {
  await client.query(
    `insert into tieout.batch
       (tieout_company, batch, status, as_of, origin, accept, definitions, started_at, finished_at,
        master_version, repeats, summary, inputs)
     select $1, $2::uuid, $3, $4::date, $5, $6, $7, $8::timestamptz, clock_timestamp(),
       master_version, $9::uuid, $10, $11
     from tieout.company
     where tieout_company = $1`,
    [
      row.company,
      row.batch,
      summary.status,
      row.asOf,
      row.origin,
      row.accept,
      row.definitions,
      row.startedAt,
      first,
      JSON.stringify(summary),
      JSON.stringify({ conditions }),
    ],
  );
}

function asUnchanged(first: BatchSummary, batch: string): BatchSummary {
  const datasets = first.datasets.map(datasetAsUnchanged);
  const open = first.status === 'held';
  return { ...first, batch, status: open ? 'held' : 'unchanged', datasets };
}

function datasetAsUnchanged(dataset: DatasetSummary): DatasetSummary {
  const { rows, documents } = dataset;
  return {
    ...dataset,
    rows: { ...rows, loaded: 0, summarized: 0, unchanged: rows.unchanged + rows.loaded + rows.summarized },
    documents: {
      ...documents,
      inserted: 0,
      updated: 0,
      unchanged: documents.unchanged + documents.inserted + documents.updated,
    },
    amounts: Object.fromEntries(
      Object.entries(dataset.amounts).map(([name, amounts]) => [name, amountsAsUnchanged(amounts)]),
    ),
  };
}

function amountsAsUnchanged(amounts: MeasureCounts): MeasureCounts {
  const cents = (text: string): bigint => BigInt(parseCents(text) ?? 0);
  return { ...amounts, loaded: '0.00', unchanged: formatCents(cents(amounts.loaded) + cents(amounts.unchanged)) };
}

function reportAsUnchanged(report: ReconciliationReport, row: BatchRow, summary: BatchSummary): ReconciliationReport {
  return {
    ...report,
    head: {
      ...report.head,
      batch: row.batch,
      status: summary.status,
      startedAt: row.startedAt,
      finishedAt: row.startedAt,
    },
    measures: report.measures.map((measure) => ({
      ...measure,
      loaded: 0,
      unchanged: measure.unchanged + measure.loaded,
    })),
  };
}
