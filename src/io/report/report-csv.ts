/**
 * The report as one CSV for machines, every row of every section, however many there are.
 * Promise: RFC 4180 (CRLF, quotes doubled, every record with the same number of fields); the first field names the
 * section. A section opens with its own head, whose first field is the word `section`; shorter records end in
 * empty fields. Money is `-1234.50`, what is not known is empty, dates are ISO. No text can act as a formula in a
 * spreadsheet: what begins like one gets an apostrophe in front.
 * Does not: hold the file in memory; it yields chunks of some hundred records.
 */
import type { ReconciliationReport, ReportHead } from '../../core/report-model.js';
import { plainAmount } from './format-amount.js';
import type { Cell, ReportTable } from './report-table.js';
import { field, reportTable } from './report-table.js';
import { allTables } from './report-sections.js';

const RECORDS_PER_CHUNK = 500;

export function* reportCsv(model: ReconciliationReport): Generator<string> {
  const tables = [headTable(model.head), ...allTables(model), cutTable(model)];
  const width = 1 + Math.max(...tables.map((table) => table.columns.length));
  let chunk: string[] = [];
  for (const record of recordsOf(tables)) {
    chunk.push(`${record.join(',')}${','.repeat(width - record.length)}\r\n`);
    if (chunk.length < RECORDS_PER_CHUNK) continue;
    yield chunk.join('');
    chunk = [];
  }
  yield chunk.join('');
}

function* recordsOf(tables: readonly ReportTable[]): Generator<string[]> {
  for (const table of tables) {
    yield ['section', ...table.columns.map((column) => column.name)];
    for (const cells of table.rows()) yield [table.section, ...cells.map(csvField)];
  }
}

/** One field, quoted where RFC 4180 asks for it. */
export function csvField(cell: Cell): string {
  if (cell.value === null) return '';
  if (typeof cell.value === 'number') return cell.kind === 'count' ? String(cell.value) : plainAmount(cell.value);
  const text = startsLikeFormula(cell.value) ? `'${cell.value}` : cell.value;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** A minus sign opens formulas as well, but a plain negative number (`-12.50`) is left a number. */
function startsLikeFormula(text: string): boolean {
  return /^[=+@\t\r]/.test(text) || (text.startsWith('-') && !/^-\d+(\.\d+)?$/.test(text));
}

function headTable(head: ReportHead): ReportTable {
  const entries: [string, string | null][] = [
    ['company', head.company],
    ['company_name', head.companyName],
    ['batch', head.batch],
    ['status', head.status],
    ['dry_run', head.dryRun ? 'yes' : 'no'],
    ['sentence', head.sentence],
    ['tied_out', head.tiedOut ? 'yes' : 'no'],
    ['short_by', plainAmount(head.shortByCents)],
    ['as_of', head.asOf],
    ['started_at', head.startedAt],
    ['finished_at', head.finishedAt],
    ['definitions', head.definitions],
    ['tolerance', plainAmount(head.toleranceCents)],
    ['open_months', head.openMonths],
    ['prepared_by', head.preparedBy],
    ['approved_by', head.approvedBy],
    ['sage_read_back', head.sageReadBack],
    ...head.newestExtracts.map((extract): [string, string] => [
      `newest_extract:${extract.dataset}`,
      `${extract.file} ${extract.receivedAt}`,
    ]),
  ];
  const fields = [
    field<[string, string | null]>('name', 'Name', 'code', 24, (entry) => entry[0]),
    field<[string, string | null]>('value', 'Value', 'text', 60, (entry) => entry[1]),
  ];
  return reportTable('head', 'Head', fields, entries);
}

function cutTable(model: ReconciliationReport): ReportTable {
  const fields = [
    field<[string, number]>('name', 'Section', 'code', 24, (entry) => entry[0]),
    field<[string, number]>('rows', 'Rows in all', 'count', 12, (entry) => entry[1]),
  ];
  return reportTable('cut_sections', 'Sections cut', fields, Object.entries(model.cutSections));
}
