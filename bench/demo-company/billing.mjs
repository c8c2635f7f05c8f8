/**
 * Progress of subcontracts and purchase orders: subcontractor invoices with retainage, stored materials and CCO lines.
 * Promise: gross = work + moved + presently stored − previously stored; net = gross − retainage; a line is never billed
 * over its revised amount; an invoice's coding is its commitment line's.
 * Does not: round a sum, only lines.
 */
import { addDays, addMonths, extended, money, monthEnd, percentOf, rateOf } from './amounts.mjs';
import { codingCells, unitCells } from './commitments.mjs';

export function makeInvoices(random, projects, sizes) {
  for (const project of projects) {
    for (const commitment of project.commitments) {
      if (commitment.kind === 'Subcontract') billSubcontract(random, commitment, sizes);
      else if (random.chance(sizes.billedOrderShare) || commitment.lines[0].taxCode !== undefined) {
        billPurchaseOrder(random, commitment, sizes);
      }
    }
  }
}

/** Billing dates of the applications, the last one in the newest month. */
function billingDates(sizes) {
  return Array.from({ length: sizes.applications }, (_, index) =>
    addMonths(sizes.lastBilling, index + 1 - sizes.applications),
  );
}

function billSubcontract(random, commitment, sizes) {
  const complete = random.chance(sizes.completeShare);
  if (complete) commitment.status = 'Complete';
  const plans = commitment.lines.map((line) => planOf(random, commitment, line, complete, sizes.applications));
  for (const [index, date] of billingDates(sizes).entries()) {
    const last = index === sizes.applications - 1;
    if (!complete && last && random.chance(0.15)) break;
    const lines = plans.map((plan) => billLine(plan, index, commitment.retainage));
    if (last && !complete) lines.push(...changeOrderLines(random, commitment, lines.length));
    if (lines.every((line) => grossOf(line) === 0)) continue;
    addInvoice(random, commitment, date, lines, complete && last);
  }
  if (complete) releaseRetainage(random, commitment, addDays(sizes.lastBilling, 6));
}

/** How far a line is billed by each application. Less than its amount where a change order takes some of it away. */
function planOf(random, commitment, line, complete, applications) {
  const taken = commitment.changeOrders.flatMap((order) => order.lines).filter((change) => change.item === line.number);
  const less = (field) => taken.reduce((sum, change) => sum + Math.min(0, change[field] ?? 0), 0);
  const plan = { line, billed: 0, stored: 0, store: 0, storeAt: -1, percents: [], units: line.unitCost !== undefined };
  plan.whole = plan.units ? line.quantity + less('quantity') : line.cents + less('cents');
  const furthest = complete ? 100 : random.between(35, 92);
  const starts = random.chance(0.3) && applications > 1 ? 1 : 0;
  for (let index = 0; index < applications; index++) {
    const share = index < starts ? 0 : (index + 1 - starts) / (applications - starts);
    plan.percents.push(Math.floor(furthest * share));
  }
  if (!plan.units && random.chance(0.18) && applications > 1) {
    plan.store = percentOf(plan.whole, 10);
    plan.storeAt = random.between(0, applications - 2);
    plan.whole -= plan.store;
  }
  return plan;
}

function billLine(plan, index, retainagePercent) {
  const { line } = plan;
  const target = Math.floor((plan.whole * plan.percents[index]) / 100);
  const billed = { line, work: 0, moved: 0, presently: 0, previously: plan.stored, released: 0 };
  if (plan.units) {
    billed.quantity = unitsOf(plan, target) - plan.billed;
    plan.billed += billed.quantity;
    billed.work = extended(billed.quantity, line.unitCost);
  } else {
    billed.work = target - plan.billed;
    plan.billed = target;
  }
  if (index === plan.storeAt) billed.presently = plan.store;
  if (plan.stored > 0) billed.moved = plan.stored;
  plan.stored = billed.presently;
  billed.held = percentOf(grossOf(billed), retainagePercent);
  return billed;
}

/** Units with a fine unit cost are billed by the hundred. */
function unitsOf(plan, target) {
  return plan.line.unitCost % 100 === 0 ? target : Math.floor(target / 100) * 100;
}

/** Approved change order lines that add money are billed on lines of their own. */
function changeOrderLines(random, commitment, taken) {
  return commitment.changeOrders
    .filter((order) => order.status === 'Approved')
    .flatMap((order) => order.lines.map((line) => ({ order, line })))
    .filter(({ line }) => line.cents > 0 && line.unitCost === undefined)
    .map(({ order, line }, index) => {
      const work = percentOf(line.cents, random.pick([50, 60, 75, 100]));
      return {
        line,
        order,
        number: taken + index + 1,
        work,
        moved: 0,
        presently: 0,
        previously: 0,
        released: 0,
        held: percentOf(work, commitment.retainage),
      };
    });
}

function billPurchaseOrder(random, commitment, sizes) {
  const dates = billingDates(sizes).slice(-2);
  const left = commitment.lines.map((line) => line.quantity);
  for (const [index, date] of dates.entries()) {
    const lines = commitment.lines.map((line, at) => {
      const step = line.unitCost % 100 === 0 ? 1 : 100;
      const quantity = Math.min(left[at], Math.ceil(line.quantity / (index + 2) / step) * step);
      left[at] -= quantity;
      const work = extended(quantity, line.unitCost);
      const taxCents = line.taxCode === undefined ? undefined : rateOf(work, 675);
      return {
        line,
        quantity,
        work,
        moved: 0,
        presently: 0,
        previously: 0,
        released: 0,
        held: 0,
        taxCents,
      };
    });
    addInvoice(random, commitment, date, lines, false);
  }
}

/** At the end: nothing billed, everything that was held is released. */
function releaseRetainage(random, commitment, date) {
  const held = new Map();
  for (const invoice of commitment.invoices) {
    for (const line of invoice.lines) held.set(line.line, (held.get(line.line) ?? 0) + line.held);
  }
  const lines = [...held].map(([line, cents]) => ({
    line,
    work: 0,
    moved: 0,
    presently: 0,
    previously: 0,
    held: 0,
    released: cents,
  }));
  addInvoice(random, commitment, date, lines, true, 'Retention Release');
}

export function addInvoice(random, commitment, date, lines, final, type = 'Work, Materials and Retention') {
  const invoice = {
    number: nextInvoiceNumber(commitment),
    commitment,
    date,
    accounting: random.chance(0.5) ? monthEnd(date) : '',
    periodStart: `${date.slice(0, 8)}01`,
    periodEnd: monthEnd(date),
    status: random.pick(['Approved', 'Approved', 'Approved', 'Approved as Noted']),
    type,
    final,
    lines,
  };
  commitment.invoices.push(invoice);
  return invoice;
}

/** Vendors number their invoices each in their own way, over all jobs. */
function nextInvoiceNumber({ vendor, project }) {
  const n = ++vendor.lastInvoice;
  if (vendor.invoiceStyle === 0) return `INV-${String(n).padStart(4, '0')}`;
  if (vendor.invoiceStyle === 1) return String(20_000 + n);
  if (vendor.invoiceStyle === 2) return `${vendor.code.slice(0, 3)}-${n}`;
  return `${project.number.replace('-', '')}-${n}`;
}

export const grossOf = (line) => line.work + line.moved + line.presently - line.previously;
export const grossOfInvoice = (invoice) => invoice.lines.reduce((sum, line) => sum + grossOf(line), 0);
export const retainageOf = (invoice) => invoice.lines.reduce((sum, line) => sum + line.held - line.released, 0);

// ----------------------------------------------------------------------------------------------------- rows

export function invoiceRows(invoice) {
  const { commitment } = invoice;
  const due = money(grossOfInvoice(invoice) - retainageOf(invoice));
  return invoice.lines.map((billed, index) => ({
    vendor_code: commitment.vendor.code,
    invoice_number: invoice.number,
    project_number: commitment.project.number,
    commitment_number: commitment.number,
    billing_date: invoice.date,
    accounting_date: invoice.accounting,
    period_start: invoice.periodStart,
    period_end: invoice.periodEnd,
    status: invoice.status,
    invoice_type: invoice.type,
    final: invoice.final ? 'Yes' : 'No',
    line_number: String(billed.number ?? index + 1),
    commitment_line_number: billed.order === undefined ? String(billed.line.number) : '',
    change_order_number: billed.order?.number ?? '',
    change_order_line_number: billed.order === undefined ? '' : String(billed.line.number),
    ...codingCells(billed.line),
    description: billed.line.text,
    ...(billed.quantity === undefined ? unitCells({}) : unitCells({ ...billed.line, quantity: billed.quantity })),
    work_completed_this_period: money(billed.work),
    materials_moved: money(billed.moved),
    materials_presently_stored: money(billed.presently),
    materials_previously_stored: money(billed.previously),
    retainage_held_this_period: money(billed.held),
    retainage_released_this_period: money(billed.released),
    current_payment_due: due,
    tax_code: billed.line.taxCode ?? '',
    tax_amount: billed.taxCents === undefined ? '' : money(billed.taxCents),
  }));
}
