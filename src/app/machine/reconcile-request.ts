/**
 * `tieout reconcile`: the report of a batch, made again from the books, in any of its five formats.
 */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Catalog } from '../../core/catalog.js';
import { UsageFault } from '../../core/faults.js';
import type { ReconciliationReport } from '../../core/report-model.js';
import { buildReport } from '../../store/build-report.js';
import type { ReconcileRequest, ReconcileResult } from '../engine.js';
import { makeFolder } from './make-folder.js';

export async function reconcile(
  client: Client,
  catalog: Catalog,
  request: ReconcileRequest,
  home: string,
): Promise<ReconcileResult> {
  const { batch, repeats } = await findBatch(client, request);
  // CSV and JSON are for machines: they are never cut.
  const whole = request.format === 'csv' || request.format === 'json';
  const report = await buildReport(client, request.company, repeats ?? batch, catalog, whole ? Infinity : undefined);
  if (repeats !== null) renameRepeat(report, batch!);
  if (request.format !== 'xlsx') {
    const { renderReport } = await import('../../io/report/render-report.js');
    return { report, text: [...renderReport(report, request.format)].join(''), path: null };
  }
  const { writeReportWorkbook } = await import('../../io/report/report-xlsx.js');
  const folder = join(home, 'reports', batch ?? `${request.company}-as-it-stands`);
  await makeFolder(folder, 'TIEOUT_HOME');
  const path = join(folder, 'reconciliation.xlsx');
  // Nobody reads a workbook that is half written, nor one that another process writes at the same time.
  const part = `${path}.${process.pid}.part`;
  await writeReportWorkbook(report, part);
  await rename(part, path);
  return { report, text: null, path };
}

interface Found {
  readonly batch: string | null;
  readonly repeats: string | null;
}

/** Null: the company as it stands. A batch that repeated another's answer is shown by that one's rows. */
async function findBatch(client: Client, request: ReconcileRequest): Promise<Found> {
  const { company, batch } = request;
  if (batch !== null && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(batch)) throw noSuchBatch(company, batch);
  const result = await client.query<{ batch: string; repeats: string | null }>(
    `select batch::text, repeats::text
     from tieout.batch
     where tieout_company = $1 and ($2::uuid is null or batch = $2) and finished_at is not null
     order by started_at desc
     limit 1`,
    [company, batch],
  );
  const found = result.rows[0];
  if (found === undefined) throw noSuchBatch(company, batch);
  return batch === null ? { batch: null, repeats: null } : found;
}

function noSuchBatch(company: string, batch: string | null): UsageFault {
  return new UsageFault(batch === null ? `The company ${company} has no batch yet.` : `There is no batch ${batch}.`, {
    remedy: batch === null ? 'Run one with `tieout run`.' : 'List the batches with `tieout batches`.',
  });
}

/** The same figures, with loaded as unchanged. */
function renameRepeat(report: ReconciliationReport, batch: string): void {
  report.head.batch = batch;
  for (const measure of report.measures) {
    measure.unchanged += measure.loaded;
    measure.loaded = 0;
  }
}
