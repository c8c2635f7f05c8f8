/**
 * A whole fictional contractor from one seed: the model, and its rows per dataset in the words of INTERFACE §3.
 * Promise: everything in it is right; under the demo profile every document loads. Same seed and sizes, same rows.
 * Does not: make mistakes on purpose (`special-documents.mjs` does) or write files.
 */
import { rateOf } from './amounts.mjs';
import { invoiceRows, makeInvoices } from './billing.mjs';
import { changeOrderRows, commitmentRows, makeChangeOrders, makeCommitments } from './commitments.mjs';
import {
  budgetChangeRows,
  budgetRows,
  contractRows,
  forecastRows,
  makeBudgets,
  makeContracts,
  makePrimeChangeOrders,
  ownerInvoiceRows,
  primeChangeRows,
  timecardRows,
} from './estimates.mjs';
import { companyRow, insuranceRows, makeProjects, makeVendors, projectRows, standardRows } from './masters.mjs';
import { seededRandom } from './seeded-random.mjs';

export const NIGHTLY_SEED = 26_300;

export const NIGHTLY_SIZES = {
  projects: 12,
  projectsWithSubJobs: 4,
  vendors: 38,
  subcontractsPerProject: [2, 3],
  purchaseOrdersPerProject: [1, 2],
  linesPerCommitment: [2, 12],
  changeOrderShare: 0.7,
  applications: 3,
  lastBilling: '2026-11-20',
  completeShare: 0.12,
  billedOrderShare: 0.35,
  ownerInvoicesPerProject: 2,
  employees: 10,
  days: 5,
};

/** Each part has a stream of its own, so that a change in one never reshuffles the others. */
export function makeModel(seed = NIGHTLY_SEED, sizes = {}) {
  const all = { ...NIGHTLY_SIZES, ...sizes };
  const stream = (part) => seededRandom(seed * 31 + part);
  const vendors = makeVendors(stream(1), all.vendors);
  const projects = makeProjects(stream(2), all);
  makeCommitments(stream(3), projects, vendors, all);
  taxOrders(projects.at(-1));
  makeChangeOrders(stream(4), projects, all);
  makeInvoices(stream(5), projects, all);
  makeBudgets(stream(6), projects);
  makeContracts(stream(7), projects);
  makePrimeChangeOrders(stream(8), projects);
  return { seed, sizes: all, vendors, projects };
}

/** Sales tax on the purchase orders of the last job. */
function taxOrders(project) {
  for (const order of project.commitments.filter((commitment) => commitment.kind === 'Purchase Order')) {
    for (const line of order.lines) Object.assign(line, { taxCode: 'NCGUIL', taxCents: rateOf(line.cents, 675) });
  }
}

export function rowsOf({ seed, sizes, vendors, projects }) {
  const stream = (part) => seededRandom(seed * 31 + part);
  const commitments = projects.flatMap((project) => project.commitments);
  const insurance = stream(20);
  return {
    ...standardRows(),
    companies: vendors.map(companyRow),
    'company-insurances': vendors.flatMap((vendor) => insuranceRows(insurance, vendor)),
    ...projectRows(projects),
    budgets: budgetRows(projects),
    'budget-changes': budgetChangeRows(stream(21), projects),
    'budget-forecasts': forecastRows(stream(22), projects),
    contracts: contractRows(projects),
    commitments: commitments.flatMap(commitmentRows),
    'commitment-change-orders': commitments.flatMap((commitment) => commitment.changeOrders.flatMap(changeOrderRows)),
    'prime-contract-change-orders': projects.flatMap((project) => primeChangeRows(project, project.primeChange)),
    'subcontractor-invoices': commitments.flatMap((commitment) => commitment.invoices.flatMap(invoiceRows)),
    'owner-invoices': ownerInvoiceRows(stream(23), projects, sizes),
    timecards: timecardRows(stream(24), projects, sizes),
  };
}

/** Rows per dataset, values as plain text: ISO dates, `1234.50`, codes in the mask. */
export function makeDemoCompany(seed = NIGHTLY_SEED, sizes = {}) {
  return rowsOf(makeModel(seed, sizes));
}
