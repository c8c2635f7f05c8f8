/**
 * Rows → bytes, in the forms in which people hand files over: CSV of several dialects, TSV, a workbook, JSON as the
 * REST API gives it.
 * Promise: the same rows give the same bytes; a cell `asTyped` is written as it stands.
 * Does not: decide which dataset takes which form (`nightly-files.mjs` does).
 */
import ExcelJS from 'exceljs';
import { CODE_NAMES } from './standard-codes.mjs';

const MONEY = new RegExp(
  'amount|this_period|_stored|_moved|payment_due|schedule_value|^limit|forecast_to' + '|estimated_cost|unit_cost',
);
const NUMBERS = new Set(['quantity', 'line_number', 'commitment_line_number']);
const DATE = /(^date$|_date$|_start$|_end$)/;
const COST_TYPES = { L: 'Labor', M: 'Material', E: 'Equipment', S: 'Subcontract', O: 'Other' };

const grouped = (figures) => figures.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

/** How an amount may be spelled; each takes `-1234.50`. */
const MONEY_SPELLINGS = {
  plain: (text) => text,
  dollars: (text) => (text.startsWith('-') ? `$-${grouped(text.slice(1))}` : `$${grouped(text)}`),
  parentheses: (text) => (text.startsWith('-') ? `(${grouped(text.slice(1))})` : grouped(text)),
  dollarParentheses: (text) => (text.startsWith('-') ? `($${grouped(text.slice(1))})` : `$${grouped(text)}`),
  bareCents: (text) => (text === '0.00' ? '$.00' : `$${grouped(text)}`),
};

const DATE_SPELLINGS = {
  iso: (text) => text,
  us: (text) => `${text.slice(5, 7)}/${text.slice(8)}/${text.slice(0, 4)}`,
  short: (text) => `${Number(text.slice(5, 7))}/${Number(text.slice(8))}/${text.slice(2, 4)}`,
  bare: (text) => `${Number(text.slice(5, 7))}/${Number(text.slice(8))}/${text.slice(0, 4)}`,
};

const CODE_SPELLINGS = {
  dash: (text) => text,
  slash: (text) => text.replace('-', '/'),
  dot: (text) => text.replace('-', '.'),
  named: (text) => (CODE_NAMES.has(text) ? `${text} - ${CODE_NAMES.get(text)}` : text),
};

const TYPE_SPELLINGS = {
  letter: (text) => text,
  name: (text) => COST_TYPES[text] ?? text,
  both: (text) => (COST_TYPES[text] === undefined ? text : `${text} - ${COST_TYPES[text]}`),
};

/** One cell as the file writes it. */
export function spell(column, value, form) {
  if (value === undefined || value === '') return '';
  if (typeof value === 'object') return value.asTyped;
  if (column === 'cost_code') return CODE_SPELLINGS[form.code ?? 'dash'](value);
  if (column === 'cost_type') return TYPE_SPELLINGS[form.costType ?? 'letter'](value);
  if (column === 'retainage_percent') return form.percent ? `${value}%` : value;
  if (DATE.test(column)) return DATE_SPELLINGS[form.date ?? 'iso'](value);
  if (MONEY.test(column)) return MONEY_SPELLINGS[form.money ?? 'plain'](value);
  return value;
}

/** `form`: columns as [column, header], spellings, delimiter, lineEnd, bom, blankAfter (rows), total, encoding. */
export function csvBytes(rows, form) {
  const delimiter = form.delimiter ?? ',';
  const quoted = (text) =>
    /["\r\n]/.test(text) || text.includes(delimiter) || /^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = [form.columns.map(([, header]) => quoted(header)).join(delimiter)];
  for (const [index, row] of rows.entries()) {
    if (form.blankAfter?.includes(index)) lines.push(delimiter.repeat(form.columns.length - 1));
    lines.push(form.columns.map(([column]) => quoted(spell(column, row[column], form))).join(delimiter));
  }
  if (form.total !== undefined) {
    const sums = totalRow(rows, form);
    const cells = form.columns.map(([column], at) => (at === 0 ? 'Total' : spell(column, sums[column], form)));
    lines.push(cells.map(quoted).join(delimiter));
  }
  const text = `${form.bom === true ? '\ufeff' : ''}${lines.join(form.lineEnd ?? '\n')}${form.lineEnd ?? '\n'}`;
  return Buffer.from(text, form.encoding === 'windows-1252' ? 'latin1' : 'utf8');
}

/** Sums of the columns named in `form.total`, exact in cents. */
function totalRow(rows, form) {
  return Object.fromEntries(
    form.total.map((column) => {
      const cents = rows.reduce((sum, row) => sum + BigInt((row[column] || '0.00').replace('.', '')), 0n);
      const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
      return [column, `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`];
    }),
  );
}

// --------------------------------------------------------------------------------------------------- workbook

/** A workbook as the office keeps it: real dates and amounts, frozen bold header, a total row with formulas. */
export async function workbookBytes(sheets) {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'Project accounting';
  workbook.created = new Date(Date.UTC(2026, 10, 23));
  workbook.modified = workbook.created;
  for (const sheet of sheets) addSheet(workbook, sheet);
  return withoutClock(Buffer.from(await workbook.xlsx.writeBuffer()));
}

function addSheet(workbook, { name, rows, form, notes }) {
  const worksheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: notes === undefined ? 1 : 0 }] });
  if (notes !== undefined) {
    for (const note of notes) worksheet.addRow([note]);
    return;
  }
  worksheet.addRow(form.columns.map(([, header]) => header));
  worksheet.getRow(1).font = { bold: true };
  for (const [index, row] of rows.entries()) {
    if (form.blankAfter?.includes(index)) worksheet.addRow([]);
    const added = worksheet.addRow([]);
    for (const [at, [column]] of form.columns.entries()) setCell(added.getCell(at + 1), column, row[column], form);
  }
  if (form.total !== undefined) addTotal(worksheet, rows, form);
  for (const [at, [, header]] of form.columns.entries()) {
    worksheet.getColumn(at + 1).width = Math.max(11, header.length + 2);
  }
}

function setCell(cell, column, value, form) {
  const text = spell(column, value, form);
  if (text === '') return;
  if (typeof value === 'object') cell.value = text;
  else if (DATE.test(column)) {
    cell.value = new Date(`${value}T00:00:00Z`);
    cell.numFmt = 'mm/dd/yyyy';
  } else if (MONEY.test(column)) {
    cell.value = Number(value);
    cell.numFmt = column === 'unit_cost' ? '$#,##0.00##' : '$#,##0.00;[Red]($#,##0.00)';
  } else if (NUMBERS.has(column)) cell.value = Number(value);
  else cell.value = text;
}

function addTotal(worksheet, rows, form) {
  const lastRow = worksheet.rowCount;
  const sums = totalRow(rows, form);
  const total = worksheet.addRow(['Total']);
  for (const [at, [column]] of form.columns.entries()) {
    if (!form.total.includes(column)) continue;
    const cell = total.getCell(at + 1);
    const letter = worksheet.getColumn(at + 1).letter;
    cell.value = { formula: `SUM(${letter}2:${letter}${lastRow})`, result: Number(sums[column]) };
    cell.numFmt = '$#,##0.00';
  }
  total.font = { bold: true };
}

/** A zip keeps the minute it was made in. One fixed minute instead: the same rows, the same bytes. */
function withoutClock(bytes) {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const entries = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const stamp = (offset) => {
    bytes.writeUInt16LE(0, offset);
    bytes.writeUInt16LE(((2026 - 1980) << 9) | (11 << 5) | 23, offset + 2);
  };
  for (let entry = 0; entry < entries; entry++) {
    stamp(at + 12);
    stamp(bytes.readUInt32LE(at + 42) + 10);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return bytes;
}

// ------------------------------------------------------------------------------------------------------- JSON

/** Purchase orders as the REST API shows them: one object each, money as text, lines nested. */
export function restOrders(rows, names) {
  const orders = new Map();
  for (const row of rows) {
    const order = orders.get(row.commitment_number) ?? restOrder(row, names, orders.size);
    orders.set(row.commitment_number, order);
    order.line_items.push(restLine(row, order));
  }
  return Buffer.from(`${JSON.stringify([...orders.values()], null, 2)}\n`);
}

function restOrder(row, names, index) {
  const vendor = names.vendor(row.vendor_code);
  const project = names.project(row.project_number);
  return {
    id: 64_382 + index * 7,
    number: row.commitment_number,
    type: 'PurchaseOrderContract',
    title: row.title,
    status: row.status,
    accounting_method: row.accounting_method,
    executed: row.executed === 'Yes',
    retainage_percent: row.retainage_percent,
    contract_date: row.date,
    created_at: `${row.date}T15:21:07Z`,
    vendor: { id: Number(vendor.procoreId), company: vendor.name },
    project: { id: Number(project.procoreId), name: project.name, project_number: project.number },
    line_items: [],
  };
}

function restLine(row, order) {
  return {
    id: order.id * 100 + Number(row.line_number),
    position: Number(row.line_number),
    cost_code: {
      full_code: row.cost_code,
      code: row.cost_code.slice(3),
      name: CODE_NAMES.get(row.cost_code),
    },
    line_item_type: { code: row.cost_type, name: COST_TYPES[row.cost_type] },
    description: row.description,
    quantity: `${row.quantity}.0`,
    uom: row.uom,
    unit_cost: row.unit_cost,
    amount: row.amount,
    extended_type: 'calculated',
  };
}
