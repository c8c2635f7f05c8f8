/**
 * What is open from night to night: the opening of every batch is the closing of the one before, in documents and
 * cents; what leaves is named with what stands for it; ages follow the business date.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import Papa from 'papaparse';
import type pg from 'pg';
import type { Catalog } from '../../src/core/catalog.js';
import { formatCents } from '../../src/core/money.js';
import type { DatasetSummary, Issue } from '../../src/core/nouns.js';
import type { OpenItemFlow, ReconciliationReport } from '../../src/core/report-model.js';
import { buildReport } from '../../src/store/build-report.js';
import { connect } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { company } from '../support/company-cases.js';
import { damage, damaged } from '../support/damaged-documents.js';
import { plainFiles } from '../support/law-runner.js';
import { matchFile, repositoryCatalog, type MemoryFile } from '../support/memory-extracts.js';
import { startServer, type TestDatabase } from '../support/postgres-by-url.js';
import { PostgresStore } from '../support/postgres-store.js';
import { GROUND } from '../support/source-documents.js';

jest.setTimeout(180_000);

type Content = Omit<MemoryFile, 'name'>;

/** Rows of a file, as CSV has them. */
function csv(dataset: string, header: string, ...rows: string[]): Content {
  const { data } = Papa.parse<Record<string, string>>([header, ...rows].join('\n'), { header: true });
  return { dataset, rows: data };
}

const MASTERS: Readonly<Record<string, Content>> = {
  codes: csv(
    'standard-cost-codes',
    'cost_code,description,group_cost_code',
    '03-000,Concrete,Yes',
    '03-300,Footings,No',
    '05-000,Metals,Yes',
    '05-120,Steel,No',
  ),
  categories: csv('standard-categories', 'category,description,accumulation', 'S,Subcontract,Subcontract'),
  companies: csv('companies', 'vendor_code,name,procore_id', 'ACME,Acme Concrete,7001'),
  projects: csv('projects', 'project_number,name,is_active', '26-701,Ferry Landing,Yes'),
  jobCodes: csv(
    'project-cost-codes',
    'project_number,cost_code,description,cost_type',
    '26-701,03-300,Footings,S',
    '26-701,05-120,Steel,S',
  ),
};

const companies = (header: string, ...rows: string[]): Content => csv('companies', header, ...rows);

const commitments = (...rows: string[]): Content =>
  csv(
    'commitments',
    'commitment_number,project_number,type,title,vendor_code,status,line_number,cost_code,cost_type,amount',
    ...rows,
  );
const subcontract = (number: string, amount: string): string =>
  `${number},26-701,Subcontract,Concrete,ACME,Approved,1,03-300,S,${amount}`;

const invoices = (...rows: string[]): Content =>
  csv(
    'subcontractor-invoices',
    'vendor_code,invoice_number,commitment_number,billing_date,status,line_number,commitment_line_number,' +
      'cost_code,cost_type,work_completed_this_period,current_payment_due',
    ...rows,
  );
const bill = (vendor: string, number: string, commitment: string, work: string, due = work): string =>
  `${vendor},${number},${commitment},2026-02-28,Approved,1,1,03-300,S,${work},${due}`;

let database: TestDatabase;
let client: pg.Client;
let catalog: Catalog;

beforeAll(async () => {
  database = await startServer();
  await migrate(database.url);
  client = await connect(database.url);
  catalog = await repositoryCatalog();
});

afterAll(async () => {
  await client.end();
  await database.stop();
});

interface Night {
  readonly report: ReconciliationReport;
  readonly issues: readonly Issue[];
  dataset(name: string): Omit<DatasetSummary, 'files'>;
  codesOf(document: string): string[];
}

/** Batches of one company, one a day from 2 March 2026 on; each is checked against the one before. */
class Nights {
  private day = 1;
  private before: ReconciliationReport['openItems'] | null = null;
  private readonly store: PostgresStore;

  constructor(
    private readonly name: string,
    private readonly definitions: Catalog = catalog,
  ) {
    this.store = new PostgresStore(client, name);
  }

  night(files: Readonly<Record<string, Content>>, asOf?: string): Promise<Night> {
    return this.run(
      Object.entries(files).map(([name, content]) => ({ name, ...content })),
      asOf,
    );
  }

  async run(files: readonly MemoryFile[], asOf = `2026-03-${String(++this.day).padStart(2, '0')}`): Promise<Night> {
    const sheets = files.map((file) => matchFile(this.definitions, file));
    const ran = await this.store.run(this.definitions, sheets, { asOf, origin: 'procore', accept: 'auto' });
    expect(ran.differences).toEqual([]);
    const report = await buildReport(client, this.name, ran.batch, this.definitions);
    this.follow(report, files.map(({ name }) => name).join());
    const { rows: issues } = await client.query<Issue>(
      'select * from tieout.issue where tieout_company = $1 and batch = $2 order by sequence',
      [this.name, ran.batch],
    );
    return {
      report,
      issues,
      dataset: (name) => ran.summary.find((entry) => entry.dataset === name)!,
      codesOf: (document) => issues.filter((issue) => issue.document === document).map(({ code }) => code),
    };
  }

  private follow({ openItems }: ReconciliationReport, files: string): void {
    const parts = [{ dataset: 'all', ...openItems }, ...openItems.datasets];
    for (const { dataset, ...flows } of parts) {
      const before = [{ dataset: 'all', ...this.before }, ...(this.before?.datasets ?? [])].find(
        (part) => part.dataset === dataset,
      );
      for (const state of ['held', 'waiting'] as const) {
        const { opening, closing, ...moves } = flows[state];
        const expected = before?.[state]?.closing ?? { count: 0, cents: 0 };
        expect({ files, dataset, state, opening }).toEqual({ files, dataset, state, opening: expected });
        for (const unit of ['count', 'cents'] as const) {
          const net = opening[unit] + moves.new[unit] - moves.loaded[unit] - moves.withdrawn[unit];
          const aged = Object.values(moves.ages).reduce((sum, age) => sum + age[unit], 0);
          expect([files, dataset, state, unit, net, aged]).toEqual([files, dataset, state, unit, closing[unit], net]);
        }
      }
    }
    const gone = this.before?.datasets.filter(({ dataset }) => !parts.some((part) => part.dataset === dataset)) ?? [];
    expect(gone.filter(({ held, waiting }) => held.closing.count + waiting.closing.count > 0)).toEqual([]);
    this.before = openItems;
  }

  async stateOf(dataset: string, document: string): Promise<string | null> {
    const { rows } = await client.query<{ state: string }>(
      'select state from tieout.document where tieout_company = $1 and dataset = $2 and document = $3',
      [this.name, dataset, document],
    );
    return rows[0]?.state ?? null;
  }
}

const amounts = (flow: OpenItemFlow): Record<string, string> =>
  Object.fromEntries(
    (['opening', 'new', 'loaded', 'withdrawn', 'closing'] as const).map((name) => [
      name,
      `${flow[name].count} · ${formatCents(BigInt(flow[name].cents))}`,
    ]),
  );

let nights: Nights;
let companiesMade = 0;
beforeEach(async () => {
  nights = new Nights(`company ${++companiesMade}`);
  const first = await nights.night(MASTERS);
  expect(first.issues).toEqual([]);
});

describe('the roll-forward of open items', () => {
  it('follows a document whose identity changes when it loads, changes amount, and copies that differ', async () => {
    const waiting = await nights.night({ 'i.csv': invoices(bill('', 'B-4', 'SC-1', '10.00')) });
    expect(amounts(waiting.report.openItems.waiting)).toMatchObject({ new: '1 · 10.00', closing: '1 · 10.00' });
    const loads = await nights.night({ 'c.csv': commitments(subcontract('SC-1', '1000.00')) });
    expect(amounts(loads.report.openItems.waiting)).toMatchObject({ loaded: '1 · 10.00', closing: '0 · 0.00' });

    await nights.night({ 'h.csv': invoices(bill('ACME', 'H-1', 'SC-1', '100.00', '99.00')) });
    const corrected = await nights.night({ 'h.csv': invoices(bill('ACME', 'H-1', 'SC-1', '90.00', '89.00')) });
    expect(amounts(corrected.report.openItems.held)).toEqual({
      opening: '1 · 100.00',
      new: '1 · 90.00',
      loaded: '0 · 0.00',
      withdrawn: '1 · 100.00',
      closing: '1 · 90.00',
    });
    const right = await nights.night({ 'h.csv': invoices(bill('ACME', 'H-1', 'SC-1', '80.00')) });
    expect(amounts(right.report.openItems.held)).toMatchObject({ loaded: '1 · 90.00', closing: '0 · 0.00' });

    const copies = await nights.night({
      'a.csv': invoices(bill('ACME', 'X-1', 'SC-1', '20.00')),
      'b.csv': invoices(bill('ACME', 'X-1', 'SC-1', '21.00')),
    });
    expect(copies.dataset('subcontractor-invoices')).toMatchObject({
      documents: { held: 2 },
      amounts: { amount: { held: '41.00' } },
    });
    expect(amounts(copies.report.openItems.held)).toMatchObject({ new: '2 · 41.00', closing: '2 · 41.00' });
    const next = await nights.night({ 'c.csv': commitments(subcontract('SC-2', '5.00')) });
    expect(amounts(next.report.openItems.held)).toMatchObject({ opening: '2 · 41.00', closing: '2 · 41.00' });
    const once = await nights.night({ 'a.csv': invoices(bill('ACME', 'X-1', 'SC-1', '21.00')) });
    expect(amounts(once.report.openItems.held)).toMatchObject({ loaded: '2 · 41.00', closing: '0 · 0.00' });
  });

  it('counts a copy that is delivered alike once, and a document that comes again every night as one', async () => {
    const files = { 'a.csv': invoices(bill('ACME', 'W-1', 'SC-9', '7.00')) };
    const twice = await nights.night({ ...files, 'b.csv': files['a.csv'] });
    expect(amounts(twice.report.openItems.waiting)).toMatchObject({ closing: '1 · 7.00' });
    const again = await nights.night(files);
    expect(amounts(again.report.openItems.waiting)).toEqual({
      opening: '1 · 7.00',
      new: '0 · 0.00',
      loaded: '0 · 0.00',
      withdrawn: '0 · 0.00',
      closing: '1 · 7.00',
    });
    expect(again.report.openItems.rows.map(({ ageDays }) => ageDays)).toEqual([1]);
  });

  it('holds on generated companies, with damage, copies and nights without files', async () => {
    const cases = fc.record({ first: company, changes: fc.array(damage, { minLength: 1, maxLength: 3 }) });
    for (const [index, { first, changes }] of fc.sample(cases, { numRuns: 4, seed: 20_260_302 }).entries()) {
      const generated = new Nights(`generated ${index}`);
      const second = changes.reduce(damaged, first);
      await generated.run(plainFiles(GROUND, 'ground'));
      await generated.run([...plainFiles(second, 'first'), ...plainFiles(first.slice(0, 3), 'copy')]);
      await generated.run(plainFiles(second.slice(1), 'second'));
      await generated.run(plainFiles(first, 'third'));
      await generated.run([]);
    }
  });

  it('ages by the business date', async () => {
    await nights.night({ 'c.csv': commitments(subcontract('SC-1', 'ten')) });
    const later = await nights.night({ 'c2.csv': commitments(subcontract('SC-2', '5.00')) }, '2026-06-30');
    expect(later.report.openItems.held.ages).toMatchObject({ '0-1': { count: 0 }, '>30': { count: 1 } });
    expect(later.report.openItems.rows.map(({ ageDays }) => ageDays)).toEqual([119]);
    expect(later.report.actions.map(({ ageDays }) => ageDays)).toEqual([119]);
  });
});

describe('copies that differ between two files', () => {
  it('keep their one reason, with both files, on every later night', async () => {
    const load = commitments(subcontract('SC-1', '1000.00'));
    const first = await nights.night({
      'c.csv': load,
      'a.csv': invoices(bill('ACME', 'X-1', 'SC-1', '20.00')),
      'b.csv': invoices(bill('ACME', 'X-1', 'SC-1', '21.00')),
    });
    const second = await nights.night({ 'c2.csv': commitments(subcontract('SC-2', '5.00')) });
    const third = await nights.night({ 'c3.csv': commitments(subcontract('SC-3', '5.00')) });
    for (const ran of [first, second, third]) {
      expect(ran.issues.map(({ code, file, row }) => [code, file, row])).toEqual([
        ['document.differs-between-files', 'a.csv', 2],
        ['document.differs-between-files', 'b.csv', 2],
      ]);
      expect(ran.issues[0]!.message).toContain('a.csv and b.csv');
    }
  });
});

describe('a held row without a key', () => {
  const keyless = ',26-701,Subcontract,Concrete,ACME,Approved,1,05-120,S,9000.00';
  const first = commitments(subcontract('V-1', '5.00'), keyless);

  it('stays when another night brings a file of the same name', async () => {
    await nights.night({ 'c.csv': first });
    await nights.night({ 'other.csv': commitments(subcontract('V-3', '5.00')) });
    const same = await nights.night({ 'c.csv': commitments(subcontract('V-2', '5.00')) });
    expect(same.dataset('commitments').amounts['amount']).toMatchObject({ carried: '9000.00', held: '9000.00' });
    expect(await nights.stateOf('commitments', '?c.csv##3')).toBe('held');
  });

  it('stays beside another row without a key at the same place', async () => {
    await nights.night({ 'c.csv': first });
    const other = keyless.replace('9000.00', '70.00');
    const second = await nights.night({ 'c.csv': commitments(subcontract('V-2', '5.00'), other) });
    expect(amounts(second.report.openItems.held)).toMatchObject({ closing: '2 · 9070.00' });
    const third = await nights.night({ 'd.csv': commitments(subcontract('V-3', '5.00')) });
    expect(amounts(third.report.openItems.held)).toMatchObject({ new: '0 · 0.00', closing: '2 · 9070.00' });
  });

  it('is one with the same row in a newer file, whatever its name and place', async () => {
    await nights.night({ 'c.csv': first });
    const again = await nights.night({ 'tonight.csv': commitments(keyless, subcontract('V-2', '5.00')) });
    expect(again.dataset('commitments').documents).toMatchObject({ read: 2, carried: 0, held: 1 });
    expect(amounts(again.report.openItems.held)).toMatchObject({ opening: '1 · 9000.00', new: '0 · 0.00' });
    expect(again.report.openItems.rows.map(({ ageDays }) => ageDays)).toEqual([1]);
  });

  it('goes when it comes again with its key, and this is said', async () => {
    await nights.night({ 'c.csv': first });
    const typed = await nights.night({ 'c.csv': commitments(subcontract('V-1', '5.00'), `V-9${keyless}`) });
    expect(amounts(typed.report.openItems.held)).toMatchObject({ loaded: '1 · 9000.00', closing: '0 · 0.00' });
    expect(typed.issues.map(({ code, severity, row, message }) => [code, severity, row, message])).toEqual([
      ['document.row-withdrawn', 'warning', 3, expect.stringContaining('came again as V-9 in c.csv')],
    ]);
    expect(await nights.stateOf('commitments', '?c.csv##3')).toBeNull();
  });

  it('is withdrawn, and this is said, when the same file comes without it', async () => {
    await nights.night({ 'c.csv': first });
    const gone = await nights.night({ 'c.csv': commitments(subcontract('V-1', '5.00'), subcontract('V-2', '6.00')) });
    expect(amounts(gone.report.openItems.held)).toMatchObject({ withdrawn: '1 · 9000.00', closing: '0 · 0.00' });
    expect(gone.issues.map(({ code, file, row }) => [code, file, row])).toEqual([
      ['document.row-withdrawn', 'c.csv', 3],
    ]);
  });
});

describe('a held row without a key, where files hold everything', () => {
  it('is withdrawn when they come without it', async () => {
    const full = new Nights('full extracts', await repositoryCatalog({ fullExtract: ['commitments'] }));
    await full.night(MASTERS);
    await full.night({ 'c.csv': commitments(',26-701,Subcontract,Concrete,ACME,Approved,1,05-120,S,9000.00') });
    const gone = await full.night({ 'tonight.csv': commitments(subcontract('V-2', '6.00')) });
    expect(amounts(gone.report.openItems.held)).toMatchObject({ withdrawn: '1 · 9000.00', closing: '0 · 0.00' });
    expect(gone.issues.map(({ code, file }) => [code, file])).toEqual([['document.row-withdrawn', 'c.csv']]);
  });
});

describe('a company that waits for its code', () => {
  const waitsFor = { code: 'vendor.code-needed' };

  it('that is known by name only goes in the batch that brings the code', async () => {
    const first = await nights.night({ 'v.csv': companies('name,city', 'Nameless Paving,Durham') });
    expect(first.issues).toMatchObject([waitsFor]);
    const second = await nights.night({ 'v.csv': companies('vendor_code,name', 'NAMELESS,Nameless Paving') });
    expect(amounts(second.report.openItems.waiting)).toMatchObject({ loaded: '1 · 0.00', closing: '0 · 0.00' });
  });

  it("that has Procore's id goes in the batch that brings the code, under whatever name", async () => {
    const first = await nights.night({ 'v.csv': companies('vendor_code,name,procore_id', ',New Co,9007') });
    expect(first.issues).toMatchObject([waitsFor]);
    const second = await nights.night({ 'v.csv': companies('vendor_code,name,procore_id', 'NEWCO,New Company,9007') });
    expect(amounts(second.report.openItems.waiting)).toMatchObject({ loaded: '1 · 0.00', closing: '0 · 0.00' });
  });

  it('goes on waiting when a company of its name has another id, or two have its name', async () => {
    await nights.night({ 'v.csv': companies('vendor_code,name,procore_id', ',Twin Electric,1') });
    const other = await nights.night({ 'v.csv': companies('vendor_code,name,procore_id', 'TWIN2,Twin Electric,2') });
    expect(amounts(other.report.openItems.waiting)).toMatchObject({ closing: '1 · 0.00' });
    const both = await nights.night({
      'v.csv': companies('vendor_code,name', 'TWIN3,Twin Electric', 'TWIN4,Twin Electric'),
    });
    expect(amounts(both.report.openItems.waiting)).toMatchObject({ closing: '1 · 0.00' });
  });
});

describe('one invoice number on two commitments of a vendor', () => {
  const both = commitments(subcontract('SC-A', '500.00'), subcontract('SC-B', '500.00'));

  it('holds both, each named, with the setting that tells them apart', async () => {
    const files = { 'c.csv': both, 'i.csv': invoices(bill('', '3', 'SC-A', '50.00'), bill('', '3', 'SC-B', '51.00')) };
    const first = await nights.night(files);
    expect(first.issues.map(({ code, file, row }) => [code, file, row])).toEqual([
      ['document.number-used', 'i.csv', 2],
      ['document.number-used', 'i.csv', 3],
    ]);
    const { message } = first.issues[0]!;
    for (const text of ['SC-A (i.csv, row 2)', 'SC-B (i.csv, row 3)', 'ACME 3', 'invoiceIdentity'])
      expect(message).toContain(text);
    const next = await nights.night({ 'c2.csv': commitments(subcontract('SC-C', '5.00')) });
    expect(next.issues.map(({ code }) => code)).toEqual(['document.number-used', 'document.number-used']);
    expect(amounts(next.report.openItems.held)).toMatchObject({ new: '0 · 0.00', closing: '2 · 101.00' });
  });

  it('never takes one for a newer copy of the other', async () => {
    await nights.night({ 'i.csv': invoices(bill('', '3', 'SC-A', '50.00')) });
    const second = await nights.night({ 'c.csv': both, 'j.csv': invoices(bill('', '3', 'SC-B', '51.00')) });
    expect(second.dataset('subcontractor-invoices').amounts['amount']).toMatchObject({
      carried: '50.00',
      held: '101.00',
    });
    expect(second.codesOf('ACME|3')).toEqual(['document.number-used', 'document.number-used']);
  });

  it('is still one document named in two ways where the commitment is one', async () => {
    const rows = invoices(bill('ACME', '3', 'SC-A', '50.00'), bill('', '3', 'SC-A', '51.00').replace(',1,1,', ',2,1,'));
    const ran = await nights.night({ 'c.csv': both, 'i.csv': rows });
    expect(ran.codesOf('ACME|3')).toEqual(['document.named-differently']);
  });
});
