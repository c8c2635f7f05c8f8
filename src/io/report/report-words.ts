/**
 * The words and the order that all formats share: section titles, how a source is cited, which measure comes first.
 * Promise: a reader who knows one format finds the same words in the others.
 * Does not: hold figures.
 */
import {
  AS_IT_STANDS,
  type ActionRow,
  type InvoiceRegister,
  type MeasureRow,
  type OpenItems,
  type ReconciliationReport,
  type SourceRows,
} from '../../core/report-model.js';
import { formatAmount, formatCount, formatRows, plural } from './format-amount.js';

export const REPORT_TITLE = 'Reconciliation of Procore to Sage 300 CRE';

/** Section → title, in the order of the report. Keys are those of `ReconciliationReport.cutSections`. */
export const SECTION_TITLES = {
  measures: 'Control totals',
  actions: 'Action list',
  openItems: 'Open items',
  excluded: 'Excluded by rule',
  vendors: 'Vendor, commitment, line',
  jobs: 'Job, extra, cost code, category',
  register: 'AP invoice register',
  alterations: 'Alterations',
  mergedLines: 'Merged lines',
  billedAgainstCharged: 'Billed against charged',
  warnings: 'Warnings',
  equations: 'Equations',
  hashTotals: 'Hash totals',
  files: 'Files',
} as const;

export type SectionKey = keyof typeof SECTION_TITLES;

/** Page 1 adds from left to right; the signs stand in the heads. */
export const MEASURE_FIGURES = [
  { key: 'procore', head: 'Procore' },
  { key: 'carriedIn', head: '+ Carried in' },
  { key: 'excluded', head: '− Excluded' },
  { key: 'held', head: '− Held' },
  { key: 'waiting', head: '− Waiting' },
  { key: 'toLoad', head: '= To load' },
  { key: 'loaded', head: 'Loaded' },
  { key: 'unchanged', head: 'Unchanged' },
  { key: 'difference', head: 'Difference' },
  { key: 'filed', head: 'Filed' },
  { key: 'postedInSage', head: 'Posted in Sage' },
  { key: 'notYetPosted', head: 'Not yet posted' },
] as const;

/** Who acts, in the order of the action list. */
export const WHO_ORDER: readonly ActionRow['who'][] = [
  'accountant',
  'project manager',
  'vendor desk',
  'administrator',
  'nobody, it waits',
];

export const FOUR_WORDS =
  'Loaded: our picture of Sage holds it. Filed: a Sage import file carries it. Posted in Sage: a read-back from Sage ' +
  'shows it. Tied out: every control total agrees.';

export const SIGNS =
  'Difference = Sage − Procore. Amounts are positive in their natural direction; negatives stand in parentheses; ' +
  '- is zero; – is not known. Count columns count documents.';

export const RELEASE_WARNING = 'Releases retainage: do not release it again in AP.';

export function measureTies(row: MeasureRow, toleranceCents: number): boolean {
  return row.unit === 'money' ? Math.abs(row.difference) <= toleranceCents : row.difference === 0;
}

/** What does not tie comes first; otherwise the model's order. */
export function measuresInOrder(model: ReconciliationReport): MeasureRow[] {
  const ties = (row: MeasureRow): boolean => measureTies(row, model.head.toleranceCents);
  return [...model.measures.filter((row) => !ties(row)), ...model.measures.filter(ties)];
}

/** Actions by the person who can fix them; within one person the model's order. */
export function actionsByWho(actions: readonly ActionRow[]): { who: ActionRow['who']; rows: ActionRow[] }[] {
  const groups = new Map<ActionRow['who'], ActionRow[]>(WHO_ORDER.map((who) => [who, []]));
  for (const action of actions) {
    const rows = groups.get(action.who) ?? [];
    rows.push(action);
    groups.set(action.who, rows);
  }
  return [...groups].filter(([, rows]) => rows.length > 0).map(([who, rows]) => ({ who, rows }));
}

/** `subcontractor-invoices` → `Subcontractor invoices`. */
export function datasetTitle(dataset: string): string {
  const words = dataset.replace(/-/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function whoTitle(who: ActionRow['who']): string {
  return who.charAt(0).toUpperCase() + who.slice(1);
}

/** `invoices.xlsx, sheet Invoices, rows 17–19`. */
export function sourceText(source: SourceRows | null): string | null {
  if (source === null) return null;
  const sheet = source.sheet === null ? '' : `, sheet ${source.sheet}`;
  return `${source.file}${sheet}, ${formatRows(source.rows)}`;
}

export function sourcesText(sources: readonly SourceRows[]): string | null {
  return sources.length === 0 ? null : sources.map(sourceText).join('; ');
}

/** Said under a section that does not list all its rows; null when it does. */
export function cutNote(model: ReconciliationReport, section: SectionKey, listed: number): string | null {
  const all = model.cutSections[section];
  if (all === undefined || all <= listed) return null;
  const rows = `${formatCount(listed)} of ${formatCount(all)} rows are listed.`;
  return `${rows} All of them: ${reconcileCommand(model)} csv`;
}

/** What gives this report anew, up to the name of the format. */
export function reconcileCommand({ head }: ReconciliationReport): string {
  const company = head.company === 'demo' ? '' : ` --company ${head.company}`;
  return `tieout reconcile${head.batch === AS_IT_STANDS ? '' : ` ${head.batch}`}${company} --format`;
}

/** What is left to do, in one sentence under the verdict. */
export function actionSentence(model: ReconciliationReport): string {
  const { held, waiting } = model.openItems;
  const open =
    `${plural(model.actions.length, 'item')} on the action list; ` +
    `${plural(held.closing.count, 'document')} held, ${plural(waiting.closing.count, 'document')} waiting.`;
  return open.charAt(0).toUpperCase() + open.slice(1);
}

export const FLOW_COLUMNS = [
  { key: 'opening', head: 'Opening' },
  { key: 'new', head: '+ New' },
  { key: 'loaded', head: '− Loaded' },
  { key: 'withdrawn', head: '− Withdrawn' },
  { key: 'closing', head: '= Closing' },
] as const;

export const AGE_COLUMNS = [
  { key: '0-1', head: '0–1 days' },
  { key: '2-7', head: '2–7 days' },
  { key: '8-30', head: '8–30 days' },
  { key: '>30', head: 'Over 30 days' },
] as const;

/** The two flows, named. */
export function openFlows(items: OpenItems): { state: 'held' | 'waiting'; title: string; flow: OpenItems['held'] }[] {
  return [
    { state: 'held', title: 'Held', flow: items.held },
    { state: 'waiting', title: 'Waiting', flow: items.waiting },
  ];
}

export function registerByVendor(
  invoices: readonly InvoiceRegister[],
): { vendor: string; vendorName: string; invoices: InvoiceRegister[] }[] {
  const groups: { vendor: string; vendorName: string; invoices: InvoiceRegister[] }[] = [];
  for (const invoice of invoices) {
    const last = groups.at(-1);
    if (last !== undefined && last.vendor === invoice.vendor) last.invoices.push(invoice);
    else groups.push({ vendor: invoice.vendor, vendorName: invoice.vendorName, invoices: [invoice] });
  }
  return groups;
}

/** Sections after page 1 with the rows there are in all, in the order of the report. */
export function sectionCounts(model: ReconciliationReport): { key: SectionKey; rows: number }[] {
  const listed: [SectionKey, number][] = [
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
  return listed.map(([key, rows]) => ({ key, rows: model.cutSections[key] ?? rows }));
}

/** How many rows a section has, in a list of sections. */
export function rowsText(count: number): string {
  return count === 0 ? 'none' : formatCount(count);
}

/** `Tolerance 0.00` and such: zero is a figure here, not a dash. */
export function toleranceText(cents: number): string {
  return cents === 0 ? '0.00' : formatAmount(cents);
}
