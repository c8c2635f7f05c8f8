/**
 * A night of a mid-sized contractor as a report model: some of everything, and figures that agree with each other.
 * Promise: subtotals are sums of their lines and page 1 is the sum of its parts, so that a test may compare any two
 * places. The lists stand in `report-fixture.json`; what follows from them is computed here.
 * Variants: tied out (default), not tied, read back from Sage, empty. Does not: come from the engine.
 */
import { readFileSync } from 'node:fs';
import type {
  ActionRow,
  CountAndCents,
  InvoiceRegister,
  JobNode,
  MeasureRow,
  OpenItemFlow,
  OpenItems,
  ReconciliationReport,
  ThreeWay,
  VendorNode,
} from '../../src/core/report-model.js';
import { jobNodes, vendorNodes } from './report-fixture-trees.js';

type Lists = Omit<ReconciliationReport, 'measures' | 'openItems' | 'vendors' | 'jobs' | 'cutSections'>;

/** Two documents of the action list have these names. */
export const NASTY_HTML = '<script>alert("x")</script> & "quoted"';
export const NASTY_FORMULA = '=HYPERLINK("http://example.com","pay here")';

/** Tied out, no read-back. */
export function reportFixture(): ReconciliationReport {
  const lists = JSON.parse(readFileSync(new URL('report-fixture.json', import.meta.url), 'utf8')) as Lists;
  return {
    ...lists,
    measures: measuresOf(lists.register),
    openItems: openItemsOf(lists.actions, lists.head.batch),
    vendors: vendorNodes(),
    jobs: jobNodes(),
    cutSections: {},
  };
}

/** Commitments are 1,234.00 short; an equation and a hash total say so too. */
export function notTiedFixture(): ReconciliationReport {
  const model = reportFixture();
  const short = -123_400;
  return {
    ...model,
    head: {
      ...model.head,
      status: 'out-of-balance',
      tiedOut: false,
      shortByCents: short,
      sentence: 'Short by 1,234.00.',
    },
    measures: model.measures.map((row) =>
      row.measure === 'commitments' ? { ...row, difference: short, loaded: row.loaded + short } : row,
    ),
    equations: model.equations.map((row) =>
      row.dataset === 'commitments' ? { ...row, actual: '9110811.10', holds: false } : row,
    ),
    hashTotals: model.hashTotals.map((row) =>
      row.dataset === 'commitments' ? { ...row, target: '2', holds: false } : row,
    ),
  };
}

/** With a read-back from Sage, in which one commitment line is 1,000.00 less paid. */
export function readBackFixture(): ReconciliationReport {
  const model = reportFixture();
  const lessPaid = (row: VendorNode): boolean =>
    row.vendor === 'ACME01' &&
    (row.commitment === null || (row.commitment === 'SC-24101-01' && (row.line === null || row.line === 1)));
  return {
    ...model,
    head: { ...model.head, sageReadBack: '2025-03-14T01:55:00Z', approvedBy: 'D. Okafor, Controller' },
    measures: model.measures.map((row) => ({ ...row, postedInSage: row.loaded + row.unchanged, notYetPosted: 0 })),
    vendors: model.vendors
      .map(readBack)
      .map((row) =>
        lessPaid(row) ? { ...row, paid: { ...row.paid, sageCents: row.paid.loadedCents - 100_000 } } : row,
      ),
    jobs: model.jobs.map(readBack),
  };
}

/** A night on which nothing came. */
export function emptyFixture(): ReconciliationReport {
  const { head } = reportFixture();
  return {
    head: { ...head, status: 'unchanged', newestExtracts: [] },
    measures: [],
    equations: [],
    actions: [],
    openItems: { held: emptyFlow(), waiting: emptyFlow(), datasets: [], rows: [] },
    excluded: [],
    vendors: [],
    jobs: [],
    register: [],
    alterations: [],
    mergedLines: [],
    billedAgainstCharged: [],
    warnings: [],
    files: [],
    hashTotals: [],
    cutSections: {},
  };
}

function emptyFlow(): OpenItemFlow {
  const none: CountAndCents = { count: 0, cents: 0 };
  return {
    opening: none,
    new: none,
    loaded: none,
    withdrawn: none,
    closing: none,
    ages: { '0-1': none, '2-7': none, '8-30': none, '>30': none },
  };
}

function readBack<Row extends VendorNode | JobNode>(row: Row): Row {
  const entries = Object.entries(row).map(([key, value]) =>
    isThreeWay(value) ? [key, { ...value, sageCents: value.loadedCents }] : [key, value],
  );
  return Object.fromEntries(entries) as unknown as Row;
}

function isThreeWay(value: unknown): value is ThreeWay {
  return typeof value === 'object' && value !== null && 'loadedCents' in value;
}

type Place = [measure: string, label: string, dataset: string, unit: MeasureRow['unit'], count: number];
type Figures = Partial<Pick<MeasureRow, 'carriedIn' | 'excluded' | 'held' | 'waiting' | 'unchanged' | 'filed'>>;

function measure([name, label, dataset, unit, count]: Place, procore: number, figures: Figures = {}): MeasureRow {
  const { carriedIn = 0, excluded = 0, held = 0, waiting = 0, unchanged = 0, filed = null } = figures;
  const toLoad = procore + carriedIn - excluded - held - waiting;
  return {
    measure: name,
    label,
    dataset,
    unit,
    listedIn: dataset === 'commitments' ? 'vendors' : null,
    count,
    procore,
    carriedIn,
    excluded,
    held,
    waiting,
    toLoad,
    loaded: toLoad - unchanged,
    unchanged,
    difference: 0,
    filed,
    postedInSage: null,
    notYetPosted: null,
  };
}

function measuresOf(register: readonly InvoiceRegister[]): MeasureRow[] {
  return [
    measure(['companies', 'Companies', 'companies', 'count', 46], 46, {
      excluded: 3,
      held: 2,
      waiting: 1,
      unchanged: 36,
    }),
    measure(['jobs', 'Jobs', 'projects', 'count', 9], 9, { unchanged: 7 }),
    measure(['cost-codes', 'Cost codes', 'project-cost-codes', 'count', 214], 214, { held: 3, unchanged: 188 }),
    measure(['budget', 'Budget', 'budgets', 'money', 9], 1_842_550_000, {
      held: 12_500_000,
      unchanged: 1_605_125_000,
      filed: 224_925_000,
    }),
    measure(['budget-changes', 'Budget changes', 'budget-changes', 'money', 6], -1_250_075, {
      excluded: 400_000,
      filed: -1_650_075,
    }),
    measure(['commitments', 'Commitments', 'commitments', 'money', 31], 911_204_510, {
      carriedIn: 4_250_000,
      excluded: 36_000_000,
      held: 18_750_025,
      waiting: 4_250_000,
      unchanged: 801_500_000,
      filed: 54_954_485,
    }),
    measure(['ccos', 'Commitment change orders', 'commitment-change-orders', 'money', 12], 23_418_040, {
      excluded: 2_200_000,
      waiting: 640_000,
      unchanged: 15_000_000,
      filed: 5_578_040,
    }),
    measure(['pcco-cost', 'PCCOs, cost', 'prime-contract-change-orders', 'money', 4], 8_120_000, {
      unchanged: 3_000_000,
    }),
    measure(['pcco-revenue', 'PCCOs, revenue', 'prime-contract-change-orders', 'money', 4], 9_744_000, {
      unchanged: 3_600_000,
    }),
    ...invoiceMeasures(register),
    measure(['hours', 'Hours', 'timecards', 'hours', 118], 91_250, { excluded: 1_600, held: 800, filed: 88_850 }),
  ];
}

/** What is loaded of invoices is the register; the rest of what Procore has is excluded, held or waits. */
function invoiceMeasures(register: readonly InvoiceRegister[]): MeasureRow[] {
  const sum = (of: (row: InvoiceRegister) => number): number => register.reduce((total, row) => total + of(row), 0);
  const gross = sum((row) => row.amountCents);
  const held = sum((row) => Math.max(row.retainageCents, 0));
  const released = sum((row) => Math.min(row.retainageCents, 0));
  const net = gross - held - released;
  const tax = sum((row) => row.taxCents);
  const carriedIn = 875_000;
  const open = { excluded: 1_500_000, held: 3_998_456, waiting: 2_500_000 };
  const less = open.excluded + open.held + open.waiting - carriedIn;
  const retained = 387_500;
  const place = (name: string, label: string): Place => [name, label, 'subcontractor-invoices', 'money', 14];
  return [
    measure(place('invoices-gross', 'Invoices, gross'), gross + less, { carriedIn, ...open, filed: gross }),
    measure(place('retainage-held', 'Retainage held'), held + retained, { held: retained, filed: held }),
    measure(place('retainage-released', 'Retainage released'), released, { filed: released }),
    measure(place('tax', 'Tax left to Sage'), tax),
    measure(place('net', 'Net payable'), net + less - retained, {
      carriedIn,
      ...open,
      held: open.held - retained,
      filed: net,
    }),
  ];
}

function openItemsOf(actions: readonly ActionRow[], batch: string): OpenItems {
  const rows = actions
    .filter((action) => action.file !== null)
    .map((action): OpenItems['rows'][number] => ({
      dataset: action.dataset,
      document: action.document,
      code: action.code,
      reason: action.reason,
      state: action.who === 'nobody, it waits' || action.code === 'vendor.missing' ? 'waiting' : 'held',
      amountCents: action.amountCents,
      ageDays: action.ageDays,
      sinceBatch: action.ageDays < 2 ? batch : '01958fcb-3a02-7b11-8c11-9a0e55d0c102',
    }));
  const held = rows.filter((row) => row.state === 'held');
  const waiting = rows.filter((row) => row.state === 'waiting');
  return {
    held: flowOf(held, [15, 27_100_000], [4, 3_310_050], [1, 450_000]),
    waiting: flowOf(waiting, [3, 5_765_000], [0, 0], [0, 0]),
    datasets: [],
    rows,
  };
}

type Pair = [count: number, cents: number];

function flowOf(
  rows: readonly OpenItems['rows'][number][],
  opening: Pair,
  loaded: Pair,
  withdrawn: Pair,
): OpenItemFlow {
  const aged = (from: number, to: number): CountAndCents => {
    const some = rows.filter((row) => row.ageDays >= from && row.ageDays <= to);
    return { count: some.length, cents: some.reduce((sum, row) => sum + (row.amountCents ?? 0), 0) };
  };
  const both = ([count, cents]: Pair): CountAndCents => ({ count, cents });
  const closing = aged(0, Infinity);
  const arrived: CountAndCents = {
    count: closing.count - opening[0] + loaded[0] + withdrawn[0],
    cents: closing.cents - opening[1] + loaded[1] + withdrawn[1],
  };
  return {
    opening: both(opening),
    new: arrived,
    loaded: both(loaded),
    withdrawn: both(withdrawn),
    closing,
    ages: { '0-1': aged(0, 1), '2-7': aged(2, 7), '8-30': aged(8, 30), '>30': aged(31, Infinity) },
  };
}
