/**
 * The report as one self-contained HTML file: no script, no font, no image, nothing fetched.
 * Promise: what does not tie comes first and in bold red; figures unfold to their rows on screen and lie unfolded on paper;
 * every text is escaped, and the page's own policy forbids scripts. Same model, same bytes.
 * Does not: add up. The only sums are totals of the roots a tree lists.
 */
import type { ReconciliationReport } from '../../core/report-model.js';
import { formatDate, formatInstant, formatSpan } from './format-amount.js';
import { escapeHtml, headCell, htmlTable, note, section, wordsOf } from './html-text.js';
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
import {
  REPORT_TITLE,
  SECTION_TITLES,
  actionSentence,
  cutNote,
  datasetTitle,
  rowsText,
  toleranceText,
} from './report-words.js';

export function reportHtml(model: ReconciliationReport): string {
  const { head } = model;
  const title = `${head.companyName}: ${REPORT_TITLE}, ${formatDate(head.asOf)}`;
  return [
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${REPORT_CSS}${pageCss(`${head.companyName} · as of ${formatDate(head.asOf)} · batch ${head.batch}`)}</style></head><body>`,
    titleBlock(model),
    verdict(model),
    contents(model),
    measuresHtml(model),
    actionsHtml(model),
    openItemsHtml(model),
    excludedHtml(model),
    vendorsHtml(model),
    jobsHtml(model),
    registerHtml(model),
    flatSections(model),
    proofSections(model),
    '</body></html>\n',
  ].join('\n');
}

function titleBlock({ head }: ReconciliationReport): string {
  const facts: [string, string][] = [
    ['Batch', `<span class="code">${escapeHtml(head.batch)}</span>`],
    ['Status', escapeHtml(head.dryRun ? `${head.status}, dry run: nothing was kept` : head.status)],
    ['Run', escapeHtml(formatSpan(head.startedAt, head.finishedAt))],
    [
      'Definitions',
      `<span class="code" title="${escapeHtml(head.definitions)}">${escapeHtml(head.definitions.slice(0, 16))}</span>`,
    ],
    ['Tolerance', toleranceText(head.toleranceCents)],
    ['Open months', wordsOf(head.openMonths)],
    ['Sage read-back', head.sageReadBack === null ? 'none' : escapeHtml(formatInstant(head.sageReadBack))],
  ];
  const list = facts.map(([term, value]) => `<div><dt>${term}</dt><dd>${value}</dd></div>`).join('');
  return `<header><div class="title"><h1>${escapeHtml(head.companyName)}</h1><p>${REPORT_TITLE}</p>
<p>As of ${escapeHtml(formatDate(head.asOf))}</p></div>
<dl class="facts">${list}</dl>
<dl class="signed"><div><dt>Prepared by</dt><dd>${wordsOf(head.preparedBy)}</dd></div>
<div><dt>Approved by</dt><dd>${head.approvedBy === null ? '' : escapeHtml(head.approvedBy)}</dd></div>
<div><dt>Date</dt><dd></dd></div></dl></header>`;
}

function verdict(model: ReconciliationReport): string {
  return `<p class="verdict ${model.head.tiedOut ? 'tied' : 'short'}">${escapeHtml(model.head.sentence)}</p>
<p class="after">${escapeHtml(actionSentence(model))}</p>`;
}

/** Every section with its number of rows; an empty one is named too. */
function contents(model: ReconciliationReport): string {
  const counts: [keyof typeof SECTION_TITLES, number][] = [
    ['actions', model.actions.length],
    ['openItems', model.openItems.rows.length],
    ['excluded', model.excluded.length],
    ['vendors', model.vendors.length],
    ['jobs', model.jobs.length],
    ['register', model.register.length],
    ['alterations', model.alterations.length],
    ['mergedLines', model.mergedLines.length],
    ['billedAgainstCharged', model.billedAgainstCharged.length],
    ['warnings', model.warnings.length],
    ['equations', model.equations.length],
    ['hashTotals', model.hashTotals.length],
    ['files', model.files.length],
  ];
  const links = counts.map(
    ([key, count]) =>
      `<a href="#${key}">${SECTION_TITLES[key]}</a> <span class="count">${rowsText(model.cutSections[key] ?? count)}</span>`,
  );
  return `<nav aria-label="Contents">${links.join(' ')}</nav>`;
}

function flatSections(model: ReconciliationReport): string {
  const billed = billedTable(model);
  const warnings = warningsTable(model);
  const alterations = alterationsTable(model);
  return [
    section(
      'alterations',
      SECTION_TITLES.alterations,
      htmlTable(alterations) + note(cutNote(model, 'alterations', alterations.rowCount)),
      {
        lead: 'What the rules changed on the way: cuts, re-formatted codes, defaults, looked-up codes, values kept.',
      },
    ),
    mergedHtml(model),
    section(
      'billedAgainstCharged',
      SECTION_TITLES.billedAgainstCharged,
      htmlTable(billed) + note(cutNote(model, 'billedAgainstCharged', billed.rowCount)),
      {
        lead: 'A merged distribution names one commitment line. Here what Procore billed stands against what that choice charges.',
        breaks: false,
      },
    ),
    section(
      'warnings',
      SECTION_TITLES.warnings,
      htmlTable(warnings, { leaveOut: ['value', 'allowed'] }) + note(cutNote(model, 'warnings', warnings.rowCount)),
      { breaks: false },
    ),
  ].join('\n');
}

function proofSections(model: ReconciliationReport): string {
  const fails = (cells: readonly { value: unknown }[]): boolean => cells[0]?.value === 'NO';
  return [
    section('equations', SECTION_TITLES.equations, htmlTable(equationsTable(model), { out: fails }), {
      lead: 'Each control total, what it must be and what a second reading of the tables found.',
    }),
    section('hashTotals', SECTION_TITLES.hashTotals, htmlTable(hashTotalsTable(model), { out: fails }), {
      lead: 'Sums of what is no amount: they show that nothing was swapped for something else.',
      breaks: false,
    }),
    section('files', SECTION_TITLES.files, htmlTable(filesTable(model)) + extractsTable(model), { breaks: false }),
  ].join('\n');
}

function extractsTable({ head }: ReconciliationReport): string {
  if (head.newestExtracts.length === 0) return '';
  const rows = head.newestExtracts.map(
    ({ dataset, file, receivedAt }) =>
      `<tr><td>${escapeHtml(datasetTitle(dataset))}</td><td class="code">${escapeHtml(file)}</td><td>${escapeHtml(formatInstant(receivedAt))}</td></tr>`,
  );
  const heads = ['Dataset', 'Newest extract', 'Received'].map((text) => headCell(text, false)).join('');
  return `<h3>Newest extract of each dataset</h3><table class="flat extracts"><thead><tr>${heads}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}
