/**
 * Page 1 in HTML: one row per measure, each of which unfolds to the documents behind it.
 * Promise: exactly the columns of INTERFACE §7.2; a measure that does not tie stands first, bold and red.
 * Does not: repeat whole sections: what is held, waiting or excluded is listed up to a limit, then the section
 * that lists all is named.
 */
import { shownKey } from '../../core/fill-message.js';
import type { MeasureRow, OpenItems, ReconciliationReport } from '../../core/report-model.js';
import { formatMeasure, plural } from './format-amount.js';
import {
  NONE,
  amountCell,
  countCell,
  escapeHtml,
  figureCell,
  folding,
  headCell,
  section,
  tableHtml,
  textCell,
} from './html-text.js';
import type { SectionKey } from './report-words.js';
import { FOUR_WORDS, MEASURE_FIGURES, SECTION_TITLES, SIGNS, measureTies, measuresInOrder } from './report-words.js';

/** Documents listed under one measure before the reader is sent to the section that lists all. */
const LISTED_MAX = 25;

export function measuresHtml(model: ReconciliationReport): string {
  const heads = [
    headCell('Measure'),
    headCell('Count', true),
    ...MEASURE_FIGURES.map(({ key, head }) => headCell(head, true, `f-${key}`)),
  ];
  const bodies = measuresInOrder(model)
    .map((row) => measureBody(model, row))
    .join('\n');
  const table = model.measures.length === 0 ? NONE : tableHtml('totals', heads.join(''), bodies);
  const notes = `<p class="note">${escapeHtml(SIGNS)}<br>${escapeHtml(FOUR_WORDS)}</p>`;
  return section('measures', SECTION_TITLES.measures, table + notes, { samePage: true });
}

function measureBody(model: ReconciliationReport, row: MeasureRow): string {
  const cells = [
    `<th scope="row">${folding(escapeHtml(row.label))}</th>`,
    countCell(row.count),
    ...MEASURE_FIGURES.map(({ key }) => figureCell(formatMeasure(row[key], row.unit), `f-${key}`)),
  ];
  const out = measureTies(row, model.head.toleranceCents) ? '' : ' out';
  return `<tbody class="fold${out}"><tr>${cells.join('')}</tr>
<tr class="deep"><td colspan="${cells.length}"><div class="behind">${behind(model, row)}</div></td></tr></tbody>`;
}

/** What stands behind the figures of one measure. */
function behind(model: ReconciliationReport, row: MeasureRow): string {
  const open = model.openItems.rows.filter((item) => item.dataset === row.dataset);
  const parts = [
    documentList(
      'Held',
      open.filter((item) => item.state === 'held'),
    ),
    documentList(
      'Waiting',
      open.filter((item) => item.state === 'waiting'),
    ),
    excludedList(model, row.dataset),
    equationList(model, row.dataset),
    loadedLink(row),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '<p>Nothing was held, waits or was excluded.</p>' : parts.join('\n');
}

function documentList(title: string, items: readonly OpenItems['rows'][number][]): string {
  if (items.length === 0) return '';
  const heads = [
    headCell('Document'),
    headCell('Document amount', true),
    headCell('Reason'),
    headCell('Code'),
    headCell('Age, days', true),
  ];
  const rows = items
    .slice(0, LISTED_MAX)
    .map((item) => [
      textCell(shownKey(item.document), 'code'),
      amountCell(item.amountCents),
      textCell(item.reason),
      textCell(item.code, 'code'),
      countCell(item.ageDays),
    ]);
  const more = plural(items.length - LISTED_MAX, 'more document');
  const rest = items.length > LISTED_MAX ? `<p>${more}: ${link('openItems')}.</p>` : '';
  return `<h4>${title}: ${plural(items.length, 'document')}</h4>\n${inner(heads, rows)}${rest}`;
}

function excludedList(model: ReconciliationReport, dataset: string): string {
  const rules = model.excluded.filter((rule) => rule.dataset === dataset);
  if (rules.length === 0) return '';
  const heads = [
    headCell('Rule'),
    headCell('Documents', true),
    headCell('Amount', true),
    headCell('Because'),
    headCell('Which'),
  ];
  const rows = rules.map((rule) => [
    textCell(rule.rule, 'code'),
    countCell(rule.documents),
    amountCell(rule.amountCents),
    textCell(rule.because),
    textCell(rule.documentsListed.slice(0, LISTED_MAX).map(shownKey).join(', '), 'code'),
  ]);
  return `<h4>Excluded by rule</h4>\n${inner(heads, rows)}`;
}

function inner(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const body = rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('\n');
  return tableHtml('flat', heads.join(''), `<tbody>${body}</tbody>`);
}

function equationList(model: ReconciliationReport, dataset: string): string {
  const equations = model.equations.filter((equation) => equation.dataset === dataset);
  if (equations.length === 0) return '';
  const failed = equations
    .filter((equation) => !equation.holds)
    .map(
      ({ name, expected, actual }) =>
        `<p class="out">${escapeHtml(`${name}: expected ${expected}, found ${actual}.`)}</p>`,
    );
  const holding = equations.length - failed.length;
  return `<p>${link('equations')} of this dataset: ${holding} of ${equations.length} hold.</p>${failed.join('')}`;
}

function loadedLink({ listedIn }: MeasureRow): string {
  return listedIn === null ? '' : `<p>Loaded rows: ${link(listedIn)}.</p>`;
}

function link(key: SectionKey): string {
  return `<a href="#${key}">${SECTION_TITLES[key]}</a>`;
}
