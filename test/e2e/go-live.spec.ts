/** The opening position taken over from Sage, the first bills on top of it, and documents that wait for an approver. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { BatchHome, csv, type RanBatch } from '../support/batch-home.js';

jest.setTimeout(120_000);

const commitmentHead =
  'commitment_number,project_number,type,title,vendor_code,status,line_number,cost_code,cost_type,description,amount';

let home: BatchHome;
let opening: RanBatch;
let again: RanBatch;
let billed: RanBatch;
let manual: RanBatch;

beforeAll(async () => {
  home = await BatchHome.open();
  opening = await home.batch(
    {
      'standard-cost-codes.csv': 'cost_code,description,group_cost_code\n03-000,Concrete,Yes\n03-300,Footings,No\n',
      'standard-categories.csv': 'category,description,accumulation\nS,Subcontract,Subcontract\nL,Labor,Labor\n',
      'companies.csv': 'vendor_code,name,procore_id\nACME,Acme Concrete,7001\n',
      'projects.csv': 'project_number,name,is_active\n26-401,Old Mill,Yes\n',
      'project-cost-codes.csv':
        'project_number,cost_code,description,cost_type\n26-401,03-300,Footings,S\n26-401,03-300,Footings,L\n',
      'commitments.csv':
        `${commitmentHead},invoiced_to_date,retainage_held_to_date\n` +
        'SC-OLD,26-401,Subcontract,Footings,ACME,Approved,1,03-300,S,Footings,10000.00,4000.00,400.00\n',
      'budgets.csv': 'project_number,cost_code,cost_type,original_budget_amount\n26-401,03-300,S,12000.00\n',
    },
    '--origin',
    'sage',
  );
  // The nightly extract still holds the commitment, as Procore knows it.
  again = await home.batch({
    'commitments.csv': csv(
      commitmentHead,
      'SC-OLD,26-401,Subcontract,Footings,ACME,Approved,1,03-300,S,Footings,10000.00',
    ),
  });
  billed = await home.batch({
    'subcontractor-invoices.csv':
      'invoice_number,commitment_number,billing_date,status,line_number,commitment_line_number,cost_code,cost_type,' +
      'work_completed_this_period,retainage_held_this_period\n' +
      'I-7,SC-OLD,2026-11-10,Approved,1,1,03-300,S,7000.00,700.00\n',
  });
  manual = await home.batch(
    {
      'commitments.csv': `${commitmentHead}\nSC-NEW,26-401,Subcontract,Walls,ACME,Approved,1,03-300,S,Walls,5000.00\n`,
    },
    '--accept',
    'manual',
  );
});
afterAll(() => home.remove());

describe('--origin sage', () => {
  it('adopts everything, tied out', () => {
    expect({
      code: opening.code,
      status: opening.summary.status,
      issues: opening.issues,
      differences: opening.summary.tieOut.differences,
    }).toEqual({ code: 0, status: 'tied-out', issues: [], differences: [] });
    for (const { documents } of opening.summary.datasets)
      expect(documents.read).toBe(documents.inserted + documents.updated);
  });

  it('marks what it wrote, so that it is never filed or reversed', async () => {
    for (const table of [
      'apm_master__vendor',
      'jcm_master__job',
      'jcm_master__category',
      'jcm_master__commitment',
      'jcm_master__commitment_item',
      'jct_new__transaction',
    ]) {
      expect([
        table,
        await home.query(`select distinct tieout_origin as origin from sage.${table} where tieout_batch = $1`, [
          opening.summary.batch,
        ]),
      ]).toEqual([table, [{ origin: 'sage' }]]);
    }
  });

  it('takes what is invoiced and retained to date into item, commitment, category, cost code and job', async () => {
    const from = (table: string, columns: string): Promise<Record<string, string>[]> =>
      home.query(`select ${columns} from sage.${table}`);
    // 7,000.00 billed on top of the opening 4,000.00.
    expect(
      await from(
        'jcm_master__commitment_item',
        'amount::text, amount_invoiced::text, retainage_held::text, opening_invoiced::text',
      ),
    ).toContainEqual({
      amount: '10000.00',
      amount_invoiced: '11000.00',
      retainage_held: '1100.00',
      opening_invoiced: '4000.00',
    });
    expect(await from('jcm_master__commitment', 'amount_invoiced::text, retainage_held::text')).toContainEqual({
      amount_invoiced: '11000.00',
      retainage_held: '1100.00',
    });
    const columns =
      'original_commitment::text, revised_commitment::text, commitment_invoiced::text, ' +
      'retainage_held::text, original_estimate::text, jtd_cost::text';
    for (const table of ['jcm_master__category', 'jcm_master__cost_code', 'jcm_master__job']) {
      expect([table, await from(table, columns)]).toEqual([
        table,
        expect.arrayContaining([
          {
            original_commitment: '10000.00',
            revised_commitment: '10000.00',
            commitment_invoiced: '11000.00',
            retainage_held: '1100.00',
            original_estimate: '12000.00',
            jtd_cost: '7000.00',
          },
        ]),
      ]);
    }
  });

  it('is not changed by the extract that Procore sends of the same commitment', () => {
    expect({ code: again.code, issues: again.issues }).toEqual({ code: 0, issues: [] });
    expect(again.summary.status).toBe('unchanged');
    expect(again.dataset('commitments').documents).toMatchObject({ read: 1, unchanged: 1 });
  });

  it('counts as billed: the next invoice goes over the commitment', () => {
    expect({ code: billed.code, codes: billed.issues.map(({ code }) => code) }).toEqual({
      code: 0,
      codes: ['invoice.over-billed'],
    });
    expect(billed.issues[0]!.message).toMatch(/10,000\.00.*11,000\.00/);
    expect(billed.dataset('subcontractor-invoices').documents).toMatchObject({ inserted: 1 });
  });
});

describe('--accept manual', () => {
  it('leaves what is right waiting for an approver, and the tables as they were', async () => {
    expect(manual.code).toBe(3);
    expect(manual.codesOf('SC-NEW')).toEqual(['approval.pending']);
    expect(manual.dataset('commitments').documents).toMatchObject({ read: 1, waiting: 1, inserted: 0 });
    expect(await home.query(`select 1 from sage.jcm_master__commitment where commitment = 'SC-NEW'`)).toEqual([]);
    const ready = await home.tieout(['documents', '--state', 'ready', '--json']);
    expect(ready.json<{ documents: object[] }>().documents).toMatchObject([
      { dataset: 'commitments', document: 'SC-NEW', state: 'ready', amount: '5000.00' },
    ]);
  });

  it('lets it go by itself in a batch that accepts', async () => {
    const accepted = await home.batch({ 'projects.csv': 'project_number,name\n26-401,Old Mill\n' }, '--accept', 'auto');
    expect(accepted.dataset('commitments').documents).toMatchObject({ read: 0, carried: 1, inserted: 1 });
    expect(accepted.code).toBe(0);
  });
});
