/**
 * What the demo batch must come to, counted from its rows and the list of special documents by code of its own.
 * Promise: shares nothing with Tieout, so that the two can be held against each other.
 * Does not: know summarising; rows of a loaded document count as loaded, merged or not.
 */
const OUTCOMES = ['loaded', 'excluded', 'held', 'waiting'];

/** Dataset → the name of a row's document, as the list of special documents gives it. */
const DOCUMENT_OF = {
  'standard-cost-codes': (row) => row.cost_code,
  'standard-categories': (row) => row.category,
  'vendor-types': (row) => row.vendor_type,
  'tax-groups': (row) => row.tax_group,
  'gl-accounts': (row) => row.account,
  companies: (row) => row.vendor_code || row.name,
  'company-insurances': (row) => row.vendor_code,
  projects: (row) => row.project_number,
  'sub-jobs': (row) => `${row.project_number} ${row.sub_job}`,
  'project-cost-codes': (row) => `${row.project_number} ${row.sub_job} ${row.cost_code}`.replace('  ', ' '),
  budgets: (row) => row.project_number,
  'budget-changes': (row) => `${row.project_number} ${row.change_number}`,
  'budget-forecasts': (row) => row.project_number,
  contracts: (row) => row.contract,
  commitments: (row) => row.commitment_number,
  'commitment-change-orders': (row) => `${row.commitment_number} ${row.change_order_number}`,
  'prime-contract-change-orders': (row) => `${row.project_number} ${row.change_order_number}`,
  'subcontractor-invoices': (row) => `${row.vendor_code} ${row.invoice_number}`,
  'owner-invoices': (row) => `${row.project_number} ${row.invoice_number}`,
  timecards: (row) => `${row.employee} ${row.date}`,
};

const stored = [
  'work_completed_this_period',
  'materials_moved',
  'materials_presently_stored',
  '-materials_previously_stored',
];
const kept = ['retainage_held_this_period', '-retainage_released_this_period'];

/** Dataset → measure → columns that are added (or, with a minus, taken away). */
const MEASURES = {
  budgets: { amount: ['original_budget_amount'] },
  'budget-changes': { amount: ['amount'] },
  commitments: { amount: ['amount'] },
  'commitment-change-orders': { amount: ['amount'] },
  'prime-contract-change-orders': { amount: ['estimate_amount'], revenue: ['revenue_amount'] },
  'subcontractor-invoices': { amount: stored, retainage: kept, tax: ['tax_amount'] },
  'owner-invoices': { amount: stored, retainage: kept },
  timecards: { hours: ['hours'] },
};

const cellText = (value) => (value === undefined || value === '' ? '0.00' : value);

/** Whole cents, or null where a cell does not parse. */
function measure(row, columns) {
  let cents = 0;
  for (const name of columns) {
    const value = row[name.replace('-', '')];
    if (typeof value === 'object') return null;
    cents += (name.startsWith('-') ? -1 : 1) * Math.round(Number(cellText(value)) * 100);
  }
  return cents;
}

/** A line that bills nothing and holds nothing, a division row, or a policy of the year before, is left out alone. */
function leftOutAlone(dataset, row) {
  if (dataset === 'company-insurances') return row.policy_number.endsWith('-25');
  if (dataset === 'budgets') return row.original_budget_amount === undefined;
  if (dataset !== 'subcontractor-invoices' && dataset !== 'owner-invoices') return false;
  return measure(row, stored) === 0 && measure(row, kept) === 0;
}

/** { dataset: { documents, rows, amounts: { measure: { outcome: cents }, unreadableRows } } } */
export function expectNightly({ rows, notes }) {
  const expected = {};
  for (const [dataset, list] of Object.entries(rows)) {
    const special = new Map(
      notes
        .filter((note) => note.dataset === dataset && note.outcome !== 'warned')
        .map((note) => [note.document, note.outcome]),
    );
    const zero = () => Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0]));
    const counts = { documents: zero(), rows: zero(), amounts: {}, unreadableRows: 0 };
    const seen = new Set();
    for (const name of Object.keys(MEASURES[dataset] ?? {})) counts.amounts[name] = zero();
    for (const row of list) {
      const document = DOCUMENT_OF[dataset](row);
      const outcome = special.get(document) ?? 'loaded';
      if (!seen.has(document)) counts.documents[outcome]++;
      seen.add(document);
      const own = outcome === 'loaded' && leftOutAlone(dataset, row) ? 'excluded' : outcome;
      counts.rows[own]++;
      for (const [name, columns] of Object.entries(MEASURES[dataset] ?? {})) {
        const cents = measure(row, columns);
        if (cents === null) counts.unreadableRows++;
        else counts.amounts[name][own] += cents;
      }
    }
    const unknown = [...special.keys()].filter((document) => !seen.has(document));
    if (unknown.length > 0) throw new Error(`${dataset}: no rows for ${unknown.join(', ')}`);
    expected[dataset] = counts;
  }
  return expected;
}
