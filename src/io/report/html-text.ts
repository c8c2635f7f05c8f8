/**
 * The few pieces of HTML that every section of the report is set from.
 * Promise: text is escaped here and nowhere else; a figure is right-aligned and says by its class whether it is
 * negative, zero or not known.
 * Does not: know a section.
 */
import {
  NOT_KNOWN,
  ZERO,
  cleanText,
  formatAmount,
  formatCount,
  formatDate,
  formatInstant,
  formatPercent,
} from './format-amount.js';
import type { Cell, ReportColumn, ReportTable } from './report-table.js';
import { isFigure } from './report-table.js';
import { datasetTitle } from './report-words.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const NONE = '<p class="none">None.</p>';

export function escapeHtml(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
}

/** Text, or a quiet `–` where there is none. */
export function wordsOf(text: string | null): string {
  return text === null || text === '' ? `<span class="null">${NOT_KNOWN}</span>` : escapeHtml(text);
}

export function codeOf(text: string): string {
  return `<span class="code">${escapeHtml(text)}</span>`;
}

/** A cell with a figure already formatted by `format-amount.ts`. `below` is HTML that stands under the figure. */
export function figureCell(text: string, names = '', below = ''): string {
  const sign = text.startsWith('(') ? ' neg' : text === ZERO ? ' zero' : text === NOT_KNOWN ? ' null' : '';
  const hint = text === NOT_KNOWN ? ' title="not known"' : '';
  return `<td class="n${sign}${names === '' ? '' : ` ${names}`}"${hint}>${text}${below}</td>`;
}

export function amountCell(cents: number | null, names = ''): string {
  return figureCell(formatAmount(cents), names);
}

export function countCell(count: number | null, names = ''): string {
  return figureCell(formatCount(count), names);
}

/** A cell of a figure column in which this row has nothing to say. */
export const BLANK_FIGURE = '<td class="n"></td>';

export function textCell(text: string | null, names = ''): string {
  return `<td${names === '' ? '' : ` class="${names}"`}>${wordsOf(text)}</td>`;
}

/** A head cell; figures are headed on the right. */
export function headCell(head: string, figure = false, names = ''): string {
  const classes = [figure ? 'n' : '', names].filter((name) => name !== '').join(' ');
  return `<th scope="col"${classes === '' ? '' : ` class="${classes}"`}>${escapeHtml(head)}</th>`;
}

/** `heads` and `bodies` are HTML: head cells, and rows or row groups. */
export function tableHtml(name: string, heads: string, bodies: string): string {
  return `<table class="${name}"><thead><tr>${heads}</tr></thead>\n${bodies}</table>`;
}

/** A heading across a table, with the number of rows under it where that says something. */
export function groupRow(columns: number, html: string, rows: number | null = null): string {
  const count = rows === null ? '' : ` <span class="count">${formatCount(rows)}</span>`;
  return `<tr class="group"><th scope="rowgroup" colspan="${columns}">${html}${count}</th></tr>`;
}

/** What stands in the first cell of a row group that unfolds: its `tr.deep` rows show when this is open. */
export function folding(html: string): string {
  return `<details><summary>${html}</summary></details>`;
}

/** How a cell's value reads on paper; null for text that is absent. */
export function paperText(cell: Cell): string | null {
  const { kind, value } = cell;
  if (kind === 'count') return formatCount(value as number | null);
  if (kind === 'percent') return formatPercent(value as number | null);
  if (isFigure(kind)) return formatAmount(value as number | null);
  if (value === null) return null;
  if (kind === 'date') return formatDate(String(value));
  return kind === 'instant' ? formatInstant(String(value)) : String(value);
}

/** A flat section. `leaveOut` names columns that paper does not need; `out` marks rows in red. */
export function flatTable(
  table: ReportTable,
  options: { leaveOut?: readonly string[]; out?: (cells: readonly Cell[]) => boolean } = {},
): string {
  if (table.rowCount === 0) return NONE;
  const shown = table.columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => !(options.leaveOut ?? []).includes(column.name));
  const heads = shown.map(({ column }) => headCell(column.head, isFigure(column.kind), `c-${column.name}`)).join('');
  const rows: string[] = [];
  for (const cells of table.rows()) {
    const mark = options.out?.(cells) === true ? ' class="out"' : '';
    const row = shown.map(({ column, index }) => flatCell(column, cells[index] as Cell)).join('');
    rows.push(`<tr${mark}>${row}</tr>`);
  }
  return tableHtml(`flat ${table.section}`, heads, `<tbody>${rows.join('\n')}</tbody>`);
}

function flatCell(column: ReportColumn, cell: Cell): string {
  const text = paperText(cell);
  if (isFigure(cell.kind)) return figureCell(text ?? NOT_KNOWN, `c-${column.name}`);
  const words = column.name === 'dataset' && text !== null ? datasetTitle(text) : text;
  return textCell(words, cell.kind === 'code' ? `code c-${column.name}` : `c-${column.name}`);
}

/** A section of the report; on paper it opens a page unless `samePage` says that it may follow the one before. */
export function section(
  anchor: string,
  title: string,
  body: string,
  options: { lead?: string; samePage?: boolean } = {},
): string {
  const lead = options.lead === undefined ? '' : `<p class="lead">${options.lead}</p>\n`;
  const name = options.samePage === true ? '' : ' class="page"';
  return `<section id="${anchor}"${name}><h2>${escapeHtml(title)}</h2>${lead}${body}</section>\n`;
}

export function note(text: string | null): string {
  return text === null ? '' : `<p class="note">${escapeHtml(text)}</p>`;
}
