/**
 * The AP invoice register in the order of Sage's posting journal, merged lines unfolded, billed against charged.
 * Promise: every distribution names the source rows it came from; a merged line's parts add up to it.
 */
import type { BilledAgainstCharged, InvoiceRegister, MergedLine } from '../../core/report-model.js';
import { CHARGED, DISTRIBUTIONS } from './charged-rows.js';
import { centsOf, cutSection, ofBatch, read, readGroups, readSection, type ReportContext } from './report-context.js';

interface InvoiceRecord {
  vendor: string;
  name: string;
  invoice: string;
  description: string | null;
  invoice_date: string;
  accounting_date: string | null;
  amount: string;
  retainage: string;
  tax: string;
  document: string;
  file: string | null;
  sheet: string | null;
  lineage: Record<string, [string, number[]][]> | null;
  lines: SourceLine[] | null;
}

/** row, line, commitment line, description, amount, retainage */
type SourceLine = [number, string, number | null, string, number, number];

interface DistributionRecord {
  vendor: string;
  invoice: string;
  dist_seq: number;
  commitment: string;
  line: number | null;
  job: string;
  extra: string;
  cost_code: string;
  category: string;
  description: string | null;
  amount: string;
  retainage: string;
}

const TABLE = DISTRIBUTIONS;

export interface InvoiceSections {
  readonly register: InvoiceRegister[];
  readonly merged: MergedLine[];
}

export async function invoiceSections(context: ReportContext): Promise<InvoiceSections> {
  const invoices = await readSection<InvoiceRecord>(
    context,
    'register',
    `select i.vendor, coalesce(v.name, '') as name, i.invoice, i.description,
        i.invoice_date::text, i.accounting_date::text,
       ${centsOf('i.amount')} as amount, ${centsOf('i.retainage')} as retainage, ${centsOf('i.tax')} as tax,
       i.tieout_document as document, d.file, d.sheet, d.lineage, d.lines
     from sage.apm_master__invoice i
     left join sage.apm_master__vendor v on v.tieout_company = $1 and v.vendor = i.vendor
     left join tieout.report_versions($1, $2) d on d.dataset || ':' || d.document = i.tieout_document
       and d.outcome = 'loaded' and d.copy = 0
     where ${ofBatch('i')} order by i.vendor, i.invoice`,
  );
  const distributions = await read<DistributionRecord>(
    context,
    `select vendor, invoice, dist_seq, commitment, commitment_line_item as line,
        job, extra, cost_code, category, description,
       ${centsOf('amount')} as amount, ${centsOf('retainage')} as retainage
     from sage.${TABLE}
     where ${ofBatch()}
       and (vendor, invoice) in (select * from unnest($3::text[], $4::text[]))
     order by vendor, invoice, dist_seq`,
    [invoices.map((row) => row.vendor), invoices.map((row) => row.invoice)],
  );
  const byInvoice = new Map<string, DistributionRecord[]>();
  for (const row of distributions) {
    const key = `${row.vendor}|${row.invoice}`;
    const rows = byInvoice.get(key);
    if (rows === undefined) byInvoice.set(key, [row]);
    else rows.push(row);
  }
  const register = invoices.map((row) => toRegister(row, byInvoice.get(`${row.vendor}|${row.invoice}`) ?? []));
  return {
    register: cutRegister(context, register),
    merged: cutSection(
      context,
      'mergedLines',
      mergedLines(register, new Map(invoices.map((row) => [`${row.vendor}|${row.invoice}`, row.lines ?? []]))),
    ),
  };
}

/** Whole invoices, as many as the section has rows for: each is one row, and one for each distribution. */
function cutRegister(context: ReportContext, register: readonly InvoiceRegister[]): InvoiceRegister[] {
  let rows = 0;
  const end = register.findIndex(({ distributions }) => (rows += 1 + distributions.length) > context.rowsMax);
  if (end < 0) return [...register];
  context.cut['register'] ??= register.length;
  return register.slice(0, Math.max(1, end));
}

function toRegister(row: InvoiceRecord, distributions: readonly DistributionRecord[]): InvoiceRegister {
  const sources = new Map((row.lineage?.[TABLE] ?? []).map(([key, rows]) => [key, rows]));
  return {
    vendor: row.vendor,
    vendorName: row.name,
    invoice: row.invoice,
    description: row.description ?? '',
    invoiceDate: row.invoice_date,
    accountingDate: row.accounting_date,
    amountCents: Number(row.amount),
    retainageCents: Number(row.retainage),
    taxCents: Number(row.tax),
    netCents: Number(row.amount) - Number(row.retainage),
    releasesRetainage: Number(row.retainage) < 0,
    distributions: distributions.map((entry) => ({
      sequence: entry.dist_seq,
      commitment: entry.commitment,
      commitmentLine: entry.line,
      job: entry.job,
      extra: entry.extra,
      costCode: entry.cost_code,
      category: entry.category,
      description: entry.description ?? '',
      amountCents: Number(entry.amount),
      retainageCents: Number(entry.retainage),
      source:
        row.file === null
          ? []
          : [
              {
                file: row.file,
                sheet: row.sheet,
                rows: sources.get(`${entry.vendor}|${entry.invoice}|${entry.dist_seq}`) ?? [],
              },
            ],
    })),
  };
}

/** Distributions that stand for several source rows. */
function mergedLines(
  register: readonly InvoiceRegister[],
  lines: ReadonlyMap<string, readonly SourceLine[]>,
): MergedLine[] {
  return register.flatMap((invoice) =>
    invoice.distributions
      .filter((entry) => (entry.source[0]?.rows.length ?? 0) > 1)
      .map((entry) => ({
        vendor: invoice.vendor,
        invoice: invoice.invoice,
        sequence: entry.sequence,
        commitment: entry.commitment ?? '',
        coding: [entry.job, entry.extra, entry.costCode, entry.category].filter((part) => part !== '').join(' '),
        amountCents: entry.amountCents,
        retainageCents: entry.retainageCents,
        lines: (lines.get(`${invoice.vendor}|${invoice.invoice}`) ?? [])
          .filter(([row]) => entry.source[0]!.rows.includes(row))
          .map(([row, line, item, description, amount, retainage]) => ({
            file: entry.source[0]!.file,
            row,
            line,
            commitmentLine: item,
            description,
            amountCents: amount,
            retainageCents: retainage,
          })),
      })),
  );
}

/** What Procore billed per commitment line against what the distributions charge to it. */
export async function billedAgainstCharged(context: ReportContext): Promise<BilledAgainstCharged[]> {
  const billing = context.catalog.datasets
    .filter(({ mapping }) => mapping.coding?.again?.table === TABLE)
    .map(({ name }) => `'${name}'`)
    .join(', ');
  const rows = await readGroups<{
    commitment: string;
    line: number;
    description: string | null;
    billed: string;
    charged: string;
  }>(context, 'billedAgainstCharged', {
    sql: `select coalesce(b.commitment, c.commitment) as commitment, coalesce(b.line, c.line) as line,
         coalesce(b.cents, 0) as billed, coalesce(c.cents, 0) as charged
       from (
         select commitment, item::integer as line, sum(amount) as cents
         from tieout.coding_sum
         where tieout_company = $1 and ($2::uuid is null or batch = $2) and dataset in (${billing})
           and item <> ''
         group by 1, 2) b
       full join (
         select commitment, commitment_line_item as line, sum(cents) as cents
         from ${CHARGED}
         where commitment <> ''
         group by 1, 2) c
         on c.commitment = b.commitment and c.line = b.line`,
    order: 'abs(charged - billed) desc, commitment, line',
    beside: `(select i.description
        from sage.jcm_master__commitment_item i
        where i.tieout_company = $1 and i.commitment = shown.commitment and i.item_number = shown.line) as description`,
  });
  return rows.map((row) => ({
    commitment: row.commitment,
    line: row.line,
    description: row.description ?? '',
    billedCents: Number(row.billed),
    chargedCents: Number(row.charged),
    differenceCents: Number(row.charged) - Number(row.billed),
  }));
}
