/**
 * Every flat section of the report as a table of typed cells, defined once for all formats.
 * Promise: a column means the same in CSV, workbook, HTML and text, because it is the same column.
 * Does not: lay out. Trees, the register and page 1 get their own layout in HTML; in files their rows come from here.
 */
import { shownKey } from '../../core/fill-message.js';
import type { Equation, Issue } from '../../core/nouns.js';
import type {
  ActionRow,
  Alteration,
  BilledAgainstCharged,
  CountAndCents,
  ExcludedRow,
  HashTotal,
  InvoiceRegister,
  JobNode,
  MeasureRow,
  MergedLine,
  OpenItems,
  ReconciliationReport,
  ReportFile,
  VendorNode,
} from '../../core/report-model.js';
import type { ReportField, ReportTable } from './report-table.js';
import { field, reportTable } from './report-table.js';
import type { TreeMeasure } from './report-tree.js';
import { JOB_MEASURES, PERCENT_AFTER, VENDOR_MEASURES } from './report-tree.js';
import {
  AGE_COLUMNS,
  FLOW_COLUMNS,
  MEASURE_FIGURES,
  SECTION_TITLES,
  measureTies,
  measuresInOrder,
  openFlows,
  sourceText,
  sourcesText,
} from './report-words.js';

type OpenRow = OpenItems['rows'][number];
type Distribution = InvoiceRegister['distributions'][number];
export interface DistributionRow {
  invoice: InvoiceRegister;
  distribution: Distribution;
}
export interface MergedSourceRow {
  merged: MergedLine;
  line: MergedLine['lines'][number];
}

/** `carriedIn` → `carried_in`. */
function nameOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A line number identifies; it is not a figure. */
function lineCode(line: number | null): string | null {
  return line === null ? null : String(line);
}

export function measuresTable(model: ReconciliationReport): ReportTable {
  const kindOf = (row: MeasureRow): ReportField<MeasureRow>['kind'] => row.unit;
  const fields: ReportField<MeasureRow>[] = [
    field('label', 'Measure', 'text', 26, (row) => row.label),
    field('measure', 'Name', 'code', 24, (row) => row.measure),
    field('dataset', 'Dataset', 'code', 24, (row) => row.dataset),
    field('unit', 'Unit', 'text', 8, (row) => row.unit),
    field('ties', 'Ties', 'text', 6, (row) => (measureTies(row, model.head.toleranceCents) ? 'yes' : 'NO')),
    field('count', 'Count', 'count', 9, (row) => row.count),
    ...MEASURE_FIGURES.map(({ key, head }): ReportField<MeasureRow> => ({
      name: nameOf(key),
      head,
      kind: 'money',
      width: 15,
      of: (row) => row[key],
      kindOf,
    })),
  ];
  return reportTable('measures', SECTION_TITLES.measures, fields, measuresInOrder(model));
}

const ACTION_FIELDS: readonly ReportField<ActionRow>[] = [
  field('who', 'Who', 'text', 14, (row) => row.who),
  field('amount', 'Amount', 'money', 14, (row) => row.amountCents),
  field('dataset', 'Dataset', 'code', 20, (row) => row.dataset),
  field('document', 'Document', 'code', 22, (row) => (row.document === null ? null : shownKey(row.document))),
  field('vendor', 'Vendor', 'code', 10, (row) => row.vendor),
  field('job', 'Job', 'code', 9, (row) => row.job),
  field('file', 'File', 'code', 24, (row) => row.file),
  field('place', 'Cell', 'code', 14, (row) => row.place),
  field('code', 'Code', 'code', 22, (row) => row.code),
  field('reason', 'Reason', 'text', 46, (row) => row.reason),
  field('to_type', 'What to type', 'text', 32, (row) => row.toType),
  field('age_days', 'Age, days', 'count', 7, (row) => row.ageDays),
];

export function actionsTable(rows: readonly ActionRow[]): ReportTable {
  return reportTable('actions', SECTION_TITLES.actions, ACTION_FIELDS, rows);
}

interface MovementRow {
  state: string;
  step: string;
  figure: CountAndCents;
}

const MOVEMENT_FIELDS: readonly ReportField<MovementRow>[] = [
  field('state', 'State', 'text', 12, (row) => row.state),
  field('step', 'Movement, then ages of the closing items', 'text', 28, (row) => row.step),
  field('documents', 'Documents', 'count', 12, (row) => row.figure.count),
  field('amount', 'Amount', 'money', 16, (row) => row.figure.cents),
];

/** Opening + new − loaded − withdrawn = closing, then the ages of the closing items: one row a step. */
export function movementTable(model: ReconciliationReport): ReportTable {
  const rows = openFlows(model.openItems).flatMap(({ title, flow }): MovementRow[] => [
    ...FLOW_COLUMNS.map(({ key, head }) => ({ state: title, step: head.replace(/^[+−=] /, ''), figure: flow[key] })),
    ...AGE_COLUMNS.map(({ key, head }) => ({ state: title, step: `Closing, ${head}`, figure: flow.ages[key] })),
  ]);
  return reportTable('open_items_movement', 'Open items: movement and ages', MOVEMENT_FIELDS, rows);
}

const OPEN_FIELDS: readonly ReportField<OpenRow>[] = [
  field('state', 'State', 'text', 9, (row) => row.state),
  field('dataset', 'Dataset', 'code', 23, (row) => row.dataset),
  field('document', 'Document', 'code', 24, (row) => (row.document === null ? null : shownKey(row.document))),
  field('amount', 'Amount', 'money', 15, (row) => row.amountCents),
  field('code', 'Code', 'code', 28, (row) => row.code),
  field('reason', 'Reason', 'text', 60, (row) => row.reason),
  field('since_batch', 'Since batch', 'code', 38, (row) => row.sinceBatch),
  field('age_days', 'Age, days', 'count', 9, (row) => row.ageDays),
];

export function openRowsTable(rows: readonly OpenRow[]): ReportTable {
  return reportTable('open_items', SECTION_TITLES.openItems, OPEN_FIELDS, rows);
}

const EXCLUDED_FIELDS: readonly ReportField<ExcludedRow>[] = [
  field('dataset', 'Dataset', 'code', 24, (row) => row.dataset),
  field('rule', 'Rule', 'code', 32, (row) => row.rule),
  field('because', 'Because', 'text', 60, (row) => row.because),
  field('documents', 'Documents', 'count', 11, (row) => row.documents),
  field('rows', 'Rows', 'count', 9, (row) => row.rows),
  field('amount', 'Amount', 'money', 15, (row) => row.amountCents),
  field('documents_listed', 'Which', 'code', 60, (row) => row.documentsListed.map(shownKey).join(', ') || null),
];

export function excludedTable(model: ReconciliationReport): ReportTable {
  return reportTable('excluded', SECTION_TITLES.excluded, EXCLUDED_FIELDS, model.excluded);
}

function treeFigures<Row>(measures: readonly TreeMeasure<Row>[], percent?: ReportField<Row>): ReportField<Row>[] {
  return measures.flatMap((measure): ReportField<Row>[] => [
    field(`${measure.name}_procore`, `${measure.head}: Procore`, 'money', 13, (row) => measure.of(row).procoreCents),
    field(`${measure.name}_loaded`, measure.head, 'money', 13, (row) => measure.of(row).loadedCents),
    field(`${measure.name}_sage`, `${measure.head}: Sage`, 'money', 13, (row) => measure.of(row).sageCents),
    ...(percent !== undefined && measure.name === PERCENT_AFTER ? [percent] : []),
  ]);
}

export const VENDOR_FIELDS: readonly ReportField<VendorNode>[] = [
  field('vendor', 'Vendor', 'code', 10, (row) => row.vendor),
  field('vendor_name', 'Vendor name', 'text', 24, (row) => row.vendorName),
  field('commitment', 'Commitment', 'code', 13, (row) => row.commitment),
  field('title', 'Title', 'text', 20, (row) => row.title),
  field('line', 'Line', 'code', 5, (row) => lineCode(row.line)),
  field('description', 'Description', 'text', 24, (row) => row.description),
  ...treeFigures(
    VENDOR_MEASURES,
    field('billed_percent', '%', 'percent', 8, (row) => row.billedPercentHundredths),
  ),
];

export const JOB_FIELDS: readonly ReportField<JobNode>[] = [
  field('job', 'Job', 'code', 9, (row) => row.job),
  field('job_name', 'Job name', 'text', 23, (row) => row.jobName),
  field('extra', 'Extra', 'code', 9, (row) => (row.extra === '' ? 'base' : row.extra)),
  field('cost_code', 'Cost code', 'code', 10, (row) => row.costCode),
  field('category', 'Cat.', 'code', 5, (row) => row.category),
  field('description', 'Description', 'text', 25, (row) => row.description),
  ...treeFigures(JOB_MEASURES),
];

const INVOICE_FIELDS: readonly ReportField<InvoiceRegister>[] = [
  field('vendor', 'Vendor', 'code', 12, (row) => row.vendor),
  field('vendor_name', 'Vendor name', 'text', 26, (row) => row.vendorName),
  field('invoice', 'Invoice', 'code', 16, (row) => row.invoice),
  field('description', 'Description', 'text', 30, (row) => row.description),
  field('invoice_date', 'Invoice date', 'date', 12, (row) => row.invoiceDate),
  field('accounting_date', 'Acct. date', 'date', 12, (row) => row.accountingDate),
  field('amount', 'Amount', 'money', 15, (row) => row.amountCents),
  field('retainage', 'Retainage', 'money', 15, (row) => row.retainageCents),
  field('tax', 'Tax', 'money', 13, (row) => row.taxCents),
  field('net', 'Net', 'money', 15, (row) => row.netCents),
  field('releases_retainage', 'Releases retainage', 'text', 11, (row) => (row.releasesRetainage ? 'yes' : 'no')),
];

export const DISTRIBUTION_FIELDS: readonly ReportField<DistributionRow>[] = [
  field('vendor', 'Vendor', 'code', 10, ({ invoice }) => invoice.vendor),
  field('vendor_name', 'Vendor name', 'text', 24, ({ invoice }) => invoice.vendorName),
  field('invoice', 'Invoice', 'code', 13, ({ invoice }) => invoice.invoice),
  field('invoice_date', 'Invoice date', 'date', 11, ({ invoice }) => invoice.invoiceDate),
  field('accounting_date', 'Acct. date', 'date', 11, ({ invoice }) => invoice.accountingDate),
  field('sequence', 'No.', 'count', 5, ({ distribution }) => distribution.sequence),
  field('commitment', 'Commitment', 'code', 14, ({ distribution }) => distribution.commitment),
  field('commitment_line', 'Line', 'code', 5, ({ distribution }) => lineCode(distribution.commitmentLine)),
  field('job', 'Job', 'code', 9, ({ distribution }) => distribution.job),
  field('extra', 'Extra', 'code', 9, ({ distribution }) => distribution.extra || null),
  field('cost_code', 'Cost code', 'code', 10, ({ distribution }) => distribution.costCode),
  field('category', 'Cat.', 'code', 5, ({ distribution }) => distribution.category),
  field('description', 'Description', 'text', 22, ({ distribution }) => distribution.description),
  field('amount', 'Amount', 'money', 13, ({ distribution }) => distribution.amountCents),
  field('retainage', 'Retainage', 'money', 12, ({ distribution }) => distribution.retainageCents),
  field('source', 'Source rows', 'text', 36, ({ distribution }) => sourcesText(distribution.source)),
];

export function distributionRows(register: readonly InvoiceRegister[]): DistributionRow[] {
  return register.flatMap((invoice) => invoice.distributions.map((distribution) => ({ invoice, distribution })));
}

const ALTERATION_FIELDS: readonly ReportField<Alteration>[] = [
  field('kind', 'Change', 'text', 13, (row) => row.kind),
  field('dataset', 'Dataset', 'code', 23, (row) => row.dataset),
  field('document', 'Document', 'code', 22, (row) => (row.document === null ? null : shownKey(row.document))),
  field('column', 'Column', 'code', 18, (row) => row.column),
  field('before', 'Before', 'code', 40, (row) => row.before),
  field('after', 'After', 'code', 32, (row) => row.after),
  field('because', 'Because', 'text', 48, (row) => row.because),
  field('rows', 'Rows', 'count', 7, (row) => row.rows),
  field('source', 'Source rows', 'text', 40, (row) => sourceText(row.source)),
];

export function alterationsTable(model: ReconciliationReport): ReportTable {
  return reportTable('alterations', SECTION_TITLES.alterations, ALTERATION_FIELDS, model.alterations);
}

const MERGED_FIELDS: readonly ReportField<MergedLine>[] = [
  field('vendor', 'Vendor', 'code', 12, (row) => row.vendor),
  field('invoice', 'Invoice', 'code', 16, (row) => row.invoice),
  field('sequence', 'No.', 'count', 5, (row) => row.sequence),
  field('commitment', 'Commitment', 'code', 14, (row) => row.commitment),
  field('coding', 'Coding', 'code', 24, (row) => row.coding),
  field('amount', 'Amount', 'money', 15, (row) => row.amountCents),
  field('retainage', 'Retainage', 'money', 15, (row) => row.retainageCents),
];

export const MERGED_SOURCE_FIELDS: readonly ReportField<MergedSourceRow>[] = [
  field('vendor', 'Vendor', 'code', 10, ({ merged }) => merged.vendor),
  field('invoice', 'Invoice', 'code', 13, ({ merged }) => merged.invoice),
  field('sequence', 'No.', 'count', 5, ({ merged }) => merged.sequence),
  field('commitment', 'Commitment', 'code', 14, ({ merged }) => merged.commitment),
  field('coding', 'Coding', 'code', 24, ({ merged }) => merged.coding),
  field('file', 'File', 'code', 26, ({ line }) => line.file),
  field('row', 'Row', 'count', 7, ({ line }) => line.row),
  field('line', 'Procore line', 'code', 12, ({ line }) => line.line),
  field('commitment_line', 'Commitment line', 'code', 12, ({ line }) => lineCode(line.commitmentLine)),
  field('description', 'Description', 'text', 32, ({ line }) => line.description),
  field('amount', 'Amount', 'money', 13, ({ line }) => line.amountCents),
  field('retainage', 'Retainage', 'money', 12, ({ line }) => line.retainageCents),
];

const BILLED_FIELDS: readonly ReportField<BilledAgainstCharged>[] = [
  field('commitment', 'Commitment', 'code', 16, (row) => row.commitment),
  field('line', 'Line', 'code', 7, (row) => lineCode(row.line)),
  field('description', 'Description', 'text', 36, (row) => row.description),
  field('billed', 'Billed', 'money', 16, (row) => row.billedCents),
  field('charged', 'Charged', 'money', 16, (row) => row.chargedCents),
  field('difference', 'Difference', 'money', 16, (row) => row.differenceCents),
];

export function billedTable(model: ReconciliationReport): ReportTable {
  const title = SECTION_TITLES.billedAgainstCharged;
  return reportTable('billed_against_charged', title, BILLED_FIELDS, model.billedAgainstCharged);
}

const WARNING_FIELDS: readonly ReportField<Issue>[] = [
  field('code', 'Code', 'code', 27, (row) => row.code),
  field('dataset', 'Dataset', 'code', 23, (row) => row.dataset),
  field('document', 'Document', 'code', 24, (row) => (row.document === null ? null : shownKey(row.document))),
  field('message', 'Warning', 'text', 60, (row) => row.message),
  field('value', 'Value', 'code', 20, (row) => row.value),
  field('file', 'File', 'code', 30, (row) => row.file),
  field('place', 'Cell', 'code', 16, (row) => row.cell ?? (row.row === null ? null : `row ${row.row}`)),
  field('allowed', 'Allowed', 'text', 18, (row) => row.allowed?.join(', ') ?? null),
  field('nearest', 'Nearest', 'text', 18, (row) => row.nearest?.join(', ') ?? null),
];

export function warningsTable(model: ReconciliationReport): ReportTable {
  return reportTable('warnings', SECTION_TITLES.warnings, WARNING_FIELDS, model.warnings);
}

const EQUATION_FIELDS: readonly ReportField<Equation>[] = [
  field('holds', 'Holds', 'text', 8, (row) => (row.holds ? 'yes' : 'NO')),
  field('name', 'Equation', 'text', 52, (row) => row.name),
  field('dataset', 'Dataset', 'code', 26, (row) => row.dataset),
  field('expected', 'Expected', 'code', 24, (row) => row.expected),
  field('actual', 'Actual', 'code', 24, (row) => row.actual),
];

/** What does not hold comes first. */
export function equationsTable(model: ReconciliationReport): ReportTable {
  const rows = [...model.equations.filter((row) => !row.holds), ...model.equations.filter((row) => row.holds)];
  return reportTable('equations', SECTION_TITLES.equations, EQUATION_FIELDS, rows);
}

const HASH_FIELDS: readonly ReportField<HashTotal>[] = [
  field('holds', 'Holds', 'text', 8, (row) => (row.holds ? 'yes' : 'NO')),
  field('label', 'Hash total', 'text', 52, (row) => row.label),
  field('dataset', 'Dataset', 'code', 26, (row) => row.dataset),
  field('source', 'Source', 'code', 24, (row) => row.source),
  field('target', 'Target', 'code', 24, (row) => row.target),
];

export function hashTotalsTable(model: ReconciliationReport): ReportTable {
  const rows = [...model.hashTotals.filter((row) => !row.holds), ...model.hashTotals.filter((row) => row.holds)];
  return reportTable('hash_totals', SECTION_TITLES.hashTotals, HASH_FIELDS, rows);
}

const FILE_FIELDS: readonly ReportField<ReportFile>[] = [
  field('name', 'File', 'code', 40, (row) => row.name),
  field('dataset', 'Dataset', 'code', 26, (row) => row.dataset),
  field('sheets', 'Sheets', 'text', 24, (row) => row.sheets.join(', ') || null),
  field('rows', 'Rows', 'count', 10, (row) => row.rows),
  field('bytes', 'Bytes', 'count', 14, (row) => row.bytes),
  field('sha256', 'sha256', 'code', 66, (row) => row.sha256),
  field('note', 'Note', 'text', 40, (row) => row.note),
];

export function filesTable(model: ReconciliationReport): ReportTable {
  return reportTable('files', SECTION_TITLES.files, FILE_FIELDS, model.files);
}

/** All sections as they go to CSV, in the order of the report. */
export function allTables(model: ReconciliationReport): ReportTable[] {
  const mergedSources = model.mergedLines.flatMap((merged) => merged.lines.map((line) => ({ merged, line })));
  return [
    measuresTable(model),
    actionsTable(model.actions),
    movementTable(model),
    openRowsTable(model.openItems.rows),
    excludedTable(model),
    reportTable('vendors', SECTION_TITLES.vendors, VENDOR_FIELDS, model.vendors),
    reportTable('jobs', SECTION_TITLES.jobs, JOB_FIELDS, model.jobs),
    reportTable('invoices', SECTION_TITLES.register, INVOICE_FIELDS, model.register),
    reportTable(
      'distributions',
      'AP invoice register: distributions',
      DISTRIBUTION_FIELDS,
      distributionRows(model.register),
    ),
    alterationsTable(model),
    reportTable('merged_lines', SECTION_TITLES.mergedLines, MERGED_FIELDS, model.mergedLines),
    reportTable('merged_line_sources', 'Merged lines: source rows', MERGED_SOURCE_FIELDS, mergedSources),
    billedTable(model),
    warningsTable(model),
    equationsTable(model),
    hashTotalsTable(model),
    filesTable(model),
  ];
}
