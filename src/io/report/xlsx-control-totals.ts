/**
 * The first sheet: the head of the report and page 1, one row per measure.
 * Promise: `= To load` and `Difference` are live formulas where they give the model's figure, and plain figures
 * where they do not.
 */
import type { MeasureRow, ReconciliationReport } from '../../core/report-model.js';
import { formatDate, formatInstant, formatSpan } from './format-amount.js';
import type { SheetCell, SheetColumn, SheetPlan, SheetRow } from './xlsx-sheet.js';
import { columnLetter, headRowOf } from './xlsx-sheet.js';
import {
  FOUR_WORDS,
  MEASURE_FIGURES,
  REPORT_TITLE,
  SECTION_TITLES,
  SIGNS,
  actionSentence,
  measureTies,
  measuresInOrder,
  toleranceText,
} from './report-words.js';

type FigureKey = (typeof MEASURE_FIGURES)[number]['key'];

/** Columns before the figures: measure, count. */
const FIRST_FIGURE = 3;

/** What a live formula adds up, each with its sign. */
const LIVE: Readonly<Partial<Record<FigureKey, readonly [FigureKey, 1 | -1][]>>> = {
  toLoad: [
    ['procore', 1],
    ['carriedIn', 1],
    ['excluded', -1],
    ['held', -1],
    ['waiting', -1],
  ],
  difference: [
    ['loaded', 1],
    ['unchanged', 1],
    ['toLoad', -1],
  ],
};

export function controlTotalsPlan(model: ReconciliationReport): SheetPlan {
  const titles = titleLines(model);
  const columns: SheetColumn[] = [
    { name: 'label', head: 'Measure', kind: 'text', width: 25 },
    { name: 'count', head: 'Count', kind: 'count', width: 7 },
    ...MEASURE_FIGURES.map(({ key, head }): SheetColumn => ({ name: key, head, kind: 'money', width: 13 })),
    { name: 'ties', head: 'Ties', kind: 'text', width: 6 },
    { name: 'unit', head: 'Unit', kind: 'text', width: 7 },
    { name: 'dataset', head: 'Dataset', kind: 'code', width: 27 },
  ];
  const firstRow = headRowOf({ titles }) + 1;
  const rows = measuresInOrder(model).map((row, index) => measureRow(model, row, firstRow + index));
  return {
    name: SECTION_TITLES.measures,
    titles,
    columns,
    printedColumns: columns.length - 3,
    frozenColumns: 1,
    deepest: 0,
    rowsAfterFilter: 0,
    rows: rows.length > 0 ? rows : [{ cells: [{ kind: 'text', value: 'None.' }] }],
  };
}

function titleLines(model: ReconciliationReport): SheetPlan['titles'] {
  const { head } = model;
  const status = head.dryRun ? `${head.status}, dry run: nothing was kept` : head.status;
  const facts = [`Batch ${head.batch}`, `status ${status}`, `run ${formatSpan(head.startedAt, head.finishedAt)}`];
  const settings = [
    `Definitions ${head.definitions}`,
    `tolerance ${toleranceText(head.toleranceCents)}`,
    `open months ${head.openMonths}`,
    `Sage read-back ${head.sageReadBack === null ? 'none' : formatInstant(head.sageReadBack)}`,
  ];
  return [
    { text: `${head.companyName}: ${REPORT_TITLE}, as of ${formatDate(head.asOf)}` },
    { text: `${head.sentence} ${actionSentence(model)}`, bad: !head.tiedOut },
    { text: facts.join(' · ') },
    { text: settings.join(' · ') },
    { text: `Prepared by ${head.preparedBy} · approved by ${head.approvedBy ?? '____________________'}` },
    { text: SIGNS },
    { text: FOUR_WORDS },
  ];
}

function measureRow(model: ReconciliationReport, row: MeasureRow, sheetRow: number): SheetRow {
  const ties = measureTies(row, model.head.toleranceCents);
  const kind = row.unit;
  const figures = MEASURE_FIGURES.map(({ key }): SheetCell => {
    const cell = { kind, value: row[key] };
    const parts = LIVE[key];
    if (parts === undefined || parts.reduce((sum, [part, sign]) => sum + sign * (row[part] ?? 0), 0) !== row[key])
      return cell;
    const terms = parts.map(([part, sign]) => `${sign === 1 ? '+' : '-'}${letterOf(part)}${sheetRow}`).join('');
    return { ...cell, formula: `ROUND(${terms.replace(/^\+/, '')},2)` };
  });
  return {
    cells: [
      { kind: 'text', value: row.label },
      { kind: 'count', value: row.count },
      ...figures,
      { kind: 'text', value: ties ? 'yes' : 'NO' },
      { kind: 'text', value: row.unit },
      { kind: 'code', value: row.dataset },
    ],
    bold: !ties,
    red: !ties,
  };
}

function letterOf(key: FigureKey): string {
  return columnLetter(FIRST_FIGURE + MEASURE_FIGURES.findIndex((figure) => figure.key === key));
}
