/**
 * A thread that writes one report workbook. It loads exceljs at once, while the batch still reads the report's figures.
 */
import { parentPort } from 'node:worker_threads';
import type { ReconciliationReport } from '../../core/report-model.js';
import { failureOf, type Failure } from './thread-failure.js';

export interface WorkbookJob {
  readonly report: ReconciliationReport;
  readonly path: string;
}

/** Null: it is written. */
export type WorkbookAnswer = Failure | null;

const loading = import('../../io/report/report-xlsx.js');

async function write({ report, path }: WorkbookJob): Promise<WorkbookAnswer> {
  try {
    const { writeReportWorkbook } = await loading;
    await writeReportWorkbook(report, path);
    return null;
  } catch (error) {
    return failureOf(error);
  }
}

parentPort?.once('message', (job: WorkbookJob) => {
  void write(job).then((answer) => parentPort?.postMessage(answer));
});
