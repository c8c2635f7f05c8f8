/**
 * Subcontracts, purchase orders and their change orders.
 * Promise: quantity × unit cost is the amount to the cent; every line's code stands on its job; numbers fit Sage.
 * Does not: bill anything (`billing.mjs` does).
 */
import { addDays, extended, money, percentOf, unitCost } from './amounts.mjs';
import { needCode } from './masters.mjs';

export function makeCommitments(random, projects, vendors, sizes) {
  const contractors = vendors.filter((vendor) => vendor.type === 'Subcontractor');
  const suppliers = vendors.filter((vendor) => vendor.kind.costType !== undefined);
  let turn = 0;
  for (const project of projects) {
    const contracts = random.between(...sizes.subcontractsPerProject);
    for (let n = 1; n <= contracts; n++) {
      project.commitments.push(subcontract(random, project, contractors[turn++ % contractors.length], n, sizes));
    }
    const orders = random.between(...sizes.purchaseOrdersPerProject);
    for (let n = 1; n <= orders; n++) {
      project.commitments.push(purchaseOrder(random, project, random.pick(suppliers), n, sizes));
    }
  }
}

export function commitmentNumber(kind, project, n) {
  return `${kind}-${project.number.replace('-', '')}-${String(n).padStart(3, '0')}`;
}

function subcontract(random, project, vendor, n, sizes) {
  const { scopes, unit, name } = vendor.kind;
  const byUnit = unit !== null && random.chance(0.5);
  const subJob = project.subJobs.length > 0 && random.chance(0.55) ? random.pick(project.subJobs).code : '';
  const offered = Object.entries(scopes).flatMap(([code, texts]) => texts.map((text) => ({ code, text })));
  const count = lineCount(random, sizes);
  const lines = Array.from({ length: count }, (_, index) => {
    const { code, text } = offered[index % offered.length];
    const again = Math.floor(index / offered.length);
    const line = { number: index + 1, subJob, code, type: 'S', text: again > 0 ? `${text}, area ${again + 1}` : text };
    return byUnit ? priced(random, line, unit, 20, 400) : { ...line, cents: random.between(18, 640) * 10_000 };
  });
  // A lump sum that was negotiated has cents now and then.
  if (!byUnit && random.chance(0.3)) lines[0].cents += random.between(1, 9999);
  for (const line of lines) {
    needCode(project, subJob, line.code, 'S');
    // Now and then our own people help, or we buy what they install.
    if (random.chance(0.12)) needCode(project, subJob, line.code, random.pick(['L', 'M', 'E']));
  }
  return {
    number: commitmentNumber('SC', project, n),
    kind: 'Subcontract',
    project,
    vendor,
    lines,
    title: `${name}${subJob === '' ? '' : `, ${subJob}`}`,
    status: 'Approved',
    executed: 'Yes',
    method: byUnit ? 'unit' : 'amount',
    retainage: 10,
    date: addDays(project.start, random.between(5, 60)),
    changeOrders: [],
    invoices: [],
  };
}

function purchaseOrder(random, project, vendor, n, sizes) {
  const offered = Object.entries(vendor.kind.scopes).flatMap(([code, items]) => items.map((item) => ({ code, item })));
  const count = Math.max(2, Math.min(lineCount(random, sizes), offered.length * 2));
  const lines = Array.from({ length: count }, (_, index) => {
    const {
      code,
      item: [text, uom, least, most],
    } = offered[index % offered.length];
    const line = { number: index + 1, subJob: '', code, type: vendor.kind.costType, text };
    return priced(random, line, [uom, least, most], 2, 60);
  });
  for (const line of lines) needCode(project, '', line.code, line.type);
  return {
    number: commitmentNumber('PO', project, n),
    kind: 'Purchase Order',
    project,
    vendor,
    lines,
    title: vendor.kind.firm,
    status: 'Approved',
    executed: 'Yes',
    method: 'unit',
    retainage: 0,
    date: addDays(project.start, random.between(5, 90)),
    changeOrders: [],
    invoices: [],
  };
}

function lineCount(random, sizes) {
  const [least, most] = sizes.linesPerCommitment;
  return least + Math.floor(random.next() ** 1.15 * (most - least + 1));
}

/** Some unit costs have four decimals; their quantities are hundreds, so that the amount has whole cents. */
function priced(random, line, [uom, least, most], fewest, largest) {
  const fine = random.chance(0.2);
  const quantity = fine ? random.between(1, 9) * 100 : random.between(fewest, largest);
  const cost = random.between(least, most) * 100 + (fine ? 25 : 0);
  return { ...line, quantity, uom, unitCost: cost, cents: extended(quantity, cost) };
}

/** Some subcontracts get a change order: more of a line, less of a line, or both. */
export function makeChangeOrders(random, projects, sizes) {
  for (const project of projects) {
    for (const commitment of project.commitments) {
      if (commitment.kind !== 'Subcontract' || !random.chance(sizes.changeOrderShare)) continue;
      const lines = random
        .sample(commitment.lines, random.between(1, 2))
        .map((line, index) => changeLine(random, line, index + 1));
      addChangeOrder(commitment, random.pick(TITLES), lines, random.pick(CREATED));
    }
  }
}

const CREATED = ['2026-09-08', '2026-09-17', '2026-10-02', '2026-10-14'];

const TITLES = [
  'RFI 014, added scope',
  'ASI 03 revisions',
  'Owner request, north wing',
  'Credit, value engineering',
  'Unforeseen conditions',
  'Bulletin 2, "as built" walls',
];

function changeLine(random, line, number) {
  const percent = random.pick([4, 6, 8, 12, -5, -8]);
  const { subJob, code, type, text } = line;
  const base = { number, item: line.number, subJob, code, type, text: `Change: ${text}` };
  if (line.unitCost === undefined) return { ...base, cents: percentOf(line.cents, percent) };
  const quantity = Math.sign(percent) * Math.max(100, Math.floor((line.quantity * Math.abs(percent)) / 10_000) * 100);
  const allowed = quantity < 0 && line.quantity <= 200 ? 100 : quantity;
  const { uom, unitCost: cost } = line;
  return { ...base, quantity: allowed, uom, unitCost: cost, cents: extended(allowed, cost) };
}

export function addChangeOrder(commitment, title, lines, created, status = 'Approved') {
  const number = String(commitment.changeOrders.length + 1).padStart(3, '0');
  const order = { number, commitment, title, status, created, approved: addDays(created, 6), lines };
  commitment.changeOrders.push(order);
  return order;
}

// ----------------------------------------------------------------------------------------------------- rows

export function commitmentRows(commitment) {
  return commitment.lines.map((line) => ({
    commitment_number: commitment.number,
    project_number: commitment.project.number,
    type: commitment.kind,
    title: commitment.title,
    vendor_code: commitment.vendor.code,
    status: commitment.status,
    executed: commitment.executed,
    accounting_method: commitment.method,
    retainage_percent: `${commitment.retainage}.00`,
    date: commitment.date,
    line_number: String(line.number),
    ...codingCells(line),
    description: line.text,
    ...unitCells(line),
    amount: money(line.cents),
    tax_code: line.taxCode ?? '',
    tax_amount: line.taxCents === undefined ? '' : money(line.taxCents),
  }));
}

export function changeOrderRows(order) {
  return order.lines.map((line) => ({
    commitment_number: order.commitment.number,
    change_order_number: order.number,
    project_number: order.commitment.project.number,
    title: order.title,
    scope: order.scope ?? '',
    status: order.status,
    created_date: order.created,
    approved_date: order.approved,
    transaction_date: order.transaction ?? '',
    line_number: String(line.number),
    commitment_line_number: line.item === undefined ? '' : String(line.item),
    ...codingCells(line),
    description: line.text,
    ...unitCells(line),
    amount: money(line.cents),
  }));
}

export function codingCells(line) {
  return { sub_job: line.subJob, cost_code: line.code, cost_type: line.type };
}

export function unitCells(line) {
  if (line.unitCost === undefined) return { quantity: '', uom: '', unit_cost: '' };
  return { quantity: String(line.quantity), uom: line.uom, unit_cost: unitCost(line.unitCost) };
}
