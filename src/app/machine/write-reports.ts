/**
 * The files of a batch's report: HTML for the controller, a workbook, and JSON of report and issues.
 * Promise: a file stands under its name when it is complete, or not at all. Does not: make the report.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BatchSummary, Issue } from '../../core/nouns.js';
import type { ReconciliationReport } from '../../core/report-model.js';
import { heapGuard } from './keep-heap-small.js';

/** Gives the paths written. */
export async function writeReports(
  folder: string,
  report: ReconciliationReport,
  issues: readonly Issue[],
): Promise<BatchSummary['reports']> {
  await mkdir(folder, { recursive: true });
  const { renderReport } = await import('../../io/report/render-report.js');
  const paths = {
    html: join(folder, 'reconciliation.html'),
    xlsx: join(folder, 'reconciliation.xlsx'),
    json: join(folder, 'reconciliation.json'),
    issues: join(folder, 'issues.json'),
  };
  const keepHeapSmall = heapGuard();
  keepHeapSmall();
  const pieces = function* (format: 'html' | 'json'): Generator<string> {
    for (const piece of renderReport(report, format)) {
      yield piece;
      keepHeapSmall();
    }
  };
  await whole(paths.html, (part) => writeFile(part, pieces('html')));
  await whole(paths.json, (part) => writeFile(part, pieces('json')));
  await whole(paths.issues, (part) => writeFile(part, `${JSON.stringify(issues, null, 1)}\n`));
  const { writeReportWorkbook } = await import('../../io/report/report-xlsx.js');
  // It too stands under its name when it is complete.
  await writeReportWorkbook(report, paths.xlsx);
  return { ...paths, sageFiles: [] };
}

/** Nobody reads what a killed run left half written. */
async function whole(path: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${path}.part`;
  await write(part);
  await rename(part, path);
}
