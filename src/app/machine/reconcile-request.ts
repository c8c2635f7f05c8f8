/**
 * `tieout reconcile`: the report of a batch, made again from the books, in any of its five formats.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Catalog } from '../../core/catalog.js';
import { UsageFault } from '../../core/faults.js';
import { buildReport } from '../../store/build-report.js';
import type { ReconcileRequest, ReconcileResult } from '../engine.js';

export async function reconcile(client: Client, catalog: Catalog, request: ReconcileRequest, home: string): Promise<ReconcileResult> {
  const result = await client.query<{ batch: string }>(
    `select batch::text from tieout.batch where tieout_company = $1 and ($2::uuid is null or batch = $2) and finished_at is not null
     order by started_at desc limit 1`, [request.company, request.batch]);
  const batch = result.rows[0]?.batch;
  if (batch === undefined) {
    throw new UsageFault(request.batch === null ? `The company ${request.company} has no batch yet.` : `There is no batch ${request.batch}.`, {
      remedy: 'List the batches with `tieout batches`.',
    });
  }
  // CSV and JSON are for machines: they are never cut.
  const whole = request.format === 'csv' || request.format === 'json';
  const report = await buildReport(client, request.company, batch, catalog, whole ? Infinity : undefined);
  if (request.format !== 'xlsx') {
    const { renderReport } = await import('../../io/report/render-report.js');
    const rendered = renderReport(report, request.format);
    return { report, text: typeof rendered === 'string' ? rendered : await joined(rendered), path: null };
  }
  const { writeReportWorkbook } = await import('../../io/report/report-xlsx.js');
  const folder = join(home, 'reports', batch);
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'reconciliation.xlsx');
  await writeReportWorkbook(report, path);
  return { report, text: null, path };
}

async function joined(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}
