/**
 * The report as one self-contained HTML file: no script, no font, no image, nothing fetched.
 * Promise: what does not tie comes first and in bold red; figures unfold to their rows on screen and lie unfolded on
 * paper; every text is escaped, and the page's own policy forbids scripts. Same model, same bytes.
 * Does not: add up. The only sums are totals of what a section lists.
 */
import type { ReconciliationReport } from '../../core/report-model.js';
import { formatDate, formatInstant, formatSpan } from './format-amount.js';
import { codeOf, escapeHtml, flatTable, headCell, note, section, tableHtml, textCell, wordsOf } from './html-text.js';
import { REPORT_CSS, pageCss } from './report-css.js';
import { actionsHtml, excludedHtml, openItemsHtml } from './report-html-open.js';
import { mergedHtml, registerHtml } from './report-html-register.js';
import { measuresHtml } from './report-html-totals.js';
import { jobsHtml, vendorsHtml } from './report-html-trees.js';
import {
  alterationsTable,
  billedTable,
  equationsTable,
  filesTable,
  hashTotalsTable,
  warningsTable,
} from './report-sections.js';
import type { ReportTable } from './report-table.js';
import type { SectionKey } from './report-words.js';
import {
  REPORT_TITLE,
  SECTION_TITLES,
  actionSentence,
  cutNote,
  datasetTitle,
  rowsText,
  sectionCounts,
  toleranceText,
} from './report-words.js';

/** A section a piece. */
export function* reportHtml(model: ReconciliationReport): Generator<string> {
  const { head } = model;
  const title = `${head.companyName}: ${REPORT_TITLE}, ${formatDate(head.asOf)}`;
  const foot = `${head.companyName} · as of ${formatDate(head.asOf)} · batch ${head.batch}`;
  yield `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light">
<title>${escapeHtml(title)}</title>
<style>${REPORT_CSS}${pageCss(foot)}</style></head><body>
`;
  for (const part of PARTS) yield `${part(model)}\n`;
  yield '</body></html>\n';
}

const PARTS: readonly ((model: ReconciliationReport) => string)[] = [
  titleBlock,
  verdict,
  contents,
  measuresHtml,
  actionsHtml,
  openItemsHtml,
  excludedHtml,
  vendorsHtml,
  jobsHtml,
  registerHtml,
  alterationsHtml,
  mergedHtml,
  billedHtml,
  warningsHtml,
  proofSections,
];

function titleBlock({ head }: ReconciliationReport): string {
  const short = head.definitions.slice(0, 16);
  const facts: [string, string][] = [
    ['Batch', codeOf(head.batch)],
    ['Status', escapeHtml(head.dryRun ? `${head.status}, dry run: nothing was kept` : head.status)],
    ['Run', escapeHtml(formatSpan(head.startedAt, head.finishedAt))],
    ['Definitions', `<span class="code" title="${escapeHtml(head.definitions)}">${escapeHtml(short)}</span>`],
    ['Tolerance', toleranceText(head.toleranceCents)],
    ['Open months', wordsOf(head.openMonths)],
    ['Sage read-back', head.sageReadBack === null ? 'none' : escapeHtml(formatInstant(head.sageReadBack))],
  ];
  const signed: [string, string][] = [
    ['Prepared by', wordsOf(head.preparedBy)],
    ['Approved by', escapeHtml(head.approvedBy ?? '')],
    ['Date', ''],
  ];
  return `<header><div class="title"><h1>${escapeHtml(head.companyName)}</h1><p>${REPORT_TITLE}</p>
<p>As of ${escapeHtml(formatDate(head.asOf))}</p></div>
<dl class="facts">${termList(facts)}</dl>
<dl class="signed">${termList(signed)}</dl></header>`;
}

function termList(entries: readonly [string, string][]): string {
  return entries.map(([term, value]) => `<div><dt>${term}</dt><dd>${value}</dd></div>`).join('\n');
}

function verdict(model: ReconciliationReport): string {
  return `<p class="verdict ${model.head.tiedOut ? 'tied' : 'short'}">${escapeHtml(model.head.sentence)}</p>
<p class="after">${escapeHtml(actionSentence(model))}</p>`;
}

/** Every section with its number of rows; an empty one is named too. */
function contents(model: ReconciliationReport): string {
  const links = sectionCounts(model).map(
    ({ key, rows }) =>
      `<span><a href="#${key}">${SECTION_TITLES[key]}</a> <span class="count">${rowsText(rows)}</span></span>`,
  );
  return `<nav aria-label="Contents">${links.join(' ')}</nav>`;
}

function alterationsHtml(model: ReconciliationReport): string {
  return flatSection(model, 'alterations', alterationsTable(model), {
    lead: 'What the rules changed on the way: cuts, re-formatted codes, defaults, looked-up codes, values kept.',
  });
}

function billedHtml(model: ReconciliationReport): string {
  return flatSection(model, 'billedAgainstCharged', billedTable(model), {
    lead: 'A merged distribution names one commitment line: what Procore billed on each, and what was charged to it.',
    samePage: true,
  });
}

function warningsHtml(model: ReconciliationReport): string {
  return flatSection(model, 'warnings', warningsTable(model), { samePage: true }, ['value', 'allowed']);
}

function flatSection(
  model: ReconciliationReport,
  key: SectionKey,
  table: ReportTable,
  options: Parameters<typeof section>[3],
  leaveOut: readonly string[] = [],
): string {
  const body = flatTable(table, { leaveOut }) + note(cutNote(model, key, table.rowCount));
  return section(key, SECTION_TITLES[key], body, options);
}

function proofSections(model: ReconciliationReport): string {
  const out = (cells: readonly { value: unknown }[]): boolean => cells[0]?.value === 'NO';
  return [
    section('equations', SECTION_TITLES.equations, flatTable(equationsTable(model), { out }), {
      lead: 'Each control total, what it must be and what a second reading of the tables found.',
    }),
    section('hashTotals', SECTION_TITLES.hashTotals, flatTable(hashTotalsTable(model), { out }), {
      lead: 'Sums of what is no amount: they show that nothing was swapped for something else.',
      samePage: true,
    }),
    section('files', SECTION_TITLES.files, flatTable(filesTable(model)) + extractsTable(model), { samePage: true }),
  ].join('\n');
}

function extractsTable({ head }: ReconciliationReport): string {
  if (head.newestExtracts.length === 0) return '';
  const rows = head.newestExtracts.map(
    ({ dataset, file, receivedAt }) =>
      `<tr>${textCell(datasetTitle(dataset))}${textCell(file, 'code')}${textCell(formatInstant(receivedAt))}</tr>`,
  );
  const heads = ['Dataset', 'Newest extract', 'Received'].map((text) => headCell(text)).join('');
  const table = tableHtml('flat extracts', heads, `<tbody>${rows.join('\n')}</tbody>`);
  return `<h3>Newest extract of each dataset</h3>${table}`;
}
