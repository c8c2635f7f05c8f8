/**
 * A night of a mid-sized contractor as a report model: some of everything, and figures that agree with each other.
 * Promise: subtotals are sums of their lines and page 1 is the sum of its parts, so that a test may compare any two places.
 * Variants: tied out (default), not tied, read back from Sage, empty. Does not: come from the engine.
 */
import type {
  ActionRow,
  CountAndCents,
  InvoiceRegister,
  JobNode,
  MeasureRow,
  OpenItems,
  ReconciliationReport,
  ThreeWay,
  VendorNode,
} from '../../src/core/report-model.js';
import { jobNodes, vendorNodes } from './report-fixture-trees.js';

export const NASTY_HTML = '<script>alert("x")</script> & "quoted"';
export const NASTY_FORMULA = '=HYPERLINK("http://example.com","pay here")';

const BATCH = '019594f2-6c1e-7a40-9d53-2f1b7c0e8a11';
const BEFORE = '01958fcb-3a02-7b11-8c11-9a0e55d0c102';
const OLDER = '0195712a-0d77-7f05-b1a4-77c1f0aa9e31';

type Base = Pick<MeasureRow, 'measure' | 'label' | 'dataset' | 'unit'>;
type Figures = Partial<Omit<MeasureRow, keyof Base>> & { count: number; procore: number };

function measure(name: string, label: string, dataset: string, unit: MeasureRow['unit'], figures: Figures): MeasureRow {
  const { carriedIn = 0, excluded = 0, held = 0, waiting = 0, unchanged = 0, difference = 0, filed = null } = figures;
  const toLoad = figures.procore + carriedIn - excluded - held - waiting;
  const loaded = toLoad - unchanged + difference;
  return {
    measure: name,
    label,
    dataset,
    unit,
    count: figures.count,
    procore: figures.procore,
    carriedIn,
    excluded,
    held,
    waiting,
    toLoad,
    loaded,
    unchanged,
    difference,
    filed,
    postedInSage: null,
    notYetPosted: null,
  };
}

function invoice(
  vendor: [string, string],
  number: string,
  description: string,
  dates: [string, string | null],
  tax: number,
  ...lines: [string | null, number | null, string, string, string, string, string, number, number, number[]][]
): InvoiceRegister {
  const distributions = lines.map(
    ([commitment, line, job, extra, code, category, text, amount, retainage, rows], index) => ({
      sequence: index + 1,
      commitment,
      commitmentLine: line,
      job,
      extra,
      costCode: code,
      category,
      description: text,
      amountCents: amount,
      retainageCents: retainage,
      source: [{ file: 'subcontractor-invoices-2025-03-13.xlsx', sheet: 'Invoices', rows }],
    }),
  );
  const amountCents = distributions.reduce((sum, row) => sum + row.amountCents, 0);
  const retainageCents = distributions.reduce((sum, row) => sum + row.retainageCents, 0);
  return {
    vendor: vendor[0],
    vendorName: vendor[1],
    invoice: number,
    description,
    invoiceDate: dates[0],
    accountingDate: dates[1],
    amountCents,
    retainageCents,
    taxCents: tax,
    netCents: amountCents - retainageCents,
    releasesRetainage: amountCents === 0 && retainageCents < 0,
    distributions,
  };
}

const ACME: [string, string] = ['ACME01', 'Acme Structural Steel LLC'];
const BAY: [string, string] = ['BAYC02', 'Bay Cities Concrete, Inc.'];
const NORTH: [string, string] = ['NORT07', 'Northside Electric & Controls'];

export function registerFixture(): InvoiceRegister[] {
  return [
    invoice(
      ACME,
      'AS-20417',
      'Structural steel',
      ['2025-02-28', '2025-02-28'],
      0,
      ['SC-24101-01', 1, '24-101', '', '05-120', 'S', 'Structural steel', 18_450_000, 1_845_000, [2, 3, 4, 5]],
      ['SC-24101-01', 3, '24-101', 'ROOF', '05-300', 'S', 'Structural steel', 2_210_050, 221_005, [6]],
    ),
    invoice(ACME, 'AS-20418', 'Metal decking', ['2025-02-28', '2025-02-28'], 153_125, [
      'PO-24101-07',
      1,
      '24-101',
      '',
      '05-300',
      'M',
      'Metal decking',
      1_856_000,
      0,
      [7, 8],
    ]),
    invoice(ACME, 'AS-RET-01', 'Structural steel', ['2025-03-10', null], 0, [
      'SC-24101-01',
      1,
      '24-101',
      '',
      '05-120',
      'S',
      'Structural steel',
      0,
      -1_250_000,
      [9],
    ]),
    invoice(
      BAY,
      '3381',
      'Foundations and slab',
      ['2025-02-25', '2025-02-28'],
      0,
      ['SC-24101-02', 1, '24-101', '', '03-300', 'S', 'Foundations and slab', 9_612_575, 961_257, [10, 11, 14]],
      ['SC-24101-02', 2, '24-101', '', '03-350', 'S', 'Foundations and slab', 1_144_000, 114_400, [12]],
    ),
    invoice(BAY, '3382-CM', 'Foundations and slab', ['2025-03-03', '2025-03-03'], 0, [
      'SC-24101-02',
      1,
      '24-101',
      '',
      '03-300',
      'S',
      'Foundations and slab',
      -320_000,
      -32_000,
      [13],
    ]),
    invoice(BAY, '3390', 'Site concrete', ['2025-03-05', '2025-03-05'], 0, [
      'SC-24115-01',
      1,
      '24-115',
      '',
      '03-300',
      'S',
      'Site concrete',
      4_075_000,
      407_500,
      [15, 16, 17],
    ]),
    invoice(
      NORTH,
      'NE-8812',
      'Power and lighting',
      ['2025-02-28', '2025-02-28'],
      0,
      ['SC-24101-03', 1, '24-101', '', '26-050', 'S', 'Power and lighting', 6_230_000, 623_000, [18, 19]],
      ['SC-24101-03', 2, '24-101', 'TI-200', '26-500', 'S', 'Power and lighting', 1_980_025, 198_003, [20]],
    ),
    invoice(NORTH, 'NE-8813', 'Switchgear', ['2025-02-28', '2025-02-28'], 0, [
      'PO-24115-02',
      1,
      '24-115',
      '',
      '26-200',
      'M',
      'Switchgear',
      12_400_000,
      0,
      [21],
    ]),
  ];
}

function measuresFixture(register: readonly InvoiceRegister[]): MeasureRow[] {
  const sum = (of: (row: InvoiceRegister) => number): number => register.reduce((total, row) => total + of(row), 0);
  const gross = sum((row) => row.amountCents);
  const tax = sum((row) => row.taxCents);
  const held = sum((row) => Math.max(row.retainageCents, 0));
  const released = sum((row) => Math.min(row.retainageCents, 0));
  const inv = 'subcontractor-invoices';
  const ex = 1_500_000;
  const hold = 3_875_000 + 123_456;
  const wait = 2_500_000;
  return [
    measure('companies', 'Companies', 'companies', 'count', {
      count: 46,
      procore: 46,
      excluded: 3,
      held: 2,
      waiting: 1,
      unchanged: 36,
    }),
    measure('jobs', 'Jobs', 'projects', 'count', { count: 9, procore: 9, unchanged: 7 }),
    measure('cost-codes', 'Cost codes', 'project-cost-codes', 'count', {
      count: 214,
      procore: 214,
      held: 3,
      unchanged: 188,
    }),
    measure('budget', 'Budget', 'budgets', 'money', {
      count: 9,
      procore: 1_842_550_000,
      held: 12_500_000,
      unchanged: 1_605_125_000,
      filed: 224_925_000,
    }),
    measure('budget-changes', 'Budget changes', 'budget-changes', 'money', {
      count: 6,
      procore: -1_250_075,
      excluded: 400_000,
      filed: -1_650_075,
    }),
    measure('commitments', 'Commitments', 'commitments', 'money', {
      count: 31,
      procore: 911_204_510,
      carriedIn: 4_250_000,
      excluded: 36_000_000,
      held: 18_750_025,
      waiting: 4_250_000,
      unchanged: 801_500_000,
      filed: 54_954_485,
    }),
    measure('ccos', 'Commitment change orders', 'commitment-change-orders', 'money', {
      count: 12,
      procore: 23_418_040,
      excluded: 2_200_000,
      waiting: 640_000,
      unchanged: 15_000_000,
      filed: 5_578_040,
    }),
    measure('pcco-cost', 'PCCOs, cost', 'prime-contract-change-orders', 'money', {
      count: 4,
      procore: 8_120_000,
      unchanged: 3_000_000,
    }),
    measure('pcco-revenue', 'PCCOs, revenue', 'prime-contract-change-orders', 'money', {
      count: 4,
      procore: 9_744_000,
      unchanged: 3_600_000,
    }),
    measure('invoices-gross', 'Invoices, gross', inv, 'money', {
      count: 14,
      procore: gross + ex + hold - 875_000 + wait,
      carriedIn: 875_000,
      excluded: ex,
      held: hold,
      waiting: wait,
      filed: gross,
    }),
    measure('retainage-held', 'Retainage held', inv, 'money', {
      count: 14,
      procore: held + 387_500,
      held: 387_500,
      filed: held,
    }),
    measure('retainage-released', 'Retainage released', inv, 'money', {
      count: 14,
      procore: released,
      filed: released,
    }),
    measure('tax', 'Tax left to Sage', inv, 'money', { count: 14, procore: tax }),
    measure('net', 'Net payable', inv, 'money', {
      count: 14,
      procore: gross - held - released + ex + hold - 387_500 - 875_000 + wait,
      carriedIn: 875_000,
      excluded: ex,
      held: hold - 387_500,
      waiting: wait,
      filed: gross - held - released,
    }),
    measure('hours', 'Hours', 'timecards', 'hours', {
      count: 118,
      procore: 91_250,
      excluded: 1_600,
      held: 800,
      filed: 88_850,
    }),
  ];
}

type ActionSeed = [
  ActionRow['who'],
  number | null,
  string,
  string,
  string | null,
  string | null,
  string | null,
  string,
  string,
  string | null,
  number,
];

const INVOICES = 'subcontractor-invoices-2025-03-13.xlsx';
const ACTION_SEEDS: ActionSeed[] = [
  [
    'accountant',
    3_875_000,
    'subcontractor-invoices',
    'BAYC02 3391',
    'BAYC02',
    '24-115',
    'Invoices!F22',
    'invoice.coding-differs',
    'Cost code 03-350 S is not the coding of commitment line 1 (03-300 S).',
    '03-300',
    9,
  ],
  [
    'accountant',
    123_456,
    'subcontractor-invoices',
    'NORT07 NE-8814',
    'NORT07',
    '24-101',
    'Invoices!M27',
    'invoice.payment-due-differs',
    'Gross 1,234.56 less retainage 123.46 is 1,111.10; current payment due says 1,234.56.',
    '1111.10',
    1,
  ],
  [
    'accountant',
    0,
    'subcontractor-invoices',
    'ACME01 AS-20419',
    'ACME01',
    '24-101',
    'Invoices!H30',
    'date.not-a-date',
    '"31/02/2025" is no date.',
    'a date as MM/DD/YYYY',
    0,
  ],
  [
    'accountant',
    12_500_000,
    'budgets',
    '24-118',
    null,
    '24-118',
    'row 212',
    'cost-code.date-by-excel',
    '"15-Mar" is a date that Excel made of a cost code.',
    '03-015 (format the column as text)',
    3,
  ],
  [
    'accountant',
    null,
    'companies',
    'Granite & Sons',
    null,
    null,
    'row 17',
    'vendor.name-ambiguous',
    'Two vendors in Sage have this name but for legal suffixes: GRAN01, GRAN04.',
    'GRAN01 or GRAN04 in vendor_code',
    34,
  ],
  [
    'accountant',
    -320_000,
    'subcontractor-invoices',
    'BAYC02 3382-CM2',
    'BAYC02',
    '24-101',
    'Invoices!B31',
    'invoice.possible-duplicate',
    'Same vendor, amount and date as 3382-CM.',
    null,
    1,
  ],
  [
    'project manager',
    18_750_025,
    'commitments',
    'SC-24118-04',
    'NORT07',
    '24-118',
    'Commitments!G9',
    'title.too-long',
    'Title has 41 characters; Sage takes 30.',
    'Electrical rough-in, levels 1-4',
    12,
  ],
  [
    'project manager',
    5_400_000,
    'commitments',
    'PO-24118-11',
    'ACME01',
    '24-118',
    'Commitments!K12',
    'amount.not-quantity-times-cost',
    'Quantity 12.0000 × unit cost 4,500.0000 is 54,000.00; amount says 54,500.00.',
    '54000.00',
    2,
  ],
  [
    'project manager',
    2_200_000,
    'commitment-change-orders',
    'SC-24101-01 / CCO-004',
    'ACME01',
    '24-101',
    'row 31',
    'document.changed-after-loading',
    'Loaded with 20,000.00, now 22,000.00 (+2,000.00).',
    'a further change order of 2000.00',
    5,
  ],
  [
    'project manager',
    100_000,
    'budget-changes',
    '24-101 / BC-009',
    null,
    '24-101',
    'row 8',
    'transfer.not-zero',
    'A transfer must net to zero; this one nets to 1,000.00.',
    '-1000.00 on the second row',
    2,
  ],
  [
    'project manager',
    null,
    'project-cost-codes',
    '24-118 / 33-710',
    null,
    '24-118',
    'row 140',
    'cost-code.division-unknown',
    'Division 33 does not exist in Sage.',
    'one of 31, 32',
    4,
  ],
  [
    'project manager',
    null,
    'project-cost-codes',
    '24-118 / 5120',
    null,
    '24-118',
    'row 141',
    'cost-code.mask',
    '"5120" does not fit the mask 99-999.',
    '05-120',
    4,
  ],
  [
    'project manager',
    null,
    'project-cost-codes',
    '24-118 / 03-000',
    null,
    '24-118',
    'row 149',
    'cost-code.group',
    '03-000 is a group code; nothing can be charged to it.',
    '03-300',
    4,
  ],
  [
    'vendor desk',
    2_500_000,
    'subcontractor-invoices',
    'QUIK 0071',
    'QUIK',
    '24-115',
    'Invoices!A33',
    'vendor.missing',
    'Vendor QUIK is not in Sage.',
    null,
    6,
  ],
  [
    'vendor desk',
    null,
    'companies',
    'Quik Haul Trucking',
    null,
    null,
    'row 40',
    'vendor.code-needed',
    'A new company has no vendor code.',
    'a code of up to 10 characters in vendor_code',
    6,
  ],
  [
    'vendor desk',
    null,
    'companies',
    NASTY_HTML,
    null,
    null,
    'row 41',
    'name.too-long',
    'Name has 42 characters; Sage takes 30.',
    'a name of up to 30 characters',
    0,
  ],
  [
    'vendor desk',
    null,
    'company-insurances',
    'BAYC02 General Liability',
    'BAYC02',
    null,
    'row 12',
    'insurance.earlier-expiration',
    'Expires 2025-01-01, earlier than the 2026-01-01 on file; not replaced.',
    null,
    1,
  ],
  [
    'vendor desk',
    null,
    'companies',
    NASTY_FORMULA,
    null,
    null,
    'row 44',
    'vendor-type.unknown',
    'Trade "Crane & rigging" has no vendor type.',
    'a row in tables/vendor-types.csv',
    8,
  ],
  [
    'administrator',
    800,
    'timecards',
    'E1044 2025-03-11',
    null,
    '24-101',
    'row 88',
    'pay-id.unknown',
    'Pay id "DT2" is not in the table.',
    'a row in tables/pay-ids.csv',
    2,
  ],
  [
    'administrator',
    null,
    'companies',
    'crosswalk',
    null,
    null,
    null,
    'crosswalk.stale',
    'Procore id 4417 names two Sage vendors.',
    'one of BAYC02, BAYC09 in the crosswalk',
    15,
  ],
  [
    'administrator',
    1_050_000,
    'prime-contract-change-orders',
    '24-115 / PCCO-002',
    null,
    '24-115',
    'row 6',
    'contract-item.unknown',
    'Contract item 14 is not in the prime contract.',
    'one of 12, 13',
    3,
  ],
  [
    'nobody, it waits',
    4_250_000,
    'commitments',
    'SC-24120-01',
    'BAYC02',
    '24-120',
    'Commitments!A28',
    'job.missing',
    'Job 24-120 is not in Sage yet.',
    null,
    11,
  ],
  [
    'nobody, it waits',
    640_000,
    'commitment-change-orders',
    'SC-24120-01 / CCO-001',
    'BAYC02',
    '24-120',
    'row 36',
    'commitment.missing',
    'Commitment SC-24120-01 is not in Sage yet.',
    null,
    11,
  ],
  [
    'nobody, it waits',
    null,
    'companies',
    'Harbor Glass Co',
    null,
    null,
    'row 45',
    'approval.waiting',
    'Waits for an approver.',
    null,
    1,
  ],
  [
    'nobody, it waits',
    875_000,
    'subcontractor-invoices',
    'BAYC02 3377',
    'BAYC02',
    '24-120',
    'Invoices!A12',
    'commitment.missing',
    'Commitment SC-24120-01 is not in Sage yet.',
    null,
    41,
  ],
];

function actionsFixture(): ActionRow[] {
  return ACTION_SEEDS.map(
    ([who, amountCents, dataset, document, vendor, job, place, code, reason, toType, ageDays]) => ({
      who,
      amountCents,
      dataset,
      document,
      vendor,
      job,
      place,
      code,
      reason,
      toType,
      ageDays,
      file: place === null ? null : place.includes('!') ? INVOICES : `${dataset}-2025-03-13.csv`,
    }),
  );
}

function both(count: number, cents: number): CountAndCents {
  return { count, cents };
}

function openItemsFixture(actions: readonly ActionRow[]): OpenItems {
  const rows = actions
    .filter((action) => action.file !== null)
    .map((action): OpenItems['rows'][number] => ({
      dataset: action.dataset,
      document: action.document,
      state: action.who === 'nobody, it waits' || action.code === 'vendor.missing' ? 'waiting' : 'held',
      code: action.code,
      reason: action.reason,
      amountCents: action.amountCents,
      ageDays: action.ageDays,
      sinceBatch: action.ageDays < 2 ? BATCH : action.ageDays < 10 ? BEFORE : OLDER,
    }));
  const flow = (
    state: 'held' | 'waiting',
    opening: CountAndCents,
    loaded: CountAndCents,
    withdrawn: CountAndCents,
  ): OpenItems['held'] => {
    const mine = rows.filter((row) => row.state === state);
    const total = (from: number, to: number): CountAndCents => {
      const aged = mine.filter((row) => row.ageDays >= from && row.ageDays <= to);
      return both(
        aged.length,
        aged.reduce((sum, row) => sum + (row.amountCents ?? 0), 0),
      );
    };
    const closing = total(0, Infinity);
    const fresh = both(
      closing.count - opening.count + loaded.count + withdrawn.count,
      closing.cents - opening.cents + loaded.cents + withdrawn.cents,
    );
    return {
      opening,
      new: fresh,
      loaded,
      withdrawn,
      closing,
      ages: { '0-1': total(0, 1), '2-7': total(2, 7), '8-30': total(8, 30), '>30': total(31, Infinity) },
    };
  };
  return {
    held: flow('held', both(15, 27_100_000), both(4, 3_310_050), both(1, 450_000)),
    waiting: flow('waiting', both(3, 5_765_000), both(0, 0), both(0, 0)),
    rows,
  };
}

/** Tied out, no read-back. */
export function reportFixture(): ReconciliationReport {
  const register = registerFixture();
  const actions = actionsFixture();
  return {
    head: {
      company: 'demo',
      companyName: 'Meridian Builders, Inc.',
      batch: BATCH,
      status: 'held',
      dryRun: false,
      startedAt: '2025-03-14T02:10:03.120Z',
      finishedAt: '2025-03-14T02:10:21.904Z',
      asOf: '2025-03-14',
      definitions: '8f1c2a77e0b94d5fa0d3a6c2b1e4f7093c5d8e6a1b2f4c7d9e0a3b5c6d7e8f90',
      toleranceCents: 0,
      openMonths: '2025-02, 2025-03',
      preparedBy: 'Tieout 0.1.0',
      approvedBy: null,
      newestExtracts: [
        { dataset: 'commitments', file: 'commitments-2025-03-13.xlsx', receivedAt: '2025-03-13T23:40:11Z' },
        { dataset: 'subcontractor-invoices', file: INVOICES, receivedAt: '2025-03-13T23:41:02Z' },
        { dataset: 'budgets', file: 'budgets-2025-03-13.csv', receivedAt: '2025-03-13T23:38:47Z' },
        { dataset: 'timecards', file: 'timecards-2025-03-13.csv', receivedAt: '2025-03-13T23:44:30Z' },
      ],
      sageReadBack: null,
      tiedOut: true,
      shortByCents: 0,
      sentence: 'Tied out.',
    },
    measures: measuresFixture(register),
    equations: [
      { name: 'rows-accounted', dataset: 'companies', expected: '46', actual: '46', holds: true },
      { name: 'rows-accounted', dataset: 'subcontractor-invoices', expected: '33', actual: '33', holds: true },
      {
        name: 'gross: loaded = sage.apm_master__invoice re-read',
        dataset: 'subcontractor-invoices',
        expected: '576376.50',
        actual: '576376.50',
        holds: true,
      },
      {
        name: 'retainage: loaded = sage.apm_master__distribution re-read',
        dataset: 'subcontractor-invoices',
        expected: '30881.65',
        actual: '30881.65',
        holds: true,
      },
      {
        name: 'declared control total of the file',
        dataset: 'commitments',
        expected: '9112045.10',
        actual: '9112045.10',
        holds: true,
      },
      {
        name: 'commitment totals on category = sum of items',
        dataset: null,
        expected: '9098400.25',
        actual: '9098400.25',
        holds: true,
      },
    ],
    actions,
    openItems: openItemsFixture(actions),
    excluded: [
      {
        dataset: 'commitments',
        rule: 'commitment.not-approved',
        because: 'A subcontract goes to Sage when it is Approved or Complete.',
        documents: 3,
        rows: 11,
        amountCents: 36_000_000,
        documentsListed: ['SC-24118-05', 'SC-24118-06', 'PO-24101-19'],
      },
      {
        dataset: 'commitment-change-orders',
        rule: 'cco.not-approved',
        because: 'A change order goes to Sage when it is Approved.',
        documents: 1,
        rows: 2,
        amountCents: 2_200_000,
        documentsListed: ['SC-24101-01 / CCO-006'],
      },
      {
        dataset: 'subcontractor-invoices',
        rule: 'invoice.not-approved',
        because: 'An invoice goes to Sage when it is Approved, Approved as Noted or Pending Owner Approval.',
        documents: 1,
        rows: 2,
        amountCents: 1_500_000,
        documentsListed: ['NORT07 NE-8820'],
      },
      {
        dataset: 'budget-changes',
        rule: 'budget-change.by-pcco',
        because: 'The PCCO posts this estimate change itself.',
        documents: 1,
        rows: 2,
        amountCents: 400_000,
        documentsListed: ['24-101 / BC-007'],
      },
      {
        dataset: 'companies',
        rule: 'company.inactive',
        because: 'Inactive companies are not sent.',
        documents: 3,
        rows: 3,
        amountCents: 0,
        documentsListed: ['Old Mill Masonry', 'Tri-State Hauling', 'West End Glass'],
      },
      {
        dataset: 'timecards',
        rule: 'time.unapproved',
        because: 'Only approved time is paid.',
        documents: 2,
        rows: 2,
        amountCents: 0,
        documentsListed: ['E1007 2025-03-12', 'E1031 2025-03-12'],
      },
    ],
    vendors: vendorNodes(),
    jobs: jobNodes(),
    register,
    alterations: [
      {
        dataset: 'commitments',
        document: 'SC-24101-02',
        column: 'description',
        kind: 'cut',
        because: 'Sage takes 30 characters of a line description.',
        before: 'Finish and cure elevated slabs, levels 2 through 4',
        after: 'Finish and cure elevated slabs',
        rows: 1,
        source: { file: 'commitments-2025-03-13.xlsx', sheet: 'Commitments', rows: [14] },
      },
      {
        dataset: 'budgets',
        document: '24-101',
        column: 'cost_code',
        kind: 're-formatted',
        because: 'Source delimiter . becomes the mask 99-999.',
        before: '05.120',
        after: '05-120',
        rows: 18,
        source: { file: 'budgets-2025-03-13.csv', sheet: null, rows: [4, 5, 6, 7, 12, 19, 20] },
      },
      {
        dataset: 'subcontractor-invoices',
        document: 'ACME01 AS-20417',
        column: 'accounting_date',
        kind: 'defaulted',
        because: 'A missing accounting date is the billing date.',
        before: null,
        after: '2025-02-28',
        rows: 2,
        source: { file: INVOICES, sheet: 'Invoices', rows: [2, 3] },
      },
      {
        dataset: 'subcontractor-invoices',
        document: 'NORT07 NE-8812',
        column: 'vendor_code',
        kind: 'resolved',
        because: 'The crosswalk names Procore id 5521 NORT07.',
        before: '5521',
        after: 'NORT07',
        rows: 3,
        source: { file: INVOICES, sheet: 'Invoices', rows: [18, 19, 20] },
      },
      {
        dataset: 'project-cost-codes',
        document: '24-101 / 05-120',
        column: 'description',
        kind: 'kept',
        because: 'A Sage cost code description is never overwritten.',
        before: 'Struct steel framing',
        after: 'Structural steel',
        rows: 1,
        source: null,
      },
    ],
    mergedLines: mergedFixture(),
    billedAgainstCharged: [
      {
        commitment: 'SC-24101-01',
        line: 1,
        description: 'Columns and beams',
        billedCents: 14_200_000,
        chargedCents: 18_450_000,
        differenceCents: 4_250_000,
      },
      {
        commitment: 'SC-24101-01',
        line: 2,
        description: 'Connections',
        billedCents: 4_250_000,
        chargedCents: 0,
        differenceCents: -4_250_000,
      },
    ],
    warnings: [
      {
        dataset: 'subcontractor-invoices',
        file: INVOICES,
        sheet: 'Invoices',
        row: 9,
        column: 'retainage_released_this_period',
        cell: 'Invoices!T9',
        header: 'Retainage Released',
        document: 'ACME01 AS-RET-01',
        code: 'retainage.released',
        severity: 'warning',
        value: '12500.00',
        message: 'Retainage of 12,500.00 is released here; do not release it again in AP.',
        allowed: null,
        nearest: null,
      },
      {
        dataset: 'subcontractor-invoices',
        file: INVOICES,
        sheet: 'Invoices',
        row: 18,
        column: null,
        cell: null,
        header: null,
        document: 'NORT07',
        code: 'insurance.expired',
        severity: 'warning',
        value: '2025-01-31',
        message: "Workers' Compensation of NORT07 expired on 01/31/2025; 2 invoices, 82,100.25.",
        allowed: null,
        nearest: null,
      },
      {
        dataset: 'commitments',
        file: 'commitments-2025-03-13.xlsx',
        sheet: 'Commitments',
        row: null,
        column: 'erp_status',
        cell: null,
        header: 'ERP Status',
        document: null,
        code: 'column.unknown',
        severity: 'warning',
        value: null,
        message: 'Column "ERP Status" is not known and was ignored.',
        allowed: null,
        nearest: ['status'],
      },
    ],
    files: [
      {
        name: 'commitments-2025-03-13.xlsx',
        sha256: 'a3'.repeat(32),
        dataset: 'commitments',
        sheets: ['Commitments', 'CCOs'],
        rows: 71,
        bytes: 48_112,
        note: null,
      },
      {
        name: INVOICES,
        sha256: 'b7'.repeat(32),
        dataset: 'subcontractor-invoices',
        sheets: ['Invoices'],
        rows: 33,
        bytes: 29_874,
        note: 'Sheet "Notes" fits no dataset and was left out.',
      },
      {
        name: 'budgets-2025-03-13.csv',
        sha256: 'c1'.repeat(32),
        dataset: 'budgets',
        sheets: [],
        rows: 230,
        bytes: 18_020,
        note: null,
      },
    ],
    hashTotals: [
      {
        dataset: 'subcontractor-invoices',
        label: 'Digits of invoice numbers',
        source: '81,204',
        target: '81,204',
        holds: true,
      },
      { dataset: 'commitments', label: 'Vendors named', source: '3', target: '3', holds: true },
    ],
    cutSections: {},
  };
}

function mergedFixture(): ReconciliationReport['mergedLines'] {
  const file = INVOICES;
  return [
    {
      vendor: 'ACME01',
      invoice: 'AS-20417',
      sequence: 1,
      commitment: 'SC-24101-01',
      coding: '24-101 05-120 S',
      amountCents: 18_450_000,
      retainageCents: 1_845_000,
      lines: [
        {
          file,
          row: 2,
          line: '1',
          commitmentLine: 1,
          description: 'Columns, grid A to D',
          amountCents: 9_100_000,
          retainageCents: 910_000,
        },
        {
          file,
          row: 3,
          line: '2',
          commitmentLine: 1,
          description: 'Beams, level 2',
          amountCents: 5_100_000,
          retainageCents: 510_000,
        },
        {
          file,
          row: 4,
          line: '3',
          commitmentLine: 2,
          description: 'Connections',
          amountCents: 4_000_000,
          retainageCents: 400_000,
        },
        {
          file,
          row: 5,
          line: '4',
          commitmentLine: 2,
          description: '-Back charge credit',
          amountCents: 250_000,
          retainageCents: 25_000,
        },
      ],
    },
    {
      vendor: 'BAYC02',
      invoice: '3381',
      sequence: 1,
      commitment: 'SC-24101-02',
      coding: '24-101 03-300 S',
      amountCents: 9_612_575,
      retainageCents: 961_257,
      lines: [
        {
          file,
          row: 10,
          line: '1.1',
          commitmentLine: 1,
          description: 'Footings',
          amountCents: 5_612_575,
          retainageCents: 561_257,
        },
        {
          file,
          row: 11,
          line: '1.2',
          commitmentLine: 1,
          description: 'Grade beams',
          amountCents: 4_300_000,
          retainageCents: 430_000,
        },
        {
          file,
          row: 14,
          line: '1.3',
          commitmentLine: 1,
          description: 'Credit, unused rebar',
          amountCents: -300_000,
          retainageCents: -30_000,
        },
      ],
    },
  ];
}

/** Commitments are 1,234.00 short; three further signs of it. */
export function notTiedFixture(): ReconciliationReport {
  const model = reportFixture();
  model.head = {
    ...model.head,
    status: 'out-of-balance',
    tiedOut: false,
    shortByCents: -123_400,
    sentence: 'Short by 1,234.00.',
  };
  model.measures = model.measures.map((row) =>
    row.measure !== 'commitments'
      ? row
      : {
          ...row,
          difference: -123_400,
          loaded: row.loaded - 123_400,
        },
  );
  model.equations = model.equations.map((row, index) =>
    index === 4 ? { ...row, actual: '9110811.10', holds: false } : row,
  );
  model.hashTotals = model.hashTotals.map((row, index) => (index === 1 ? { ...row, target: '2', holds: false } : row));
  return model;
}

/** With a read-back from Sage in which one commitment line differs. */
export function readBackFixture(): ReconciliationReport {
  const model = reportFixture();
  const posted = <Row extends VendorNode | JobNode>(row: Row): Row =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key,
        isThreeWay(value) ? { ...value, sageCents: value.loadedCents } : value,
      ]),
    ) as unknown as Row;
  model.head = { ...model.head, sageReadBack: '2025-03-14T01:55:00Z', approvedBy: 'D. Okafor, Controller' };
  model.measures = model.measures.map((row) => ({ ...row, postedInSage: row.loaded + row.unchanged, notYetPosted: 0 }));
  model.vendors = model.vendors.map(posted);
  model.jobs = model.jobs.map(posted);
  const isPaidLess = (row: VendorNode): boolean =>
    row.vendor === 'ACME01' &&
    (row.commitment === null || (row.commitment === 'SC-24101-01' && (row.line === null || row.line === 1)));
  model.vendors = model.vendors.map((row) =>
    isPaidLess(row) ? { ...row, paid: { ...row.paid, sageCents: row.paid.loadedCents - 100_000 } } : row,
  );
  return model;
}

function isThreeWay(value: unknown): value is ThreeWay {
  return typeof value === 'object' && value !== null && 'loadedCents' in value;
}

/** A night on which nothing came. */
export function emptyFixture(): ReconciliationReport {
  const none = both(0, 0);
  const flow = (): OpenItems['held'] => ({
    opening: none,
    new: none,
    loaded: none,
    withdrawn: none,
    closing: none,
    ages: { '0-1': none, '2-7': none, '8-30': none, '>30': none },
  });
  const { head } = reportFixture();
  return {
    head: { ...head, status: 'unchanged', newestExtracts: [] },
    measures: [],
    equations: [],
    actions: [],
    openItems: { held: flow(), waiting: flow(), rows: [] },
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
