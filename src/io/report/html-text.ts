/**
 * The few pieces of HTML that every section of the report is set from.
 * Promise: all text is escaped here and nowhere else; a figure is right-aligned and says by its class whether it is negative, zero
 * or not known. Does not: know a section.
 */
import {
  NOT_KNOWN, ZERO, cleanText, formatAmount, formatCount, formatDate, formatInstant, formatPercent,
} from './format-amount.js';
import type { Cell, ReportColumn, ReportTable } from './report-table.js';
import { isFigure } from './report-table.js';
import { datasetTitle } from './report-words.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

export function escapeHtml(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
}

/** Text, or a quiet `–` where there is none. */
export function wordsOf(text: string | null): string {
  return text === null || text === '' ? `<span class="null">${NOT_KNOWN}</span>` : escapeHtml(text);
}

/** A cell with a figure already formatted by `format-amount.ts`. `below` is HTML that stands under the figure. */
export function figureCell(text: string, names = '', below = ''): string {
  const sign = text.startsWith('(') ? ' neg' : text === ZERO ? ' zero' : text === NOT_KNOWN ? ' null' : '';
  const hint = text === NOT_KNOWN ? ' title="not known"' : '';
  return `<td class="n${sign}${names === '' ? '' : ` ${names}`}"${hint}>${text}${below}</td>`;
}

export function textCell(text: string | null, names = ''): string {
  return `<td${names === '' ? '' : ` class="${names}"`}>${wordsOf(text)}</td>`;
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

/** A head cell; figures are headed on the right. */
export function headCell(head: string, figure: boolean, names = ''): string {
  const classes = [figure ? 'n' : '', names].filter((name) => name !== '').join(' ');
  return `<th scope="col"${classes === '' ? '' : ` class="${classes}"`}>${escapeHtml(head)}</th>`;
}

/** A flat section. `leaveOut` names columns that paper does not need; `out` marks rows in red. */
export function htmlTable(
  table: ReportTable, options: { leaveOut?: readonly string[]; out?: (cells: readonly Cell[]) => boolean } = {},
): string {
  if (table.rowCount === 0) return '<p class="none">None.</p>';
  const shown = table.columns.map((column, index) => ({ column, index }))
    .filter(({ column }) => !(options.leaveOut ?? []).includes(column.name));
  const heads = shown.map(({ column }) => headCell(column.head, isFigure(column.kind), `c-${column.name}`)).join('');
  const rows: string[] = [];
  for (const cells of table.rows()) {
    const mark = options.out?.(cells) === true ? ' class="out"' : '';
    const row = shown.map(({ column, index }) => flatCell(column, cells[index] as Cell)).join('');
    rows.push(`<tr${mark}>${row}</tr>`);
  }
  return `<table class="flat ${table.section}"><thead><tr>${heads}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function flatCell(column: ReportColumn, cell: Cell): string {
  const text = paperText(cell);
  if (isFigure(cell.kind)) return figureCell(text ?? NOT_KNOWN, `c-${column.name}`);
  const words = column.name === 'dataset' && text !== null ? datasetTitle(text) : text;
  return textCell(words, cell.kind === 'code' ? `code c-${column.name}` : `c-${column.name}`);
}

/** A section with its number of rows, so that an empty one is seen to be empty. */
export function section(anchor: string, title: string, body: string, options: { lead?: string; breaks?: boolean } = {}): string {
  const lead = options.lead === undefined ? '' : `<p class="lead">${options.lead}</p>`;
  return `<section id="${anchor}"${options.breaks === false ? '' : ' class="page"'}><h2>${escapeHtml(title)}</h2>${lead}\n${body}</section>\n`;
}

export function note(text: string | null): string {
  return text === null ? '' : `<p class="note">${escapeHtml(text)}</p>`;
}
