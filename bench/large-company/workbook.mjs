/** The invoices of a large company as a workbook: amounts as numbers, dates as dates, codes as text. */
import ExcelJS from 'exceljs';
import { INVOICE_COLUMNS, invoices } from './large-company.mjs';

const AMOUNTS = new Set(INVOICE_COLUMNS.slice(INVOICE_COLUMNS.indexOf('work_completed_this_period')));
const DATES = new Set(['billing_date', 'accounting_date']);

export async function writeWorkbook(path, { seed, rows }) {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true });
  const sheet = book.addWorksheet('Invoices');
  sheet.addRow(INVOICE_COLUMNS).commit();
  for (const document of invoices({ seed, lines: rows })) {
    for (const row of document) sheet.addRow(INVOICE_COLUMNS.map((name) => cellOf(name, row[name]))).commit();
  }
  await book.commit();
}

function cellOf(name, text) {
  if (text === undefined || text === '') return null;
  if (AMOUNTS.has(name) && Number.isFinite(Number(text))) return Number(text);
  const date = DATES.has(name) ? new Date(`${text}T00:00:00Z`) : null;
  return date === null || Number.isNaN(date.getTime()) ? text : date;
}
