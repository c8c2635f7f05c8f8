/**
 * The report as a workbook an accountant works in: frozen heads, filters, outlines with live subtotals, print
 * set-up.
 * Promise: the figures of the model, on one sheet per section; a formula stands only where the rows listed really
 * give the model's figure, and is written with that figure as its result, so that recalculating changes nothing.
 * Does not: add figures of its own but totals of what a sheet lists.
 */
import type { ReconciliationReport, ThreeWay } from '../../core/report-model.js';
import { formatDate } from './format-amount.js';
import type { Cell, ReportField, ReportTable } from './report-table.js';
import { cellsOf } from './report-table.js';
import {
  DISTRIBUTION_FIELDS,
  JOB_FIELDS,
  MERGED_SOURCE_FIELDS,
  VENDOR_FIELDS,
  actionsTable,
  alterationsTable,
  billedTable,
  equationsTable,
  excludedTable,
  filesTable,
  hashTotalsTable,
  movementTable,
  openRowsTable,
  warningsTable,
} from './report-sections.js';
import type { TreeMeasure, TreeNode } from './report-tree.js';
import { JOB_MEASURES, VENDOR_MEASURES, jobLabel, jobTree, vendorLabel, vendorTree } from './report-tree.js';
import type { SectionKey } from './report-words.js';
import { RELEASE_WARNING, REPORT_TITLE, SECTION_TITLES, actionsByWho, cutNote } from './report-words.js';
import { controlTotalsPlan } from './xlsx-control-totals.js';
import type { OutlineNode } from './xlsx-outline.js';
import { outlineRows } from './xlsx-outline.js';
import type { SheetColumn, SheetPlan, SheetRow } from './xlsx-sheet.js';
import { headRowOf, writeWorkbook } from './xlsx-sheet.js';

const OUTLINE_NOTE = 'Totals are live subtotals and follow a filter; fold them with the numbers at the left edge.';

/** Streams the workbook to `path`; resolves when the file is complete, rejects when it cannot be written. */
export async function writeReportWorkbook(model: ReconciliationReport, path: string): Promise<void> {
  const { head } = model;
  const title = `${head.companyName} · ${REPORT_TITLE} · as of ${formatDate(head.asOf)} · batch ${head.batch}`;
  await writeWorkbook(path, { title, createdAt: head.finishedAt }, sheetPlans(model));
}

/** One sheet at a time, so that the rows of one are gone before those of the next are made. */
function* sheetPlans(model: ReconciliationReport): Generator<SheetPlan> {
  const actions = actionsTable(actionsByWho(model.actions).flatMap((group) => group.rows));
  yield controlTotalsPlan(model);
  yield flatPlan(model, 'Action list', actions, 'actions');
  yield flatPlan(model, 'Open items', openRowsTable(model.openItems.rows), 'openItems');
  yield flatPlan(model, 'Open items movement', movementTable(model), null);
  yield flatPlan(model, 'Excluded by rule', excludedTable(model), 'excluded');
  yield vendorsPlan(model);
  yield jobsPlan(model);
  yield registerPlan(model);
  yield flatPlan(model, 'Alterations', alterationsTable(model), 'alterations');
  yield mergedPlan(model);
  yield flatPlan(model, 'Billed against charged', billedTable(model), 'billedAgainstCharged');
  yield flatPlan(model, 'Warnings', warningsTable(model), 'warnings');
  yield proofPlan(model);
}

function titlesOf(model: ReconciliationReport, title: string, note: string | null): SheetPlan['titles'] {
  const { head } = model;
  return [
    { text: title },
    {
      text: `${head.companyName} · as of ${formatDate(head.asOf)} · batch ${head.batch} · ${head.sentence}`,
      bad: !head.tiedOut,
    },
    ...(note === null ? [] : [{ text: note }]),
  ];
}

function rowsOrNone(rows: readonly SheetRow[]): readonly SheetRow[] {
  return rows.length > 0 ? rows : [{ cells: [{ kind: 'text', value: 'None.' }] }];
}

function flatPlan(model: ReconciliationReport, name: string, table: ReportTable, key: SectionKey | null): SheetPlan {
  const rows = [...table.rows()].map((cells): SheetRow => ({ cells }));
  const cut = key === null ? null : cutNote(model, key, table.rowCount);
  return {
    name,
    titles: titlesOf(model, table.title, cut),
    columns: table.columns,
    frozenColumns: 0,
    deepest: 0,
    rows: rowsOrNone(rows),
    rowsAfterFilter: 0,
  };
}

function outlinePlan(
  model: ReconciliationReport,
  key: SectionKey,
  outline: {
    name: string;
    columns: readonly SheetColumn[];
    nodes: readonly OutlineNode[];
    grand: string;
    frozen: number;
    listed: number;
    note: string;
  },
): SheetPlan {
  const cut = cutNote(model, key, outline.listed);
  const titles = titlesOf(model, SECTION_TITLES[key], cut === null ? outline.note : `${outline.note} ${cut}`);
  const { rows, deepest } = outlineRows(outline.nodes, outline.columns, headRowOf({ titles }) + 1, outline.grand);
  return {
    name: outline.name,
    titles,
    columns: outline.columns,
    frozenColumns: outline.frozen,
    deepest,
    rows: rowsOrNone(rows),
    rowsAfterFilter: rows.length > 0 ? 1 : 0,
  };
}

function vendorsPlan(model: ReconciliationReport): SheetPlan {
  const fields = [...VENDOR_FIELDS, differsField(VENDOR_MEASURES)];
  const nodes = vendorTree(model.vendors).map((node) =>
    treeNode(node, fields, 'description', (row) => vendorLabel(row).words),
  );
  return outlinePlan(model, 'vendors', {
    name: 'Vendor-Commitment-Line',
    columns: groupedColumns(fields),
    nodes,
    grand: 'Total of the vendors listed',
    frozen: 3,
    listed: model.vendors.length,
    note: treeNote(model),
  });
}

function jobsPlan(model: ReconciliationReport): SheetPlan {
  const fields = [...JOB_FIELDS, differsField(JOB_MEASURES)];
  const nodes = jobTree(model.jobs).map((node) => treeNode(node, fields, 'description', (row) => jobLabel(row).words));
  return outlinePlan(model, 'jobs', {
    name: 'Job-Extra-Code-Category',
    columns: groupedColumns(fields),
    nodes,
    grand: 'Total of the jobs listed',
    frozen: 5,
    listed: model.jobs.length,
    note: treeNote(model),
  });
}

function treeNote(model: ReconciliationReport): string {
  const sage = model.head.sageReadBack === null ? ' Sage is –: no read-back has been taken.' : '';
  return (
    `Figures are what is loaded. Press 2 above the column letters to see Procore and Sage beside each; ` +
    `the last column names where they differ.${sage} ${OUTLINE_NOTE}`
  );
}

/** Procore's and Sage's columns are grouped and closed; the loaded figure is what stays in sight. */
function groupedColumns<Row>(fields: readonly ReportField<Row>[]): SheetColumn[] {
  return fields.map((column): SheetColumn =>
    /_(procore|sage)$/.test(column.name) ? { ...column, outlineLevel: 1 } : column,
  );
}

/** Totals say so in their description, because they stand under what they add. */
function treeNode<Row>(
  node: TreeNode<Row>,
  fields: readonly ReportField<Row>[],
  wordsIn: string,
  words: (row: Row) => string | null,
): OutlineNode {
  const cells = cellsOf(fields, node.row).map((cell, index): Cell =>
    node.children.length > 0 && fields[index]?.name === wordsIn
      ? { ...cell, value: totalWords(words(node.row)) }
      : cell,
  );
  return { cells, children: node.children.map((child) => treeNode(child, fields, wordsIn, words)) };
}

function totalWords(words: string | null): string {
  return words === null ? 'Total' : `Total: ${words}`;
}

function differsField<Row>(measures: readonly TreeMeasure<Row>[]): ReportField<Row> {
  const differs = (row: Row, of: (figure: ThreeWay) => number | null): string =>
    measures
      .filter((measure) => {
        const cents = of(measure.of(row));
        return cents !== null && cents !== measure.of(row).loadedCents;
      })
      .map((measure) => measure.head)
      .join(', ');
  return {
    name: 'differs',
    head: 'Differs',
    kind: 'text',
    width: 24,
    of: (row) => {
      const procore = differs(row, (figure) => figure.procoreCents);
      const sage = differs(row, (figure) => figure.sageCents);
      const parts = [procore === '' ? '' : `Procore: ${procore}`, sage === '' ? '' : `Sage: ${sage}`];
      return parts.filter((part) => part !== '').join('; ') || null;
    },
  };
}

/** Distributions with the invoice's own figures on the total under them. */
function registerPlan(model: ReconciliationReport): SheetPlan {
  const blank: Cell = { kind: 'text', value: null };
  const at = DISTRIBUTION_FIELDS.findIndex((column) => column.name === 'source');
  const columns: SheetColumn[] = [
    ...DISTRIBUTION_FIELDS.slice(0, at),
    { name: 'tax', head: 'Tax', kind: 'money', width: 11 },
    { name: 'net', head: 'Net', kind: 'money', width: 13 },
    ...DISTRIBUTION_FIELDS.slice(at),
  ];
  const nodes = model.register.map((invoice): OutlineNode => {
    const figures = new Map<string, Cell>([
      ['vendor', { kind: 'code', value: invoice.vendor }],
      ['vendor_name', { kind: 'text', value: invoice.vendorName }],
      ['invoice', { kind: 'code', value: invoice.invoice }],
      ['invoice_date', { kind: 'date', value: invoice.invoiceDate }],
      ['accounting_date', { kind: 'date', value: invoice.accountingDate }],
      ['description', { kind: 'text', value: totalWords(invoice.description) }],
      ['amount', { kind: 'money', value: invoice.amountCents }],
      ['retainage', { kind: 'money', value: invoice.retainageCents }],
      ['tax', { kind: 'money', value: invoice.taxCents }],
      ['net', { kind: 'money', value: invoice.netCents }],
      ['source', { kind: 'text', value: invoice.releasesRetainage ? RELEASE_WARNING : null }],
    ]);
    const children = invoice.distributions.map((distribution): OutlineNode => {
      const cells = cellsOf(DISTRIBUTION_FIELDS, { invoice, distribution });
      return { cells: [...cells.slice(0, at), blank, blank, ...cells.slice(at)], children: [] };
    });
    return { cells: columns.map((column) => figures.get(column.name) ?? blank), children };
  });
  return outlinePlan(model, 'register', {
    name: 'AP register',
    columns,
    nodes,
    grand: 'Total of the invoices listed',
    frozen: 3,
    listed: model.register.length,
    note: `In the order of Sage's AP posting journal; each invoice stands under its distributions. ${OUTLINE_NOTE}`,
  });
}

function mergedPlan(model: ReconciliationReport): SheetPlan {
  const nodes = model.mergedLines.map((merged): OutlineNode => {
    const figures: Readonly<Record<string, number | string>> = {
      vendor: merged.vendor,
      invoice: merged.invoice,
      sequence: merged.sequence,
      commitment: merged.commitment,
      coding: merged.coding,
      description: `Total: one distribution of ${merged.lines.length} rows`,
      amount: merged.amountCents,
      retainage: merged.retainageCents,
    };
    return {
      cells: MERGED_SOURCE_FIELDS.map(({ name, kind }): Cell =>
        name in figures ? { kind, value: figures[name] ?? null } : { kind: 'text', value: null },
      ),
      children: merged.lines.map((line): OutlineNode => ({
        cells: cellsOf(MERGED_SOURCE_FIELDS, { merged, line }),
        children: [],
      })),
    };
  });
  return outlinePlan(model, 'mergedLines', {
    name: 'Merged lines',
    columns: MERGED_SOURCE_FIELDS,
    nodes,
    grand: 'Total of the lines listed',
    frozen: 3,
    listed: model.mergedLines.length,
    note: `Each merged distribution stands under its source rows. ${OUTLINE_NOTE}`,
  });
}

/** Equations, hash totals and files share a sheet; their columns are ordered so that the widths fit all three. */
function proofPlan(model: ReconciliationReport): SheetPlan {
  const equations = equationsTable(model);
  const files = filesTable(model);
  const order = ['rows', 'name', 'dataset', 'sheets', 'bytes', 'sha256', 'note'];
  const fileColumns = order.map((name) => files.columns.findIndex((column) => column.name === name));
  const columns: SheetColumn[] = [
    ...equations.columns,
    { name: 'sha256', head: '', kind: 'code', width: 66 },
    { name: 'note', head: '', kind: 'text', width: 40 },
  ];
  const marked = (cells: readonly Cell[]): SheetRow => ({
    cells,
    bold: cells[0]?.value === 'NO',
    red: cells[0]?.value === 'NO',
  });
  const hashes = hashTotalsTable(model);
  const first = rowsOrNone([...equations.rows()].map(marked));
  const after: SheetRow[] = [
    { cells: [], heads: hashes.columns.map((column) => column.head) },
    ...rowsOrNone([...hashes.rows()].map(marked)),
    { cells: [], heads: fileColumns.map((index) => files.columns[index]?.head ?? '') },
    ...rowsOrNone(
      [...files.rows()].map((cells): SheetRow => ({ cells: fileColumns.map((index) => cells[index] as Cell) })),
    ),
  ];
  return {
    name: 'Files & equations',
    titles: titlesOf(model, 'Equations, hash totals, files', null),
    columns,
    frozenColumns: 0,
    deepest: 0,
    rows: [...first, ...after],
    rowsAfterFilter: after.length,
  };
}
