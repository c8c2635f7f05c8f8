/**
 * What `tieout run` prints at its end for people: the tie-out first, then documents, rows and amounts by outcome,
 * then what to do next.
 * Promise: the figures of `run --json`; datasets of which nothing came are left out; the next step is a command to
 * type.
 * Does not: colour, or read files.
 */
import type { BatchSummary, DatasetSummary, MeasureCounts } from '../../core/nouns.js';
import { centsOfPlainAmount, cleanText, formatAmount, formatCount, formatDate, plural } from './format-amount.js';
import { datasetTitle } from './report-words.js';
import type { TextColumn } from './text-table.js';
import { textTable } from './text-table.js';

const WIDTH = 120;
const CODES_MAX = 12;

const DOCUMENTS = ['read', 'carried', 'inserted', 'updated', 'unchanged', 'held', 'waiting', 'excluded'] as const;
const ROWS = ['read', 'carried', 'loaded', 'summarized', 'unchanged', 'held', 'waiting', 'excluded'] as const;
const AMOUNTS = ['read', 'carried', 'loaded', 'unchanged', 'held', 'waiting', 'excluded'] as const;

export function batchSummaryText(summary: BatchSummary): string {
  const parts = [
    [sentenceOf(summary), ...differencesOf(summary), headLine(summary)].join('\n'),
    countsTable('Documents', DOCUMENTS, summary.datasets, (dataset) => dataset.documents),
    countsTable('Rows', ROWS, summary.datasets, (dataset) => dataset.rows),
    amountsTable(summary.datasets),
    nextSteps(summary),
    reportPaths(summary),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function sentenceOf(summary: BatchSummary): string {
  const held = total(summary, (dataset) => dataset.documents.held);
  const waiting = total(summary, (dataset) => dataset.documents.waiting);
  const holding = summary.tieOut.equations.filter((equation) => equation.holds).length;
  const all = summary.tieOut.equations.length;
  const open =
    held + waiting === 0
      ? ''
      : ` ${capital(plural(held, 'document'))} held, ${waiting === 0 ? 'none' : formatCount(waiting)} waiting.`;
  switch (summary.status) {
    case 'failed':
      return 'Failed: nothing of this batch was kept.';
    case 'out-of-balance':
      return `** Out of balance: ${holding} of ${all} control totals hold. Nothing of this batch was kept.`;
    case 'unchanged':
      return `Tied out: nothing changed, all ${all} control totals hold.${open}`;
    case 'tied-out':
    case 'held':
      return `Tied out: all ${all} control totals hold.${open}`;
  }
}

function differencesOf(summary: BatchSummary): string[] {
  return summary.tieOut.differences.map(({ name, dataset, expected, actual }) =>
    cleanText(`** ${name}${dataset === null ? '' : ` (${dataset})`}: expected ${expected}, found ${actual}`),
  );
}

function headLine(summary: BatchSummary): string {
  const dry = summary.dryRun ? ' · dry run, nothing was kept' : '';
  const seconds = `${summary.seconds.toFixed(1)} s`;
  return `Batch ${summary.batch} · ${summary.company} · as of ${formatDate(summary.asOf)} · ${seconds}${dry}`;
}

function countsTable<Key extends string>(
  title: string,
  keys: readonly Key[],
  datasets: readonly DatasetSummary[],
  of: (dataset: DatasetSummary) => Record<Key, number>,
): string {
  const shown = datasets.filter((dataset) => keys.some((key) => of(dataset)[key] !== 0));
  if (shown.length === 0) return '';
  const rows = shown.map((dataset) => [
    datasetTitle(dataset.dataset),
    ...keys.map((key) => formatCount(of(dataset)[key])),
  ]);
  const sums = ['Total', ...keys.map((key) => formatCount(shown.reduce((sum, dataset) => sum + of(dataset)[key], 0)))];
  return textTable(
    [{ head: title, align: 'left' }, ...keys.map(figureColumn)],
    shown.length > 1 ? [...rows, sums] : rows,
    WIDTH,
  );
}

/** One row per measure that is not all zero. */
function amountsTable(datasets: readonly DatasetSummary[]): string {
  const rows = datasets.flatMap(({ dataset, amounts }) =>
    Object.entries(amounts)
      .filter(
        ([, measure]) => AMOUNTS.some((key) => centsOfPlainAmount(measure[key]) !== 0) || measure.unreadableRows !== 0,
      )
      .map(([name, measure]) => [
        amountLabel(dataset, name, measure),
        ...AMOUNTS.map((key) => formatAmount(centsOfPlainAmount(measure[key]))),
      ]),
  );
  if (rows.length === 0) return '';
  return textTable([{ head: 'Amounts', align: 'left', wraps: 1 }, ...AMOUNTS.map(figureColumn)], rows, WIDTH);
}

function amountLabel(dataset: string, name: string, measure: MeasureCounts): string {
  const measureName = name === 'amount' ? '' : `, ${name}`;
  const unreadable = measure.unreadableRows === 0 ? '' : ` (${plural(measure.unreadableRows, 'unreadable row')})`;
  return `${datasetTitle(dataset)}${measureName}${unreadable}`;
}

function nextSteps(summary: BatchSummary): string {
  const codes = Object.entries(summary.issues.byCode).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (codes.length === 0) return '';
  const listed = textTable(
    [
      { head: 'Issues', align: 'right' },
      { head: 'Code', align: 'left' },
    ],
    codes.slice(0, CODES_MAX).map(([code, count]) => [formatCount(count), code]),
    WIDTH,
  );
  const rest = codes.length > CODES_MAX ? `\n… ${plural(codes.length - CODES_MAX, 'more code')}` : '';
  const company = `--company ${summary.company}`;
  const commands = [
    total(summary, (dataset) => dataset.documents.held) > 0 ? `tieout documents --state held ${company}` : '',
    total(summary, (dataset) => dataset.documents.waiting) > 0 ? `tieout documents --state waiting ${company}` : '',
    summary.dryRun ? '' : `tieout reconcile ${summary.batch} ${company}`,
  ].filter((command) => command !== '');
  return `${listed}${rest}\n\nNext\n${commands.map((command) => `  ${command}`).join('\n')}`;
}

function reportPaths({ reports }: BatchSummary): string {
  const paths: [string, string | null][] = [
    ['Report', reports.html],
    ['Workbook', reports.xlsx],
    ['Data', reports.json],
    ['Issues', reports.issues],
    ...reports.sageFiles.map((path, index): [string, string] => [index === 0 ? 'Sage files' : '', path]),
  ];
  return paths
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, path]) => `${name.padEnd(12)}${cleanText(path)}`)
    .join('\n');
}

function figureColumn(name: string): TextColumn {
  return { head: capital(name), align: 'right' };
}

function total(summary: BatchSummary, of: (dataset: DatasetSummary) => number): number {
  return summary.datasets.reduce((sum, dataset) => sum + of(dataset), 0);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
