/** One company over several nights: what comes again, changed, withdrawn, corrected, later, or without a column. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { BatchHome, type RanBatch } from '../support/batch-home.js';

jest.setTimeout(120_000);

const masters = {
  'standard-cost-codes.csv':
    'cost_code,description,group_cost_code\n03-000,Concrete,Yes\n03-300,Footings,No\n' +
    '05-000,Metals,Yes\n05-120,Steel,No\n',
  'standard-categories.csv': 'category,description,accumulation\nS,Subcontract,Subcontract\nL,Labor,Labor\n',
  'projects.csv': 'project_number,name,is_active,procore_id\n26-301,Millrace Library,Yes,9301\n',
  'project-cost-codes.csv':
    'project_number,cost_code,description,cost_type\n26-301,03-300,Footings,S\n' +
    '26-301,05-120,Steel,S\n26-301,05-120,Steel,L\n',
};
const companies = `vendor_code,name,city,phone,procore_id
ACME,Acme Concrete,Greensboro,(336) 555-0101,7001
BOLT,Bolt Steel,Durham,(336) 555-0102,7002
TWIN1,Twin Electric,Durham,,7003
TWIN2,Twin Electric,Asheboro,,7004
`;

const commitmentHead =
  'commitment_number,project_number,type,title,vendor_code,status,line_number,cost_code,cost_type,description,amount';

/** One line of a subcontract of 26-301. */
function subcontract(
  number: string,
  amount: string,
  more: { vendor?: string; status?: string; line?: number } = {},
): string {
  const { vendor = 'ACME', status = 'Approved', line = 1 } = more;
  return `${number},26-301,Subcontract,Concrete,${vendor},${status},${line},03-300,S,Footings,${amount}`;
}

const commitments = (...rows: string[]): string => [commitmentHead, ...rows, ''].join('\n');

const invoiceHead =
  'vendor_code,invoice_number,commitment_number,billing_date,status,line_number,commitment_line_number,' +
  'cost_code,cost_type,' +
  'work_completed_this_period,retainage_held_this_period';
const invoice = (number: string, work: string, status = 'Approved'): string =>
  `${invoiceHead}\nACME,${number},C-1,2026-11-10,${status},1,1,03-300,S,${work},50.00\n`;

let home: BatchHome;
let first: RanBatch;
let second: RanBatch;
let third: RanBatch;

beforeAll(async () => {
  home = await BatchHome.open();
  first = await home.batch({
    ...masters,
    'companies.csv': companies,
    'commitments.csv': commitments(
      subcontract('C-1', '1000.00'),
      subcontract('C-1', '500.00', { line: 2 }),
      subcontract('C-2', '2000.00'),
      subcontract('C-3', '3000.00'),
      subcontract('C-4', '4000.00', { vendor: 'LATECO' }),
      subcontract('C-5', 'ten'),
      subcontract('C-10', '10.00'),
    ),
    'commitments-copy.csv': commitments(
      subcontract('C-1', '500.00', { line: 2 }),
      subcontract('C-1', '$1000.00'),
      subcontract('C-10', '11.00'),
    ),
    'commitments-by-name.csv':
      'commitment_number,project_name,type,title,vendor_name,vendor_id,status,' +
      'line_number,cost_code,cost_type,amount\n' +
      'C-6,Millrace Library,Subcontract,Steel,Bolt Steel,,Approved,1,05-120,S,6000.00\n' +
      'C-7,Millrace Library,Subcontract,Steel,,7001,Approved,1,05-120,S,7000.00\n' +
      'C-8,Millrace Library,Subcontract,Wiring,Twin Electric,,Approved,1,05-120,S,8000.00\n' +
      'C-9,Millrace Library,Subcontract,Steel,Bolt Steal,,Approved,1,05-120,S,9000.00\n',
    'subcontractor-invoices.csv': invoice('I-1', '500.00'),
    'budgets.csv':
      'project_number,cost_code,cost_type,original_budget_amount\n' +
      '26-301,03-300,S,100000.00\n26-301,05-120,S,50000.00\n',
    'budget-forecasts.csv':
      'project_number,cost_code,cost_type,forecast_to_complete\n26-301,03-300,S,90000.00\n26-301,05-120,S,40000.00\n',
  });
  second = await home.batch({
    // No phone column; the vendor that C-4 waits for.
    'companies.csv': 'vendor_code,name,city\nACME,Acme Concrete,High Point\nLATECO,Late Company,Raleigh\n',
    'commitments.csv': commitments(
      subcontract('C-1', '1000.00', { status: 'Complete' }),
      subcontract('C-1', '500.00', { line: 2, status: 'Complete' }),
      subcontract('C-2', '2222.00'),
      subcontract('C-3', '3000.00', { status: 'Void' }),
      subcontract('C-5', '5000.00'),
    ),
    'subcontractor-invoices.csv': invoice('I-1', '600.00'),
    'budgets.csv':
      'project_number,cost_code,cost_type,original_budget_amount\n26-301,03-300,S,100000.00\n26-301,05-120,L,7000.00\n',
    'budget-forecasts.csv': 'project_number,cost_code,cost_type,forecast_to_complete\n26-301,03-300,S,80000.00\n',
  });
  third = await home.batch({
    'commitments.csv': commitments(subcontract('C-2', '2000.00'), subcontract('C-3', '3000.00')),
    'subcontractor-invoices.csv': invoice('I-1', '500.00', 'Draft'),
    'budgets.csv': 'project_number,cost_code,cost_type,original_budget_amount\n26-301,03-300,S,123456.00\n',
  });
});
afterAll(() => home.remove());

it('every batch ties out', () => {
  for (const { code, summary } of [first, second, third])
    expect({ code, balanced: summary.tieOut.balanced, differences: summary.tieOut.differences }).toEqual({
      code: 3,
      balanced: true,
      differences: [],
    });
});

it('every opening of the open items is the closing before it', () => {
  const flows = [first, second, third].map(({ summary }) => openItems(summary.reports.json!));
  for (const [index, flow] of flows.entries()) {
    const before = flows[index - 1] ?? { held: { closing: NONE }, waiting: { closing: NONE } };
    expect([flow.held.opening, flow.waiting.opening]).toEqual([before.held.closing, before.waiting.closing]);
  }
});

describe('a commitment', () => {
  it('that is in two files of a batch, and equal, is one document', async () => {
    expect(first.codesOf('C-1')).toEqual([]);
    expect(await amounts('C-1')).toEqual([
      ['1', '1000.00'],
      ['2', '500.00'],
    ]);
    // C-1 twice as one, C-10 twice held.
    expect(first.dataset('commitments').documents).toMatchObject({ inserted: 5, waiting: 1 });
  });

  it('that is in two files and differs is held, with both', async () => {
    expect(new Set(first.codesOf('C-10')).size).toBe(1);
    expect(await stateOf('commitments', 'C-10')).toBe('held');
    expect(await amounts('C-10')).toEqual([]);
  });

  it('finds its vendor by name or Procore id, its job by name; ambiguous or near is held with candidates', async () => {
    const vendors = await home.query<{ commitment: string; vendor: string; job: string }>(
      `select commitment, vendor, job from sage.jcm_master__commitment
       where commitment in ('C-6', 'C-7', 'C-8', 'C-9') order by 1`,
    );
    expect(vendors).toEqual([
      { commitment: 'C-6', vendor: 'BOLT', job: '26-301' },
      { commitment: 'C-7', vendor: 'ACME', job: '26-301' },
    ]);
    const [ambiguous] = first.issues.filter(({ document }) => document === 'C-8');
    expect(ambiguous).toMatchObject({ severity: 'error', nearest: ['TWIN1', 'TWIN2'] });
    const [near] = first.issues.filter(({ document }) => document === 'C-9');
    expect(near).toMatchObject({ severity: 'error', nearest: [expect.stringContaining('BOLT')] });
  });

  it('that only became Complete is unchanged', async () => {
    expect(second.codesOf('C-1')).toEqual([]);
    expect(second.dataset('commitments').documents.unchanged).toBe(1);
    expect(await stateOf('commitments', 'C-1')).toBe('loaded');
  });

  it('that comes with another amount is held with the difference, and the tables keep the first', async () => {
    const [issue] = second.issues.filter(({ document }) => document === 'C-2');
    expect(issue).toMatchObject({ code: 'document.changed-after-loading', severity: 'error' });
    expect(issue!.message).toMatch(/2,?000\.00.*2,?222\.00/);
    expect(await amounts('C-2')).toEqual([['1', '2000.00']]);
    // With C-3, and C-8, C-9 and both deliveries of C-10 carried in.
    expect(second.dataset('commitments').amounts['amount']).toMatchObject({ held: '22243.00' });
  });

  it('that comes Void is held as withdrawn', async () => {
    expect(second.codesOf('C-3')).toEqual(['document.withdrawn-after-loading']);
    expect(await amounts('C-3')).toEqual([['1', '3000.00']]);
  });

  it('that is set back is unchanged again, and no longer open', async () => {
    expect([third.codesOf('C-2'), third.codesOf('C-3')]).toEqual([[], []]);
    expect(third.dataset('commitments').documents).toMatchObject({ read: 2, unchanged: 2 });
    expect([await stateOf('commitments', 'C-2'), await stateOf('commitments', 'C-3')]).toEqual(['loaded', 'loaded']);
  });

  it('that waited for its vendor goes by itself in the batch that brings it', async () => {
    const [waiting] = first.issues.filter(({ document }) => document === 'C-4');
    expect(waiting).toMatchObject({ code: 'vendor.missing', severity: 'warning', value: 'LATECO' });
    expect(second.dataset('commitments').documents.carried).toBeGreaterThanOrEqual(1);
    expect(await amounts('C-4')).toEqual([['1', '4000.00']]);
    expect(second.codesOf('C-4')).toEqual([]);
  });

  it('that was held is superseded by a newer extract: read, not carried', async () => {
    expect(first.codesOf('C-5')).toEqual(['cell.not-money']);
    expect(second.codesOf('C-5')).toEqual([]);
    expect(await amounts('C-5')).toEqual([['1', '5000.00']]);
    // Carried in: C-4, C-8, C-9 and both deliveries of C-10.
    expect(second.dataset('commitments').documents).toMatchObject({
      read: 4,
      carried: 5,
      inserted: 2,
      unchanged: 1,
      held: 6,
      waiting: 0,
      excluded: 0,
    });
  });
});

describe('an invoice', () => {
  it('that comes changed is held, and one that is a draft again is held as withdrawn', async () => {
    expect(first.codesOf('ACME|I-1')).toEqual([]);
    expect(second.codesOf('ACME|I-1')).toEqual(['document.changed-after-loading']);
    expect(third.codesOf('ACME|I-1')).toEqual(['document.withdrawn-after-loading']);
    expect(await home.query('select amount::text, retainage::text from sage.apm_master__invoice')).toEqual([
      { amount: '500.00', retainage: '50.00' },
    ]);
  });
});

describe('a company file', () => {
  it('without a phone column changes the city and never clears the phone', async () => {
    expect(second.dataset('companies').documents).toMatchObject({ inserted: 1, updated: 1 });
    const [acme] = await home.query<{ city: string; telephone: string }>(
      `select city, telephone from sage.apm_master__vendor where vendor = 'ACME'`,
    );
    expect(acme!.city).toBe('High Point');
    expect(acme!.telephone).toContain('555-0101');
  });

  it('keeps the image from before in the books', async () => {
    const [before] = await home.query<{ city: string }>(
      `select before_image ->> 'city' as city from tieout.row_change
       where target_table = 'apm_master__vendor' and batch = $1`,
      [second.summary.batch],
    );
    expect(before?.city).toBe('Greensboro');
  });
});

describe('a budget', () => {
  it('takes a further key, keeps what is absent, and holds a changed amount', async () => {
    expect(second.dataset('budgets').documents).toMatchObject({ read: 1, updated: 1 });
    expect(second.dataset('budgets').rows).toMatchObject({ read: 2, loaded: 1, unchanged: 1 });
    expect(second.dataset('budgets').amounts['amount']).toMatchObject({ loaded: '7000.00', unchanged: '100000.00' });
    expect(third.codesOf('26-301')).toEqual(['document.changed-after-loading']);
    expect(
      await home.query(
        `select cost_code, category, original_estimate::text as estimate
         from sage.jcm_master__category order by 1, 2 desc`,
      ),
    ).toEqual([
      { cost_code: '03-300', category: 'S', estimate: '100000.00' },
      { cost_code: '05-120', category: 'S', estimate: '50000.00' },
      { cost_code: '05-120', category: 'L', estimate: '7000.00' },
    ]);
    expect(await home.query('select original_estimate::text as estimate from sage.jcm_master__job')).toEqual([
      { estimate: '157000.00' },
    ]);
  });
});

describe('a forecast', () => {
  it('is a snapshot that replaces the figure before', async () => {
    expect(second.dataset('budget-forecasts').documents).toMatchObject({ read: 1, updated: 1, held: 0 });
    expect(
      await home.query(
        `select msc_cat_amt_2::text as forecast from sage.jcm_master__category
         where cost_code = '03-300' and category = 'S'`,
      ),
    ).toEqual([{ forecast: '80000.00' }]);
  });
});

const NONE = { count: 0, amount: '0.00' };

function openItems(path: string): Record<'held' | 'waiting', Record<'opening' | 'closing', typeof NONE>> {
  return (JSON.parse(readFileSync(path, 'utf8')) as { openItems: ReturnType<typeof openItems> }).openItems;
}

/** Item numbers and amounts in Sage. */
async function amounts(commitment: string): Promise<[string, string][]> {
  const rows = await home.query<{ item: string; amount: string }>(
    `select item_number::text as item, amount::text from sage.jcm_master__commitment_item
     where commitment = $1 order by item_number`,
    [commitment],
  );
  return rows.map(({ item, amount }) => [item, amount]);
}

async function stateOf(dataset: string, document: string): Promise<string | null> {
  const [row] = await home.query<{ state: string }>(
    'select state from tieout.document where dataset = $1 and document = $2',
    [dataset, document],
  );
  return row?.state ?? null;
}
