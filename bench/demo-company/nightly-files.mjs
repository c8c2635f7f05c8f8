/**
 * The files of the demo batch `samples/nightly`: which dataset comes in which form, under which headers.
 * Promise: same seed, same bytes; the README beside them is made from the same list of special documents.
 * Does not: write to disk (`demo-company.mjs` does).
 */
import { makeModel, rowsOf } from './company-model.mjs';
import { csvBytes, restOrders, workbookBytes } from './file-forms.mjs';
import { CODE_NAMES } from './standard-codes.mjs';
import { addSpecialDocuments } from './special-documents.mjs';

/** `a, b` → columns whose header is the name as an export shows it: `vendor_code` → `Vendor Code`; `x=H` renames. */
export function columns(text) {
  return text
    .trim()
    .split(/\s*,\s*|\n\s*/)
    .filter((part) => part !== '')
    .map((part) => {
      const [column, header] = part.split('=');
      return [
        column,
        header ??
          column
            .split('_')
            .map((word) => word[0].toUpperCase() + word.slice(1))
            .join(' '),
      ];
    });
}

const raw = (text) =>
  text
    .trim()
    .split(/[\s,]+/)
    .map((column) => [column, column]);

const INVOICE_COLUMNS = `invoice_number=Invoice #, vendor_code, commitment_number=Commitment #, project_number,
  billing_date, accounting_date, period_start, period_end, status, invoice_type, final, line_number,
  commitment_line_number, change_order_number, change_order_line_number, sub_job, cost_code, cost_type, description,
  quantity, uom, unit_cost,
  work_completed_this_period, materials_moved, materials_presently_stored, materials_previously_stored,
  retainage_held_this_period, retainage_released_this_period, current_payment_due`;

const INVOICE_MONEY = [
  'work_completed_this_period',
  'materials_moved',
  'materials_presently_stored',
  'materials_previously_stored',
  'retainage_held_this_period',
  'retainage_released_this_period',
];

/** Dataset → its plain files. Columns, spellings and dialect differ as people's exports do. */
const CSV_FILES = {
  'standard-cost-codes': { columns: raw('cost_code description group_cost_code') },
  'standard-categories': { columns: raw('category description accumulation') },
  'vendor-types': { columns: raw('vendor_type description') },
  'tax-groups': { columns: raw('tax_group description rate') },
  'gl-accounts': { columns: raw('account title') },
  companies: {
    columns: columns(`vendor_code, name, vendor_type, trade, address_1, address_2, city, state, zip, country, phone,
      email, is_active, procore_id=Procore ID`),
    bom: true,
    lineEnd: '\r\n',
    blankAfter: [20],
  },
  'company-insurances': {
    columns: columns('vendor_code, insurance_type, provider, policy_number, effective_date, expiration_date, limit'),
    money: 'dollars',
    date: 'us',
  },
  projects: {
    columns: columns(`project_number, name, address_1, city, state, zip, start_date, completion_date, is_active,
      procore_id=Procore ID`),
    date: 'us',
    encoding: 'windows-1252',
    lineEnd: '\r\n',
  },
  'sub-jobs': { columns: columns('project_number, sub_job, name') },
  'project-cost-codes': {
    columns: columns('project_number, sub_job, cost_code, description, cost_type'),
    delimiter: ';',
    costType: 'both',
  },
  'budget-changes': {
    columns: columns(`project_number, change_number, prime_contract_change_order_number, date, status, sub_job,
      cost_code, cost_type, description, amount`),
    money: 'dollarParentheses',
    date: 'bare',
    costType: 'both',
  },
  'budget-forecasts': {
    columns: columns(`project_number, sub_job, cost_code, cost_type, forecast_to_complete,
      estimated_cost_at_completion`),
    money: 'bareCents',
    code: 'named',
    costType: 'both',
  },
  contracts: { columns: raw('contract project_number customer contract_item schedule_value approved') },
  commitments: {
    columns: columns(`commitment_number=Commitment #, project_number, type, title, vendor_code, status, executed,
      accounting_method, retainage_percent, date, line_number, sub_job, cost_code, cost_type, description, quantity,
      uom, unit_cost, amount, tax_code, tax_amount`),
    money: 'dollars',
    date: 'us',
    costType: 'both',
    code: 'dash',
    percent: true,
    bom: true,
    lineEnd: '\r\n',
    blankAfter: [60, 61],
  },
  'commitment-change-orders': {
    columns: columns(`commitment_number=Commitment #, change_order_number, project_number, title, status, created_date,
      approved_date, transaction_date, line_number, commitment_line_number, sub_job, cost_code, cost_type, description,
      quantity, uom, unit_cost, amount`),
    money: 'parentheses',
    date: 'short',
    code: 'slash',
    costType: 'name',
  },
  'prime-contract-change-orders': {
    columns: columns(`project_number, change_order_number, title, status, transaction_date, line_number, contract_item,
      sub_job, cost_code, cost_type, description, estimate_amount, revenue_amount`),
    money: 'dollars',
    date: 'us',
  },
  'subcontractor-invoices': {
    columns: columns(`${INVOICE_COLUMNS}, tax_code, tax_amount`),
    money: 'dollars',
    date: 'us',
    code: 'slash',
    costType: 'letter',
    blankAfter: [100, 250],
  },
  'owner-invoices': {
    columns: columns(`project_number, invoice_number, billing_date, period_start, period_end, status, line_number,
      contract_item, description, work_completed_this_period, materials_presently_stored, materials_previously_stored,
      retainage_held_this_period, retainage_released_this_period`),
    money: 'parentheses',
    date: 'bare',
    lineEnd: '\r\n',
    total: INVOICE_MONEY.filter((column) => column !== 'materials_moved'),
  },
  timecards: {
    columns: columns(`employee, date, project_number, sub_job, cost_code, pay_id, time_type, classification,
      period_end_date, status, hours`),
    delimiter: '\t',
    date: 'bare',
    extension: 'tsv',
  },
};

/** The job whose invoices come as a workbook. */
const WORKBOOK_JOB = '26-104';

/** The job whose budget comes as Procore exports it: cost code tiers, and a row for each division. */
const TIERS_JOB = '26-106';

/** A division row has its tier and nothing else. */
function withDivisionRows(rows) {
  const seen = new Set();
  return rows.flatMap((row) => {
    const division = row.cost_code.slice(0, 2);
    if (row.project_number !== TIERS_JOB || seen.has(division)) return [row];
    seen.add(division);
    return [{ project_number: TIERS_JOB, sub_job: '', cost_code: `${division}-000` }, row];
  });
}

function asTiers(row) {
  const division = row.cost_code.slice(0, 2);
  const tiers = { ...row, cost_code_tier_1: `${division} - ${CODE_NAMES.get(`${division}-000`)}` };
  if (row.original_budget_amount === undefined) return tiers;
  return {
    ...tiers,
    cost_code_tier_2: `${row.cost_code} - ${CODE_NAMES.get(row.cost_code)}`,
    budget_modifications_amount: '0.00',
    revised_budget_amount: row.original_budget_amount,
  };
}

/** Everything of the demo batch: { files: name → bytes, rows, notes, model }. */
export async function nightly(seed) {
  const model = makeModel(seed);
  const special = addSpecialDocuments(model);
  const rows = rowsOf(model);
  special.finish(rows);
  rows.budgets = withDivisionRows(rows.budgets);
  const files = new Map();
  for (const [dataset, form] of Object.entries(CSV_FILES)) {
    files.set(`${dataset}.${form.extension ?? 'csv'}`, csvBytes(inCsv(dataset, rows[dataset], model), form));
  }
  const byCode = new Map(model.vendors.map((vendor) => [vendor.code, vendor]));
  files.set(
    'commitments-purchase-orders.json',
    restOrders(
      rows.commitments.filter((row) => inJson(row, model)),
      {
        vendor: (code) => byCode.get(code),
        project: (number) => model.projects.find((project) => project.number === number),
      },
    ),
  );
  const tiers = rows.budgets.filter((row) => row.project_number === TIERS_JOB).map(asTiers);
  files.set(`budgets-${TIERS_JOB}.csv`, csvBytes(tiers, TIERS_FORM));
  files.set(
    'budgets.xlsx',
    await workbookBytes([
      { name: 'Budget', rows: rows.budgets.filter((row) => row.project_number !== TIERS_JOB), form: BUDGET_FORM },
      { name: 'Read me', notes: ['Budget of all jobs, November 2026.', 'Nothing to import on this sheet.'] },
    ]),
  );
  files.set(
    `subcontractor-invoices-${WORKBOOK_JOB}.xlsx`,
    await workbookBytes([
      {
        name: 'Invoices',
        form: WORKBOOK_FORM,
        rows: rows['subcontractor-invoices'].filter((row) => row.project_number === WORKBOOK_JOB),
      },
    ]),
  );
  return { files, rows, notes: special.notes, model };
}

/** Modifications and revised budget are columns of the export that Tieout does not read. */
const TIERS_FORM = {
  columns: columns(`project_number, sub_job, cost_code_tier_1, cost_code_tier_2, cost_type, original_budget_amount,
    budget_modifications_amount=Budget Modifications, revised_budget_amount=Revised Budget`),
  money: 'dollars',
  costType: 'both',
};

const BUDGET_FORM = {
  columns: columns(`project_number, sub_job, cost_code, cost_type, description, quantity=Unit Qty, uom=UOM,
    original_budget_amount`),
  code: 'named',
  costType: 'both',
  blankAfter: [30],
};

/** The vendor is the commitment's: the office leaves it out. */
const WORKBOOK_FORM = {
  columns: columns(INVOICE_COLUMNS.replace(' vendor_code,', '')),
  code: 'named',
  costType: 'both',
  total: INVOICE_MONEY,
};

const isOrder = (row) => row.type === 'Purchase Order';
const inJson = (row, model) => isOrder(row) && row.project_number !== model.projects.at(-1).number;

function inCsv(dataset, rows, model) {
  if (dataset === 'commitments') return lastRowApart(rows.filter((row) => !inJson(row, model)));
  if (dataset === 'subcontractor-invoices') return rows.filter((row) => row.project_number !== WORKBOOK_JOB);
  return rows;
}

/** Rows of one document may stand anywhere: the last row of the first subcontract goes to the end of the file. */
function lastRowApart(rows) {
  const first = rows[0].commitment_number;
  const last = rows.findLastIndex((row) => row.commitment_number === first);
  return [...rows.slice(0, last), ...rows.slice(last + 1), rows[last]];
}
