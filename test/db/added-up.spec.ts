/**
 * What is added up once for many must still be what each of them would have found: after a check has held documents,
 * and where a profile counts nothing on arrival.
 */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type pg from 'pg';
import { buildReport } from '../../src/store/build-report.js';
import { connect } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { plainFiles } from '../support/law-runner.js';
import { matchFile, repositoryCatalog, type ProfileChange } from '../support/memory-extracts.js';
import { startServer, type TestDatabase } from '../support/postgres-by-url.js';
import { PostgresStore } from '../support/postgres-store.js';
import { document, GROUND, type SourceDocument } from '../support/source-documents.js';

jest.setTimeout(180_000);

const coded = { project_number: '26-101', cost_code: '03-300', cost_type: 'S' };
const other = { ...coded, cost_code: '03-350' };
const commitment = { commitment_number: 'SC-1', type: 'Subcontract', title: 'Concrete', vendor_code: 'ACME' };
const signed = { ...commitment, status: 'Approved', executed: 'Yes' };
const billed = (number: string, line: string, amount: string): SourceDocument => {
  const bill = { invoice_number: number, commitment_number: 'SC-1', billing_date: '2026-10-20', status: 'Approved' };
  const coding = line === '1' ? coded : other;
  const lines = [{ ...bill, ...coding, line_number: '1', commitment_line_number: line }];
  return document(
    'subcontractor-invoices',
    number,
    lines.map((entry) => ({ ...entry, work_completed_this_period: amount })),
  );
};
const NIGHT: readonly SourceDocument[] = [
  ...GROUND,
  document('commitments', 'SC-1', [
    { ...coded, ...signed, line_number: '1', amount: '500.00' },
    { ...other, ...signed, line_number: '2', amount: '300.00' },
  ]),
  billed('A-1', '1', '42.50'),
  billed('A-2', '2', '400.00'),
];

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await startServer();
  await migrate(database.url);
  client = await connect(database.url);
});

afterAll(async () => {
  await client.end();
  await database.stop();
});

async function run(company: string, change: ProfileChange) {
  const catalog = await repositoryCatalog(change);
  const sheets = plainFiles(NIGHT, 'night').map((file) => matchFile(catalog, file));
  const facts = { asOf: '2026-11-23', origin: 'procore', accept: 'auto' } as const;
  const { batch, differences } = await new PostgresStore(client, company).run(catalog, sheets, facts);
  expect(differences).toEqual([]);
  const { rows } = await client.query<{ item_number: number; amount_billed: string; amount_invoiced: string }>(
    `select item_number, coalesce(amount_billed, 0)::text as amount_billed,
       coalesce(amount_invoiced, 0)::text as amount_invoiced
     from sage.jcm_master__commitment_item where tieout_company = $1 order by 1`,
    [company],
  );
  const sent = await client.query<{ cents: string }>(
    `select sum(amount) as cents from tieout.coding_sum
     where tieout_company = $1 and dataset = 'subcontractor-invoices'`,
    [company],
  );
  const report = await buildReport(client, company, batch, catalog);
  return {
    items: rows.map((row) => [Number(row.amount_billed), Number(row.amount_invoiced)]),
    sent: Number(sent.rows[0]!.cents),
    billed: report.billedAgainstCharged.map((row) => [row.line, row.billedCents, row.chargedCents]),
    jobs: report.jobs.map((row) => [row.costCode, row.invoiced.procoreCents, row.invoiced.loadedCents]),
  };
}

it('is made anew without the documents that a check holds', async () => {
  expect(await run('held', { warningsAsHolds: ['invoice.over-billed'] })).toEqual({
    items: [
      [42.5, 42.5],
      [0, 0],
    ],
    sent: 4250,
    billed: [[1, 4250, 4250]],
    jobs: expect.arrayContaining([['03-300', 4250, 4250]]),
  });
});

it('has what is billed and charged where nothing is counted on arrival', async () => {
  const found = await run('uncounted', {
    countedOnArrival: {
      budgets: false,
      'budget-changes': false,
      commitments: true,
      'commitment-change-orders': false,
      'prime-contract-change-orders': false,
      'subcontractor-invoices': false,
      'owner-invoices': false,
    },
  });
  expect(found).toEqual({
    items: [
      [42.5, 0],
      [400, 0],
    ],
    sent: 44250,
    billed: [
      [1, 4250, 4250],
      [2, 40000, 40000],
    ],
    jobs: expect.arrayContaining([['03-300', 4250, 0]]),
  });
});
