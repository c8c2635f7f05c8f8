/**
 * Control totals that cannot fail prove nothing: each is shown a company in which one thing it watches is wrong.
 * What is done wrong is rolled back, so that every case starts from the same company, tied out.
 */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type pg from 'pg';
import type { Catalog } from '../../src/core/catalog.js';
import { connect } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { companyEquations } from '../../src/store/reconcile-batch.js';
import { plainFiles } from '../support/law-runner.js';
import { matchFile, repositoryCatalog } from '../support/memory-extracts.js';
import { startServer, type TestDatabase } from '../support/postgres-by-url.js';
import { PostgresStore } from '../support/postgres-store.js';
import { document, GROUND, type SourceDocument } from '../support/source-documents.js';

jest.setTimeout(180_000);

const COMPANY = 'control';
const coded = { project_number: '26-101', cost_code: '03-300', cost_type: 'S' };
const bill = { invoice_number: 'A-1', commitment_number: 'SC-1', billing_date: '2026-10-20', status: 'Approved' };
const NIGHT: readonly SourceDocument[] = [
  ...GROUND,
  document('budgets', '26-101', [
    { ...coded, original_budget_amount: '900.00' },
    { ...coded, cost_code: '03-350', original_budget_amount: '100.00' },
  ]),
  document('commitments', 'SC-1', [
    { ...coded, ...commitment(), line_number: '1', amount: '500.00' },
    { ...coded, ...commitment(), line_number: '2', cost_code: '03-350', amount: '300.00' },
  ]),
  document('subcontractor-invoices', 'A-1', [
    { ...bill, ...coded, line_number: '1', commitment_line_number: '1', work_completed_this_period: '40.00' },
    { ...bill, ...coded, line_number: '2', commitment_line_number: '1', work_completed_this_period: '2.50' },
    {
      ...bill,
      ...coded,
      cost_code: '03-350',
      line_number: '3',
      commitment_line_number: '2',
      work_completed_this_period: '7.00',
      retainage_held_this_period: '0.70',
    },
  ]),
];

function commitment(): Record<string, string> {
  return {
    commitment_number: 'SC-1',
    type: 'Subcontract',
    title: 'Concrete',
    vendor_code: 'ACME',
    status: 'Approved',
    executed: 'Yes',
  };
}

let database: TestDatabase;
let client: pg.Client;
let catalog: Catalog;

beforeAll(async () => {
  database = await startServer();
  await migrate(database.url);
  client = await connect(database.url);
  catalog = await repositoryCatalog();
  const sheets = plainFiles(NIGHT, 'night').map((file) => matchFile(catalog, file));
  const facts = { asOf: '2026-11-23', origin: 'procore', accept: 'auto' } as const;
  const run = await new PostgresStore(client, COMPANY).run(catalog, sheets, facts);
  expect(run.summary.map(({ documents }) => documents.read - documents.inserted)).toEqual(run.summary.map(() => 0));
});

afterAll(async () => {
  await client.end();
  await database.stop();
});

/** Names of the equations that do not hold after the statement. */
async function failing(sql: string): Promise<string[]> {
  await client.query('begin');
  try {
    const { rowCount } = await client.query(sql);
    expect(rowCount).toBeGreaterThan(0);
    const equations = await companyEquations(client, COMPANY, catalog.datasets, 0);
    return equations.filter(({ holds }) => !holds).map(({ name, dataset }) => [dataset, name].join(' ').trim());
  } finally {
    await client.query('rollback');
  }
}

const only = `where tieout_company = '${COMPANY}'`;
const distributed = ['amount-loaded', 'net-loaded', 'amount-by-vendor', 'amount-by-job', 'amount-by-coding'];

it('hold for the company as it was loaded', async () => {
  const equations = await companyEquations(client, COMPANY, catalog.datasets, 0);
  expect(equations.filter(({ holds }) => !holds)).toEqual([]);
  expect(equations.length).toBeGreaterThan(30);
});

it('see a cent too much in one distribution', async () => {
  const found = await failing(
    `update sage.apm_master__distribution set amount = amount + 0.01 ${only} and amount = 7.00`,
  );
  for (const name of distributed) expect(found).toContain(`subcontractor-invoices ${name}`);
  expect(found).toContain('total:jcm_master__category.jtd_cost');
});

it('see money that went to another cost code of the same job, though every sum is right', async () => {
  const found = await failing(
    `update sage.apm_master__distribution set cost_code = '03-350' ${only} and cost_code = '03-300'`,
  );
  expect(found.filter((name) => name.startsWith('subcontractor-invoices'))).toEqual([
    'subcontractor-invoices amount-by-coding',
  ]);
  const budget = await failing(`update sage.jct_new__transaction set category = 'M' ${only} and cost_code = '03-300'`);
  expect(budget.filter((name) => name.startsWith('budgets'))).toEqual(['budgets amount-by-coding']);
});

it('see a document that is gone', async () => {
  expect(await failing(`delete from sage.jcm_master__commitment_item ${only} and cost_code = '03-350'`)).toEqual(
    expect.arrayContaining(['commitments amount-loaded', 'commitments amount-by-coding']),
  );
});

it.each([
  ['jcm_master__category', 'commitment_invoiced'],
  ['jcm_master__category', 'original_estimate'],
  ['jcm_master__cost_code', 'original_commitment'],
  ['jcm_master__job', 'jtd_cost'],
  ['jcm_master__commitment_item', 'retainage_held'],
  ['jcm_master__commitment', 'amount_invoiced'],
])('see a total of %s that Sage would keep otherwise: %s', async (table, column) => {
  const found = await failing(`update sage.${table} set ${column} = ${column} + 0.01 ${only} and ${column} <> 0`);
  expect(found).toContain(`total:${table}.${column}`);
});
