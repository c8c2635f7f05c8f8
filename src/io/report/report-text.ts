/**
 * The report for a terminal of 100 to 140 columns: head, verdict, page 1, the top of the action list, open items,
 * and where to find the rest.
 * Promise: plain text without colour, the figures of the other formats, what does not tie first and marked `**`.
 * Does not: list trees, the register or alterations; it counts them and names the command that shows them.
 */
import { shownKey } from '../../core/fill-message.js';
import type { ActionRow, ReconciliationReport } from '../../core/report-model.js';
import {
  NOT_KNOWN,
  cleanText,
  formatAmount,
  formatCount,
  formatDate,
  formatInstant,
  formatMeasure,
  formatSpan,
  plural,
} from './format-amount.js';
import {
  AGE_COLUMNS,
  FLOW_COLUMNS,
  MEASURE_FIGURES,
  REPORT_TITLE,
  SECTION_TITLES,
  SIGNS,
  actionSentence,
  actionsByWho,
  datasetTitle,
  measureTies,
  measuresInOrder,
  openFlows,
  reconcileCommand,
  rowsText,
  sectionCounts,
  toleranceText,
  whoTitle,
} from './report-words.js';
import type { SectionKey } from './report-words.js';
import { textTable, wrapText } from './text-table.js';

const WIDTH = 120;
const ACTIONS_MAX = 20;
const OPEN_MAX = 20;

export function reportText(model: ReconciliationReport): string {
  const parts = [
    headText(model),
    verdictText(model),
    measuresText(model),
    failedText(model),
    actionsText(model),
    openItemsText(model),
    excludedText(model),
    moreText(model),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function headText({ head }: ReconciliationReport): string {
  const status = head.dryRun ? `${head.status}, dry run: nothing was kept` : head.status;
  const facts: [string, string][] = [
    ['Batch', `${head.batch}  (${status})`],
    ['Run', formatSpan(head.startedAt, head.finishedAt)],
    ['Definitions', head.definitions],
    ['Tolerance', `${toleranceText(head.toleranceCents)}; open months ${head.openMonths}`],
    ['Sage', head.sageReadBack === null ? 'no read-back taken' : `read back ${formatInstant(head.sageReadBack)}`],
    ['Prepared by', `${head.preparedBy}; approved by ${head.approvedBy ?? '____________________'}`],
  ];
  const extracts = head.newestExtracts.map(
    ({ dataset, file, receivedAt }) =>
      `${''.padEnd(13)}${datasetTitle(dataset)}: ${file}, ${formatInstant(receivedAt)}`,
  );
  const lines = facts.map(([name, value]) => `${name.padEnd(13)}${value}`);
  const title = `${head.companyName}\n${REPORT_TITLE}, as of ${formatDate(head.asOf)}`;
  const newest = extracts.length === 0 ? [] : ['Newest extracts', ...extracts];
  return [title, '', ...lines, ...newest].map(cleanLine).join('\n');
}

function verdictText(model: ReconciliationReport): string {
  const mark = model.head.tiedOut ? '' : '** ';
  return `${mark}${cleanText(model.head.sentence)}\n${actionSentence(model)}`;
}

/** Page 1 in two tables, because thirteen figures do not fit side by side: how it came about, and what became of it. */
function measuresText(model: ReconciliationReport): string {
  if (model.measures.length === 0) return sectionText('measures', 'None.');
  const split = MEASURE_FIGURES.findIndex((figure) => figure.key === 'toLoad');
  const first = MEASURE_FIGURES.slice(0, split + 1);
  const second = MEASURE_FIGURES.slice(split);
  const table = (figures: readonly (typeof MEASURE_FIGURES)[number][], count: boolean): string =>
    textTable(
      [
        { head: 'Measure', align: 'left' },
        ...(count ? [{ head: 'Count', align: 'right' } as const] : []),
        ...figures.map(({ head }) => ({ head, align: 'right' }) as const),
      ],
      measuresInOrder(model).map((row) => [
        `${measureTies(row, model.head.toleranceCents) ? '' : '** '}${row.label}`,
        ...(count ? [formatCount(row.count)] : []),
        ...figures.map(({ key }) => formatMeasure(row[key], row.unit)),
      ]),
      WIDTH,
    );
  return sectionText(
    'measures',
    `${table(first, true)}\n\n${table(second, false)}\n\n${wrapText(SIGNS, WIDTH).join('\n')}`,
  );
}

/** Only what fails: a holding equation needs no reader here. */
function failedText(model: ReconciliationReport): string {
  const equations = model.equations
    .filter((row) => !row.holds)
    .map((row) => `** ${row.name}${inDataset(row.dataset)}: expected ${row.expected}, found ${row.actual}`);
  const hashes = model.hashTotals
    .filter((row) => !row.holds)
    .map((row) => `** ${row.label}${inDataset(row.dataset)}: source ${row.source}, target ${row.target}`);
  const failed = [...equations, ...hashes].map(cleanText);
  return failed.length === 0 ? '' : underlined('Does not agree', failed.join('\n'));
}

function actionsText(model: ReconciliationReport): string {
  if (model.actions.length === 0) return sectionText('actions', 'None.');
  let room = ACTIONS_MAX;
  const rows = actionsByWho(model.actions).flatMap((group) => {
    const shown = group.rows.slice(0, room);
    room -= shown.length;
    return shown.length === 0 ? [] : [[`${whoTitle(group.who)} (${group.rows.length})`], ...shown.map(actionLine)];
  });
  const table = textTable(
    [
      { head: 'Amount', align: 'right' },
      { head: 'Document', align: 'left', wraps: 1 },
      { head: 'Cell', align: 'left', wraps: 1 },
      { head: 'Reason', align: 'left', wraps: 2 },
      { head: 'What to type', align: 'left', wraps: 1 },
      { head: 'Age', align: 'right' },
    ],
    rows,
    WIDTH,
  );
  return sectionText(
    'actions',
    table + restText(model.cutSections['actions'] ?? model.actions.length, ACTIONS_MAX, 'action'),
  );
}

function actionLine(row: ActionRow): string[] {
  return [
    formatAmount(row.amountCents),
    shownKey(row.document),
    row.place ?? NOT_KNOWN,
    row.reason,
    row.toType ?? NOT_KNOWN,
    formatCount(row.ageDays),
  ];
}

function openItemsText(model: ReconciliationReport): string {
  const columns = [
    { head: '', align: 'left' } as const,
    ...[...FLOW_COLUMNS, ...AGE_COLUMNS].map(({ head }) => ({ head, align: 'right' }) as const),
  ];
  const flows = openFlows(model.openItems).flatMap(({ title, flow }) => {
    const figures = [...FLOW_COLUMNS.map(({ key }) => flow[key]), ...AGE_COLUMNS.map(({ key }) => flow.ages[key])];
    return [
      [`${title}, documents`, ...figures.map((figure) => formatCount(figure.count))],
      [`${title}, amount`, ...figures.map((figure) => formatAmount(figure.cents))],
    ];
  });
  const rows = model.openItems.rows;
  const list =
    rows.length === 0
      ? 'None.'
      : textTable(
          [
            { head: 'State', align: 'left' },
            { head: 'Amount', align: 'right' },
            { head: 'Dataset', align: 'left' },
            { head: 'Document', align: 'left', wraps: 1 },
            { head: 'Code', align: 'left', wraps: 1 },
            { head: 'Age', align: 'right' },
          ],
          rows
            .slice(0, OPEN_MAX)
            .map((row) => [
              row.state,
              formatAmount(row.amountCents),
              datasetTitle(row.dataset),
              shownKey(row.document),
              row.code,
              formatCount(row.ageDays),
            ]),
          WIDTH,
        );
  const rest = restText(model.cutSections['openItems'] ?? rows.length, OPEN_MAX, 'open item');
  return sectionText('openItems', `${textTable(columns, flows, WIDTH)}\n\n${list}${rest}`);
}

function excludedText(model: ReconciliationReport): string {
  if (model.excluded.length === 0) return sectionText('excluded', 'None.');
  return sectionText(
    'excluded',
    textTable(
      [
        { head: 'Dataset', align: 'left' },
        { head: 'Because', align: 'left', wraps: 1 },
        { head: 'Documents', align: 'right' },
        { head: 'Rows', align: 'right' },
        { head: 'Amount', align: 'right' },
      ],
      model.excluded.map((row) => [
        datasetTitle(row.dataset),
        row.because,
        formatCount(row.documents),
        formatCount(row.rows),
        formatAmount(row.amountCents),
      ]),
      WIDTH,
    ),
  );
}

function moreText(model: ReconciliationReport): string {
  const listed: readonly SectionKey[] = ['actions', 'openItems', 'excluded'];
  const parts = sectionCounts(model)
    .filter(({ key }) => !listed.includes(key))
    .map(({ key, rows }) => `${SECTION_TITLES[key]} ${rowsText(rows)}`);
  const command = reconcileCommand(model);
  return underlined(
    'More',
    [
      ...wrapText(`${parts.join(' · ')}.`, WIDTH),
      `${command} html   to read and print`,
      `${command} xlsx   to work in`,
      `${command} csv    every row of every section`,
    ].join('\n'),
  );
}

function restText(all: number, listed: number, word: string): string {
  return all > listed ? `\n… ${plural(all - listed, `more ${word}`)}` : '';
}

function inDataset(dataset: string | null): string {
  return dataset === null ? '' : ` (${dataset})`;
}

function sectionText(key: SectionKey, body: string): string {
  return underlined(SECTION_TITLES[key], body);
}

function underlined(title: string, body: string): string {
  return `${title.toUpperCase()}\n${body}`;
}

function cleanLine(text: string): string {
  return text.split('\n').map(cleanText).join('\n');
}
