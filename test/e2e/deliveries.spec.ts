/** Ways to hand a file over: constant columns, a named dataset, a tie, and objects as Procore's REST API gives them. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { BatchHome, type RanBatch } from '../support/batch-home.js';

jest.setTimeout(120_000);

let home: BatchHome;
let rest: RanBatch;
let exported: RanBatch;

/** A subcontract and its requisition as the API gives them; amounts as text, lines nested, everything by id. */
const subcontract = {
  id: 5001,
  number: 'SC-501',
  title: 'Concrete',
  status: 'Approved',
  executed: true,
  accounting_method: 'amount',
  retainage_percent: '10.0',
  contract_date: '2026-09-01',
  type: 'WorkOrderContract',
  vendor: { id: 7001, company: 'Acme Concrete' },
  project: { id: 9501, name: 'Deep River School' },
  line_items: [
    {
      id: 61,
      position: 1,
      description: 'Footings',
      amount: '10000.00',
      wbs_code: { id: 1, flat_code: '03-300.S', description: 'Footings.Subcontract' },
    },
    {
      id: 62,
      position: 2,
      description: 'Slab',
      amount: '5000.00',
      wbs_code: { id: 2, flat_code: '03-350.S', description: 'Slab.Subcontract' },
    },
  ],
};
const item = (id: number, position: number, code: string, work: string, retained: string): object => ({
  id,
  item_type: 'contract_item',
  position,
  description_of_work: 'Work',
  wbs_code: { id, flat_code: code },
  scheduled_value: '10000.00',
  work_completed_from_previous_application: '0.00',
  work_completed_this_period: work,
  materials_presently_stored: '0.00',
  work_completed_retainage_retained_this_period: retained,
  work_completed_retainage_released_this_period: '0.0',
  materials_stored_retainage_currently_retained: '0.0',
  total_completed_and_stored_to_date: work,
});
const requisition = {
  id: 58820,
  commitment_id: 5001,
  commitment_type: 'WorkOrderContract',
  vendor_id: 7001,
  vendor_name: 'Acme Concrete',
  invoice_number: 'PA-1',
  number: 1,
  billing_date: '2026-11-20',
  requisition_start: '2026-11-01',
  requisition_end: '2026-11-30',
  status: 'approved',
  final: false,
  invoice_type: 'progress',
  summary: { current_payment_due: '4050.0', total_retainage: '450.0' },
  contract_items: [item(71, 1, '03-300.S', '4000.00', '400.00'), item(72, 2, '03-350.S', '500.00', '50.00')],
};

beforeAll(async () => {
  home = await BatchHome.open();
  rest = await home.batch({
    'standard-cost-codes.csv':
      'cost_code,description,group_cost_code\n03-000,Concrete,Yes\n03-300,Footings,No\n03-350,Slab,No\n',
    'standard-categories.csv': 'category,description,accumulation\nS,Subcontract,Subcontract\n',
    'companies.csv': 'vendor_code,name,procore_id\nACME,Acme Concrete,7001\n',
    'projects.csv': 'project_number,name,is_active,procore_id\n26-501,Deep River School,Yes,9501\n',
    'project-cost-codes.csv':
      'project_number,cost_code,description,cost_type\n26-501,03-300,Footings,S\n26-501,03-350,Slab,S\n',
    'commitments.json': JSON.stringify([subcontract]),
    'requisitions.ndjson': `${JSON.stringify(requisition)}\n`,
  });
  exported = await home.batch(
    { 'Budget export.csv': 'Cost Code,Cost Type,Description,Original Budget\n03-300,S,Footings,"$20,000.00"\n' },
    '--set',
    'project_number=26-501',
  );
});
afterAll(() => home.remove());

describe('objects of the REST API', () => {
  it('become documents, their nested items lines, and ids the codes they stand for', async () => {
    expect(rest.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect({ code: rest.code, balanced: rest.summary.tieOut.balanced }).toEqual({ code: 0, balanced: true });
    expect(rest.dataset('commitments')).toMatchObject({
      documents: { inserted: 1 },
      amounts: { amount: { loaded: '15000.00' } },
    });
    expect(rest.dataset('subcontractor-invoices')).toMatchObject({
      rows: { read: 2 },
      documents: { inserted: 1 },
      amounts: { amount: { loaded: '4500.00' }, retainage: { loaded: '450.00' }, net: { loaded: '4050.00' } },
    });
    expect(
      await home.query(
        `select vendor, invoice, amount::text, retainage::text, invoice_date::text from sage.apm_master__invoice`,
      ),
    ).toEqual([
      { vendor: 'ACME', invoice: 'PA-1', amount: '4500.00', retainage: '450.00', invoice_date: '2026-11-20' },
    ]);
    expect(
      await home.query(
        `select commitment, commitment_line_item as line, cost_code, amount::text
         from sage.apm_master__distribution order by 2`,
      ),
    ).toEqual([
      { commitment: 'SC-501', line: 1, cost_code: '03-300', amount: '4000.00' },
      { commitment: 'SC-501', line: 2, cost_code: '03-350', amount: '500.00' },
    ]);
  });
});

describe('--set', () => {
  it('gives an export the column that it does not have', async () => {
    expect({ code: exported.code, issues: exported.issues }).toEqual({ code: 0, issues: [] });
    expect(exported.dataset('budgets')).toMatchObject({
      documents: { inserted: 1 },
      amounts: { amount: { loaded: '20000.00' } },
    });
    expect(await home.query('select job, cost_code, amount::text from sage.jct_new__transaction')).toEqual([
      { job: '26-501', cost_code: '03-300', amount: '20000.00' },
    ]);
  });

  it('of a column that no dataset of the batch has is refused', async () => {
    const run = await home.tieout([
      'run',
      home.deliver({ 'accounts.csv': 'account,title\n1000,Cash\n' }),
      '--set',
      'projct_number=26-501',
      '--json',
    ]);
    expect(run.code).toBe(2);
    expect(run.json<{ fault: { message: string } }>().fault.message).toContain('projct_number');
  });
});

describe('the dataset of a file', () => {
  /** A budget view: half its columns are a budget's, half a forecast's. */
  const view =
    'project_number,cost_code,cost_type,original_budget_amount,forecast_to_complete\n26-501,03-350,S,8000.00,7500.00\n';

  it('is taken from --dataset before all else', async () => {
    const named = await home.batch(
      { 'gl-accounts.csv': 'account,title,cost_code,description\n1,x,03-390,Slab on grade\n' },
      '--dataset',
      'standard-cost-codes',
    );
    expect(named.summary.datasets.map(({ dataset }) => dataset)).toEqual(['standard-cost-codes']);
    expect(named.dataset('standard-cost-codes').documents).toMatchObject({ read: 1, inserted: 1 });
  });

  it('is told by the file name where the columns fit two equally well; where it is silent the file stops', async () => {
    const tied = await home.batch({ 'Budget-Forecasts of November.csv': view, 'view.csv': view });
    expect(tied.code).toBe(3);
    expect(tied.issues.map(({ file, code, severity }) => [file, code, severity])).toEqual([
      ['Budget-Forecasts of November.csv', 'file.unknown-column', 'warning'],
      ['view.csv', 'file.ambiguous-dataset', 'error'],
    ]);
    expect(tied.issues[1]!.message).toContain('budget-forecasts and budgets');
    expect(tied.summary.datasets.map(({ dataset }) => dataset)).toEqual(['budget-forecasts']);
    expect(tied.dataset('budget-forecasts').amounts['amount']).toMatchObject({ loaded: '7500.00' });
    const named = await home.batch({ 'view.csv': view }, '--dataset', 'budgets');
    expect(named.code).toBe(0);
    expect(named.dataset('budgets').amounts['amount']).toMatchObject({ loaded: '8000.00' });
  });
});
