/**
 * Page 1 in HTML: one row per measure, each of which unfolds to the documents behind it.
 * Promise: exactly the columns of INTERFACE §7.2; a measure that does not tie stands first, bold and red.
 * Does not: repeat the measures' rows in full: what is held, waiting or excluded is listed up to a limit, and the section named
 * that lists all.
 */
import type { MeasureRow, OpenItems, ReconciliationReport } from '../../core/report-model.js';
import { formatAmount, formatCount, formatMeasure, plural } from './format-amount.js';
import { escapeHtml, figureCell, headCell, section, textCell } from './html-text.js';
import { FOUR_WORDS, MEASURE_FIGURES, SECTION_TITLES, SIGNS, measureTies, measuresInOrder } from './report-words.js';

/** Documents listed under one measure before the reader is sent to the section that lists all. */
const LISTED_MAX = 25;

/** Where the loaded rows of a dataset are listed. */
const LOADED_IN: Readonly<Record<string, 'vendors' | 'jobs' | 'register'>> = {
  'commitments': 'vendors',
  'commitment-change-orders': 'vendors',
  'subcontractor-invoices': 'register',
  'budgets': 'jobs',
  'budget-changes': 'jobs',
  'projects': 'jobs',
  'sub-jobs': 'jobs',
  'project-cost-codes': 'jobs',
};

export function measuresHtml(model: ReconciliationReport): string {
  const notes = `<p class="note">${escapeHtml(SIGNS)}<br>${escapeHtml(FOUR_WORDS)}</p>`;
  if (model.measures.length === 0) {
    return section('measures', SECTION_TITLES.measures, `<p class="none">None.</p>${notes}`, { breaks: false });
  }
  const heads = headCell('Measure', false) + headCell('Count', true)
    + MEASURE_FIGURES.map(({ key, head }) => headCell(head, true, `f-${key}`)).join('');
  const body = measuresInOrder(model).map((row) => measureBody(model, row)).join('\n');
  const table = `<table class="totals"><thead><tr>${heads}</tr></thead>\n${body}</table>`;
  return section('measures', SECTION_TITLES.measures, `${table}${notes}`, { breaks: false });
}

function measureBody(model: ReconciliationReport, row: MeasureRow): string {
  const out = measureTies(row, model.head.toleranceCents) ? '' : ' out';
  const figures = MEASURE_FIGURES.map(({ key }) => figureCell(formatMeasure(row[key], row.unit), `f-${key}`)).join('');
  const label = `<th scope="row"><details><summary>${escapeHtml(row.label)}</summary></details></th>`;
  return `<tbody class="fold${out}"><tr>${label}${figureCell(formatCount(row.count))}${figures}</tr>
<tr class="deep"><td colspan="${MEASURE_FIGURES.length + 2}">${behind(model, row)}</td></tr></tbody>`;
}

/** What stands behind the figures of one measure. */
function behind(model: ReconciliationReport, row: MeasureRow): string {
  const open = model.openItems.rows.filter((item) => item.dataset === row.dataset);
  const parts = [
    documentList('Held', open.filter((item) => item.state === 'held')),
    documentList('Waiting', open.filter((item) => item.state === 'waiting')),
    excludedList(model, row.dataset),
    equationList(model, row.dataset),
  ].filter((part) => part !== '');
  const loaded = LOADED_IN[row.dataset];
  if (loaded !== undefined) {
    parts.push(`<p>Loaded rows: <a href="#${loaded}">${SECTION_TITLES[loaded]}</a>.</p>`);
  }
  const body = parts.length === 0 ? '<p>Nothing was held, waits or was excluded.</p>' : parts.join('\n');
  return `<div class="behind">${body}</div>`;
}

function documentList(title: string, items: readonly OpenItems['rows'][number][]): string {
  if (items.length === 0) return '';
  const rows = items.slice(0, LISTED_MAX).map((item) => (
    `<tr>${textCell(item.document, 'code')}${figureCell(formatAmount(item.amountCents))}${textCell(item.reason)}`
    + `${textCell(item.code, 'code')}${figureCell(formatCount(item.ageDays))}</tr>`
  ));
  const rest = items.length > LISTED_MAX
    ? `<p>${plural(items.length - LISTED_MAX, 'more document')}: <a href="#openItems">${SECTION_TITLES.openItems}</a>.</p>` : '';
  const heads = headCell('Document', false) + headCell('Document amount', true) + headCell('Reason', false)
    + headCell('Code', false) + headCell('Age, days', true);
  return `<h4>${title}: ${plural(items.length, 'document')}</h4>
<table class="flat"><thead><tr>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table>${rest}`;
}

function excludedList(model: ReconciliationReport, dataset: string): string {
  const rules = model.excluded.filter((rule) => rule.dataset === dataset);
  if (rules.length === 0) return '';
  const rows = rules.map((rule) => (
    `<tr>${textCell(rule.rule, 'code')}${figureCell(formatCount(rule.documents))}${figureCell(formatAmount(rule.amountCents))}`
    + `${textCell(rule.because)}${textCell(rule.documentsListed.slice(0, LISTED_MAX).join(', '), 'code')}</tr>`
  ));
  const heads = headCell('Rule', false) + headCell('Documents', true) + headCell('Amount', true)
    + headCell('Because', false) + headCell('Which', false);
  return `<h4>Excluded by rule</h4>
<table class="flat"><thead><tr>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function equationList(model: ReconciliationReport, dataset: string): string {
  const equations = model.equations.filter((equation) => equation.dataset === dataset);
  if (equations.length === 0) return '';
  const failed = equations.filter((equation) => !equation.holds).map((equation) => (
    `<p class="out">${escapeHtml(equation.name)}: expected ${escapeHtml(equation.expected)}, found ${escapeHtml(equation.actual)}.</p>`
  ));
  const holding = equations.length - failed.length;
  return `<p><a href="#equations">${SECTION_TITLES.equations}</a> of this dataset: ${holding} of ${equations.length} hold.</p>${failed.join('')}`;
}
