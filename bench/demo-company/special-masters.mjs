/**
 * The special documents among vendors, jobs, codes, estimates, owner invoices and time (see `special-documents.mjs`).
 * Promise: as there.
 * Does not: make commitments, their changes or invoices.
 */
import { asTyped } from './as-typed.mjs';

export function makeSpecialMasters(book) {
  specialCompanies(book);
  specialInsurances(book);
  specialJobs(book);
  specialEstimates(book);
  specialOwnerInvoices(book);
  specialTime(book);
}

const add = (book, dataset, ...rows) => book.patch(dataset, null, () => rows);

function specialCompanies(book) {
  const row = (vendor_code, name, more = {}) =>
    add(book, 'companies', {
      vendor_code,
      name,
      vendor_type: 'Subcontractor',
      trade: 'Glass and Glazing',
      address_1: '12 Loom Street',
      city: 'Asheboro',
      state: 'NC',
      zip: '27203',
      country: 'US',
      phone: '(336) 555-0177',
      email: 'office@wexley.example',
      is_active: 'Yes',
      ...more,
    });
  row('WEXLEYGL', 'Wexley Glass & Glazing, LLC');
  row('WEXLEY2', 'Wexley Glass and Glazing Inc.', { address_1: '14 Loom Street' });
  book.note('companies', 'WEXLEYGL and WEXLEY2', 'warned', 'two companies, one name but for & and the legal suffix');
  row('BRACKMECH', 'Brackenthwaite Mechanical & Plumbing Contractors, Inc.', { trade: 'HVAC' });
  book.note('companies', 'BRACKMECH', 'held', 'the name has 54 characters, Sage holds 30');
  row('OLDFENCE', 'Olderfield Fencing Co.', { trade: 'Fencing', is_active: 'No' });
  book.note('companies', 'OLDFENCE', 'excluded', 'the company is inactive');
  row('', 'Tarrowby Land Surveying, PLLC', { vendor_type: 'Consultant', trade: 'Surveying' });
  book.note('companies', 'Tarrowby Land Surveying, PLLC', 'waiting', 'a new company without a vendor code');
  row('MOONLIGHT', 'Moonlight Handyman Services', { vendor_type: 'Moonlighter', trade: 'Repairs' });
  book.note('companies', 'MOONLIGHT', 'held', "the vendor type Moonlighter is not in the company's table");
}

function specialInsurances(book) {
  const vendor = (code) => book.model.vendors.find((candidate) => candidate.code === code);
  vendor('HOLLISFO').insured = false;
  book.patch(
    'company-insurances',
    (row) => row.vendor_code === 'PENHALLO' && row.insurance_type === 'General Liability',
    (row) => Object.assign(row, { effective_date: '2025-10-01', expiration_date: '2026-09-30' }),
  );
  book.note('company-insurances', 'PENHALLO', 'loaded', 'its general liability has expired; its invoices are warned');
  const policy = (vendor_code, policy_number, effective_date, expiration_date) =>
    add(book, 'company-insurances', {
      vendor_code,
      insurance_type: 'General Liability',
      provider: 'Haw River Mutual',
      policy_number,
      effective_date,
      expiration_date,
      limit: '1000000.00',
    });
  policy('AMBRY', 'GL100001-25', '2025-03-01', '2026-03-01');
  book.note('company-insurances', 'AMBRY', 'loaded', 'two policies of one type: the later expiration is in force');
  policy('LOSTVENDOR', 'GL100003-26', '2026-06-01', '2027-06-01');
  book.note('company-insurances', 'LOSTVENDOR', 'waiting', 'the vendor LOSTVENDOR is in no file and not in Sage');
  policy('BRACKMECH', 'GL100004-26', '2026-06-01', '2027-06-01');
  book.note('company-insurances', 'BRACKMECH', 'waiting', 'its vendor is held');
  add(book, 'company-insurances', {
    vendor_code: 'WEXLEYGL',
    insurance_type: 'Umbrella',
    provider: 'Haw River Mutual',
    policy_number: 'UMB100002-26',
    effective_date: '2026-02-01',
    expiration_date: asTyped('02/30/2027'),
    limit: '5000000.00',
  });
  book.note('company-insurances', 'WEXLEYGL', 'held', 'the expiration date 02/30/2027 does not exist');
}

function specialJobs(book) {
  const row = (project_number, name) =>
    add(book, 'projects', {
      project_number,
      name,
      address_1: '1 Depot Street',
      city: 'Burlington',
      state: 'NC',
      zip: '27215',
      start_date: '2026-10-05',
      completion_date: '2027-06-30',
      is_active: 'Yes',
    });
  row('26-113', 'Alder Community College Allied Health Building');
  book.note('projects', '26-113', 'held', 'the name has 46 characters, Sage holds 30');
  row('2026-14', 'Switchyard Warehouse');
  book.note('projects', '2026-14', 'held', 'the job 2026-14 is outside the mask 99-999');
  add(book, 'sub-jobs', { project_number: '26-113', sub_job: 'LABS', name: 'Teaching Labs' });
  book.note('sub-jobs', '26-113 LABS', 'waiting', 'its job 26-113 is held');
  add(book, 'standard-cost-codes', { cost_code: '09950', description: 'Wallcoverings', group_cost_code: 'No' });
  book.note('standard-cost-codes', '09950', 'held', 'a code without sections is never guessed (nearest: 09-910)');
  const code = (project_number, cost_code, description, cost_type) =>
    add(book, 'project-cost-codes', { project_number, sub_job: '', cost_code, description, cost_type });
  code('26-104', '48-100', 'Power Generation', 'S');
  book.note('project-cost-codes', '26-104 48-100', 'held', 'the division 48 does not exist');
  code('26-105', '10-140', 'Signage', 'X');
  book.note('project-cost-codes', '26-105 10-140', 'held', "the cost type X is not in the company's table");
  code('26-113', '01-310', 'Project Management', 'L');
  book.note('project-cost-codes', '26-113 01-310', 'waiting', 'its job 26-113 is held');
}

function specialEstimates(book) {
  const change = (project_number, change_number, status, pcco, ...lines) =>
    add(
      book,
      'budget-changes',
      ...lines.map(([cost_code, cost_type, description, amount]) => ({
        project_number,
        change_number,
        prime_contract_change_order_number: pcco,
        sub_job: '',
        cost_code,
        cost_type,
        description,
        date: '2026-11-09',
        status,
        amount,
      })),
    );
  book.patch(
    'budgets',
    (row) => row.project_number === '26-111' && row.cost_code === '01-900',
    (row) => {
      row.original_budget_amount = asTyped('TBD');
    },
  );
  book.note('budgets', '26-111', 'held', 'the amount of 01-900 says TBD: the whole budget is held');
  book.patch(
    'budget-forecasts',
    (row) => row.project_number === '26-109' && row.cost_code === '01-740',
    (row) => {
      row.forecast_to_complete = asTyped('see PM');
    },
  );
  book.note('budget-forecasts', '26-109', 'held', 'the forecast of 01-740 says "see PM"');
  change('26-102', '1', 'Draft', '', ['01-500', 'M', 'Fence rental, extended', '1850.00']);
  book.note('budget-changes', '26-102 1', 'excluded', 'budget change in status Draft');
  const { primeChange } = book.project('26-104');
  change(
    '26-104',
    '1',
    'Approved',
    primeChange.number,
    ...primeChange.lines.map((line) => [line.code, line.type, 'From PCCO 001', (line.estimate / 100).toFixed(2)]),
  );
  book.note(
    'budget-changes',
    '26-104 1',
    'loaded',
    'it names PCCO 001, which posts no estimate change in this profile',
  );
  change('26-106', '1', 'Approved', '', ['01-500', 'X', 'Cost type of another company', '640.00']);
  book.note('budget-changes', '26-106 1', 'held', "the cost type X is not in the company's table");
  change('26-108', '1', 'Approved', '', ['04-200', 'S', 'Screen wall', '12400.00']);
  book.note('budget-changes', '26-108 1', 'waiting', '04-200 is a code of division 04, but not on job 26-108');
  const prime = (project_number, number, title, status, contract_item) =>
    add(book, 'prime-contract-change-orders', {
      project_number,
      change_order_number: number,
      title,
      status,
      transaction_date: '2026-11-13',
      line_number: '1',
      contract_item,
      sub_job: '',
      cost_code: '01-310',
      cost_type: 'L',
      description: 'Project Management',
      estimate_amount: '2400.00',
      revenue_amount: '2592.00',
    });
  prime('26-103', '002', 'Glass canopy', 'Pending', '1000');
  book.note('prime-contract-change-orders', '26-103 002', 'excluded', 'change order in status Pending');
  prime('26-105', '002', 'Bike shelter', 'Approved', '9900');
  book.note('prime-contract-change-orders', '26-105 002', 'waiting', 'the contract has no item 9900');
}

function specialOwnerInvoices(book) {
  const row = (project_number, invoice_number, billing_date, status, contract_item) =>
    add(book, 'owner-invoices', {
      project_number,
      invoice_number,
      billing_date,
      period_start: '2026-12-01',
      period_end: '2026-12-31',
      status,
      line_number: '1',
      contract_item,
      description: 'General conditions',
      work_completed_this_period: '8500.00',
      materials_presently_stored: '0.00',
      materials_previously_stored: '0.00',
      retainage_held_this_period: '425.00',
      retainage_released_this_period: '0.00',
    });
  row('26-101', '3', '2026-12-20', 'Draft', '1000');
  book.note('owner-invoices', '26-101 3', 'excluded', 'owner invoice in status Draft');
  row('26-102', '3', '2026-12-20', 'Approved', '9900');
  book.note('owner-invoices', '26-102 3', 'waiting', 'the contract has no item 9900');
  row('26-103', '3', asTyped('13/32/2026'), 'Approved', '1000');
  book.note('owner-invoices', '26-103 3', 'held', 'the billing date 13/32/2026 does not exist');
}

function specialTime(book) {
  const row = (employee, date, cost_code, hours, status = 'Approved') =>
    add(book, 'timecards', {
      employee,
      date,
      project_number: '26-102',
      sub_job: '',
      cost_code,
      pay_id: 'REG',
      time_type: 'Regular Time',
      classification: 'LAB',
      period_end_date: '2026-11-15',
      status,
      hours,
    });
  row('E1003', '2026-11-14', '03-100', '6.00', 'Pending');
  book.note('timecards', 'E1003 2026-11-14', 'excluded', 'time that is not approved');
  row('E1004', '2026-11-14', '03-100', asTyped('6h30'));
  book.note('timecards', 'E1004 2026-11-14', 'held', 'the hours 6h30 do not parse');
  row('E1008', '2026-11-14', '04-200', '5.50');
  book.note('timecards', 'E1008 2026-11-14', 'waiting', '04-200 is a code of division 04, but not on job 26-102');
}
