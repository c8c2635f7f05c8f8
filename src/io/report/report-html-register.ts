/**
 * The AP invoice register in the order of Sage's posting journal (vendor, invoice, distributions), and merged lines
 * unfolded.
 * Promise: every distribution names the source rows it came from; a release of retainage carries its warning.
 * Does not: post anything; Sage does.
 */
import type { InvoiceRegister, MergedLine, ReconciliationReport } from '../../core/report-model.js';
import { formatDate, plural } from './format-amount.js';
import {
  BLANK_FIGURE,
  NONE,
  amountCell,
  codeOf,
  countCell,
  escapeHtml,
  folding,
  groupRow,
  headCell,
  note,
  section,
  tableHtml,
  textCell,
} from './html-text.js';
import { RELEASE_WARNING, SECTION_TITLES, cutNote, registerByVendor, sourcesText } from './report-words.js';

const REGISTER_HEADS: readonly string[] = [
  headCell('No.', true),
  headCell('Commitment'),
  headCell('Line', true),
  headCell('Job'),
  headCell('Extra'),
  headCell('Cost code'),
  headCell('Cat.'),
  headCell('Description'),
  headCell('Amount', true),
  headCell('Retainage', true),
  headCell('Tax', true),
  headCell('Net', true),
  headCell('Source rows'),
];

const UNFOLD =
  '<p class="switches"><label><input type="checkbox" class="unfold"> Unfold all distributions</label>' + '</p>\n';

export function registerHtml(model: ReconciliationReport): string {
  const { register } = model;
  const vendors = registerByVendor(register).map(({ vendor, vendorName, invoices }) => {
    const heading = groupRow(REGISTER_HEADS.length, `${codeOf(vendor)} ${escapeHtml(vendorName)}`);
    return `<tbody>${heading}</tbody>\n${invoices.map(invoiceHtml).join('\n')}`;
  });
  const bodies = [...vendors, registerTotal(register)].join('\n');
  const table = register.length === 0 ? NONE : UNFOLD + tableHtml('register', REGISTER_HEADS.join(''), bodies);
  const lead =
    'Invoices as they stand in Sage’s tables, in the order of the AP posting journal. ' +
    'Net = amount − retainage; tax is left to Sage.';
  const cut = note(cutNote(model, 'register', register.length));
  return section('register', SECTION_TITLES.register, table + cut, { lead });
}

function invoiceHtml(row: InvoiceRegister): string {
  const dates = `${formatDate(row.invoiceDate)}, accounting date ${formatDate(row.accountingDate)}`;
  const label = folding(`${codeOf(row.invoice)} <span class="dates">${escapeHtml(dates)}</span>`);
  const cells = [
    `<th scope="row" colspan="7">${label}</th>`,
    textCell(row.description),
    amountCell(row.amountCents),
    amountCell(row.retainageCents),
    amountCell(row.taxCents),
    amountCell(row.netCents),
    `<td class="warn">${row.releasesRetainage ? RELEASE_WARNING : ''}</td>`,
  ];
  const distributions = row.distributions.map(distributionHtml).join('\n');
  return `<tbody class="fold"><tr class="invoice">${cells.join('')}</tr>\n${distributions}</tbody>`;
}

function distributionHtml(line: InvoiceRegister['distributions'][number]): string {
  const cells = [
    countCell(line.sequence),
    textCell(line.commitment, 'whole'),
    countCell(line.commitmentLine),
    textCell(line.job, 'whole'),
    textCell(line.extra, 'whole'),
    textCell(line.costCode, 'whole'),
    textCell(line.category, 'whole'),
    textCell(line.description),
    amountCell(line.amountCents),
    amountCell(line.retainageCents),
    BLANK_FIGURE,
    BLANK_FIGURE,
    textCell(sourcesText(line.source), 'source'),
  ];
  return `<tr class="deep">${cells.join('')}</tr>`;
}

function registerTotal(register: readonly InvoiceRegister[]): string {
  const total = (of: (row: InvoiceRegister) => number): string =>
    amountCell(register.reduce((sum, row) => sum + of(row), 0));
  const cells = [
    `<th scope="row" colspan="8">Total of the ${plural(register.length, 'invoice')} listed</th>`,
    total((row) => row.amountCents),
    total((row) => row.retainageCents),
    total((row) => row.taxCents),
    total((row) => row.netCents),
    '<td></td>',
  ];
  return `<tbody><tr class="grand">${cells.join('')}</tr></tbody>`;
}

export function mergedHtml(model: ReconciliationReport): string {
  const lead = 'Each distribution that several source rows were merged into, and those rows.';
  const heads = [
    headCell('Invoice and distribution'),
    headCell('Commitment'),
    headCell('Line', true),
    headCell('Coding or description'),
    headCell('Amount', true),
    headCell('Retainage', true),
    headCell('Source'),
  ];
  const bodies = model.mergedLines.map(mergedLineHtml).join('\n');
  const table = model.mergedLines.length === 0 ? NONE : tableHtml('merged', heads.join(''), bodies);
  const cut = note(cutNote(model, 'mergedLines', model.mergedLines.length));
  return section('mergedLines', SECTION_TITLES.mergedLines, table + cut, { lead, samePage: true });
}

function mergedLineHtml(row: MergedLine): string {
  const label = folding(`${codeOf(`${row.vendor} ${row.invoice}`)} no. ${row.sequence}`);
  const cells = [
    `<th scope="row">${label}</th>`,
    textCell(row.commitment, 'code'),
    BLANK_FIGURE,
    textCell(row.coding, 'code'),
    amountCell(row.amountCents),
    amountCell(row.retainageCents),
    `<td>${plural(row.lines.length, 'source row')}</td>`,
  ];
  const lines = row.lines.map(mergedSourceHtml).join('\n');
  return `<tbody class="fold"><tr class="invoice">${cells.join('')}</tr>\n${lines}</tbody>`;
}

function mergedSourceHtml(line: MergedLine['lines'][number]): string {
  const cells = [
    `<th scope="row" class="inner">Procore line ${codeOf(line.line)}</th>`,
    '<td></td>',
    countCell(line.commitmentLine),
    textCell(line.description),
    amountCell(line.amountCents),
    amountCell(line.retainageCents),
    `<td class="source">${escapeHtml(line.file)}, row ${line.row}</td>`,
  ];
  return `<tr class="deep">${cells.join('')}</tr>`;
}
