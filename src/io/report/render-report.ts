/**
 * One model, five formats: the four that are text. The fifth is `report-xlsx.ts`, which writes to a path.
 * Promise: same model, same text, byte for byte; the figures of one format are those of the others.
 * Does not: write files or read a clock.
 */
import type { ReconciliationReport } from '../../core/report-model.js';
import { reportCsv } from './report-csv.js';
import { reportHtml } from './report-html.js';
import { reportJson } from './report-json.js';
import { reportText } from './report-text.js';

export type ReportFormat = 'text' | 'json' | 'csv' | 'html';

/** In pieces: the whole of a large report as one text would take more memory than the batch. */
export function renderReport(model: ReconciliationReport, format: ReportFormat): Iterable<string> {
  switch (format) {
    case 'text':
      return [reportText(model)];
    case 'json':
      return reportJson(model);
    case 'csv':
      return reportCsv(model);
    case 'html':
      return reportHtml(model);
  }
}
