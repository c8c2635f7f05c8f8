/**
 * The AP invoice register in the order of Sage's posting journal (vendor, invoice, distributions), and merged lines unfolded.
 * Promise: every distribution names the source rows it came from; a release of retainage carries its warning.
 * Does not: post anything; Sage does.
 */
import type { InvoiceRegister, MergedLine, ReconciliationReport } from '../../core/report-model.js';
import { formatAmount, formatCount, formatDate, plural } from './format-amount.js';
import { escapeHtml, figureCell, headCell, note, section, textCell } from './html-text.js';
import { RELEASE_WARNING, SECTION_TITLES, cutNote, registerByVendor, sourcesText } from './report-words.js';

export function registerHtml(model: ReconciliationReport): string {
  const heads = [
    headCell('No.', true), headCell('Commitment', false), headCell('Line', true), headCell('Job', false), headCell('Extra', false),
    headCell('Cost code', false), headCell('Cat.', false), headCell('Description', false), headCell('Amount', true),
    headCell('Retainage', true), headCell('Tax', true), headCell('Net', true), headCell('Source rows', false),
  ].join('');
  const vendors = registerByVendor(model.register).map(({ vendor, vendorName, invoices }) => (
    `<tbody><tr class="group"><th scope="rowgroup" colspan="13"><span class="code">${escapeHtml(vendor)}</span> ${escapeHtml(vendorName)}</th></tr></tbody>
${invoices.map(invoiceHtml).join('\n')}`
  ));
  const table = vendors.length === 0
    ? '<p class="none">None.</p>'
    : `<p class="switches"><label><input type="checkbox" class="unfold"> Unfold all distributions</label></p>
<table class="register"><thead><tr>${heads}</tr></thead>\n${vendors.join('\n')}\n${registerTotal(model.register)}</table>`;
  const intro = 'Invoices of this batch as they stand in Sage’s tables, in the order of the AP posting journal. Net = amount − retainage; tax is left to Sage.';
  return section('register', SECTION_TITLES.register, table + note(cutNote(model, 'register', model.register.length)), { lead: intro });
}

function invoiceHtml(row: InvoiceRegister): string {
  const dates = `<span class="dates">${formatDate(row.invoiceDate)}, accounting date ${formatDate(row.accountingDate)}</span>`;
  const warning = row.releasesRetainage ? `<td class="warn">${RELEASE_WARNING}</td>` : '<td></td>';
  const distributions = row.distributions.map((line) => (
    `<tr class="deep">${figureCell(formatCount(line.sequence))}${textCell(line.commitment, 'whole')}`
    + `${figureCell(formatCount(line.commitmentLine))}${textCell(line.job, 'whole')}${textCell(line.extra, 'whole')}`
    + `${textCell(line.costCode, 'whole')}${textCell(line.category, 'whole')}${textCell(line.description)}`
    + `${figureCell(formatAmount(line.amountCents))}${figureCell(formatAmount(line.retainageCents))}<td class="n"></td><td class="n"></td>`
    + `<td class="source">${escapeHtml(sourcesText(line.source) ?? '')}</td></tr>`
  ));
  return `<tbody class="fold"><tr class="invoice"><th scope="row" colspan="7"><details><summary><span class="code">${escapeHtml(row.invoice)}</span> ${dates}</summary></details></th>`
    + `${textCell(row.description)}${figureCell(formatAmount(row.amountCents))}${figureCell(formatAmount(row.retainageCents))}`
    + `${figureCell(formatAmount(row.taxCents))}${figureCell(formatAmount(row.netCents))}${warning}</tr>\n${distributions.join('\n')}</tbody>`;
}

function registerTotal(register: readonly InvoiceRegister[]): string {
  const total = (of: (row: InvoiceRegister) => number): string => (
    figureCell(formatAmount(register.reduce((sum, row) => sum + of(row), 0)))
  );
  const sums = total((row) => row.amountCents) + total((row) => row.retainageCents) + total((row) => row.taxCents)
    + total((row) => row.netCents);
  return `<tbody><tr class="grand"><th scope="row" colspan="8">Total of the ${plural(register.length, 'invoice')} listed</th>${sums}<td></td></tr></tbody>`;
}

export function mergedHtml(model: ReconciliationReport): string {
  const intro = 'Each distribution that several source rows were merged into, and those rows.';
  const cut = note(cutNote(model, 'mergedLines', model.mergedLines.length));
  if (model.mergedLines.length === 0) {
    return section('mergedLines', SECTION_TITLES.mergedLines, '<p class="none">None.</p>', { lead: intro, breaks: false });
  }
  const heads = [
    headCell('Invoice and distribution', false), headCell('Commitment', false), headCell('Line', true),
    headCell('Coding or description', false), headCell('Amount', true), headCell('Retainage', true), headCell('Source', false),
  ].join('');
  const table = `<table class="merged"><thead><tr>${heads}</tr></thead>\n${model.mergedLines.map(mergedLineHtml).join('\n')}</table>`;
  return section('mergedLines', SECTION_TITLES.mergedLines, table + cut, { lead: intro, breaks: false });
}

function mergedLineHtml(row: MergedLine): string {
  const lines = row.lines.map((line) => (
    `<tr class="deep"><th scope="row" class="inner">Procore line <span class="code">${escapeHtml(line.line)}</span></th><td></td>`
    + `${figureCell(formatCount(line.commitmentLine))}${textCell(line.description)}${figureCell(formatAmount(line.amountCents))}`
    + `${figureCell(formatAmount(line.retainageCents))}<td class="source">${escapeHtml(line.file)}, row ${line.row}</td></tr>`
  ));
  const label = `<span class="code">${escapeHtml(row.vendor)} ${escapeHtml(row.invoice)}</span> no. ${row.sequence}`;
  return `<tbody class="fold"><tr class="invoice"><th scope="row"><details><summary>${label}</summary></details></th>`
    + `${textCell(row.commitment, 'code')}<td class="n"></td>${textCell(row.coding, 'code')}${figureCell(formatAmount(row.amountCents))}`
    + `${figureCell(formatAmount(row.retainageCents))}<td>${plural(row.lines.length, 'source row')}</td></tr>\n${lines.join('\n')}</tbody>`;
}
