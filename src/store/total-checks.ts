/**
 * Named checks on totals of a whole batch. Each comes once per commitment line, vendor, or pair (a group, where more
 * than a few look alike), with rows and dollars.
 * Promise: computed on what is staged plus what the tables hold, so the order of documents never matters; a warning
 * that the profile makes a hold holds every document of this batch that takes part.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { StagedFinding } from '../core/ports.js';
import { BILLED_LINES, billingDocuments } from './billed-lines.js';
import { documentIssue } from './document-issue.js';
import { documentKey } from './sage-sql.js';
import type { StageContext } from './stage-context.js';

/** An issue code, and a query that gives `documents, message` for each of its issues; `$1` is the company. */
interface TotalCheck {
  readonly code: string;
  readonly sql: string;
}

export async function runTotalCheck(
  context: StageContext,
  dataset: CompiledDataset,
  name: string,
): Promise<StagedFinding[]> {
  const { code, sql } = TOTAL_CHECKS[name]!;
  const result = await context.client.query<{ documents: string[]; message: string }>(sql, [context.company]);
  const strict = dataset.profile.warningsAsHolds.includes(code);
  return result.rows.map((row) => {
    const documents = row.documents.map(documentKey);
    return {
      issue: documentIssue(dataset.name, documents[0] ?? null, code, row.message, strict ? 'error' : 'warning'),
      hold: strict ? documents : [],
    };
  });
}

const money = (expression: string): string => `trim(to_char(${expression}, 'FM999,999,999,990.00'))`;

/** What a commitment line may be billed: as revised, without tax. */
const revised = 'i.amount - coalesce(i.tax, 0) - coalesce(i.approved_commitment_co_tax_amount, 0)';

const itemOfLine = `sage.jcm_master__commitment_item i
    on i.tieout_company = $1 and i.commitment = b.commitment and i.item_number = b.line`;

/**
 * Commitment lines for which `condition` holds, each with its documents. They are found first and their documents
 * gathered at once: asked line by line, every line read all staged codings (of five million lines, for minutes).
 */
const linesWhere = (condition: string, message: string): string => `
  with found as materialized (
      select b.*
      from (${BILLED_LINES}) b
      join ${itemOfLine}
      where ${condition}),
    billed as (
      select b.*, d.documents
      from found b
      join (${billingDocuments('found')}) d using (commitment, line))
  select b.documents, ${message} as message
  from billed b
  join ${itemOfLine}
  order by b.commitment, b.line`;

const billedOverRevised = linesWhere(
  `b.amount > 0 and i.amount_billed + b.amount / 100.0 > ${revised}`,
  `'Line ' || b.line || ' of commitment ' || b.commitment || ' is revised to ' || ${money(revised)}
      || ' and would be billed ' || ${money('i.amount_billed + b.amount / 100.0')} || ', ' || cardinality(b.documents)
      || ' invoice(s) of this batch billing ' || ${money('b.amount / 100.0')}
      || ' of it. Check the change orders, or the billing.'`,
);

const retainageOverReleased = linesWhere(
  'b.retainage < 0 and i.retainage_billed + b.retainage / 100.0 < 0',
  `'Line ' || b.line || ' of commitment ' || b.commitment || ' holds ' || ${money('i.retainage_billed')}
      || ' of retainage and ' || ${money('-b.retainage / 100.0')}
      || ' would be released. Check what was released before.'`,
);

/** Column of the vendor → what expires with it. */
const INSURANCES = {
  gl_ins_expiration_dt: 'General Liability',
  auto_ins_expir_dt: 'Automobile',
  work_comp_expir_dt: "Workers'' Compensation",
  umb_ins_expir_dt: 'Umbrella',
};
const expired = Object.entries(INSURANCES).map(
  ([column, what]) => `case when v.${column} < s.accounting_date then '${what} expired ' || v.${column} end`,
);
const insuranceOf = (alias: string): string =>
  `coalesce(${Object.keys(INSURANCES)
    .map((column) => `${alias}.${column}`)
    .join(', ')})`;

/** No insurance on file counts as lapsed once some vendor has one on file: before, none was brought in at all. */
const insuranceLapsed = `
  with lapsed as (
    select s.vendor, s.tieout_document, s.amount, v.name,
      concat_ws(', ',
        ${expired.join(',\n        ')},
        case when ${insuranceOf('v')} is null
          and exists (select 1 from sage.apm_master__vendor o where o.tieout_company = $1
            and ${insuranceOf('o')} is not null)
          then 'no insurance on file' end) as what
    from stage_0 s
    join sage.apm_master__vendor v on v.tieout_company = $1 and v.vendor = s.vendor)
  select array_agg(tieout_document order by tieout_document) as documents,
    'Vendor ' || vendor || ' (' || max(name) || '): ' || string_agg(distinct what, '; ') || '. '
      || count(*) || ' invoice(s), ' || ${money('sum(amount)')} || '. Ask for the certificate before paying.' as message
  from lapsed
  where what <> ''
  group by vendor
  order by 1`;

/** Without letters' case, punctuation and leading zeros. */
const plainNumber =
  "regexp_replace(regexp_replace(upper(invoice), '[^A-Z0-9]', '', 'g'), '(^|[^0-9])0+([0-9])', '\\1\\2', 'g')";

/** Documents of a pair; of a row that is in the tables already, its own is not of this batch. */
const pairDocuments = `array[a.tieout_document]
      || case when b.fresh then array[b.tieout_document] else array[]::text[] end`;

/** A larger group is told once, not pair by pair: of 3,000 there are four million pairs. */
const PAIRED_MAX = 5;
const NAMED_MAX = 5;
const groupDocuments = 'array_agg(tieout_document order by tieout_document) filter (where fresh)';
const firstOf = (label: string, order: string): string =>
  `array_to_string((array_agg(${label} order by ${order}))[1:${NAMED_MAX}], ', ') || ', …'`;

const invoicePair = (what: string): string => `
  select ${pairDocuments} as documents,
    'Vendor ' || a.vendor || ': invoice ' || a.invoice || ' and ' || b.invoice || ' have the same ${what} ('
      || ${money('a.amount')} || ' and ' || ${money('b.amount')} || '). Make sure it is not paid twice.' as message
  from counted a
  join counted b on a.vendor = b.vendor and a.tieout_document <> b.tieout_document and a.invoice <> b.invoice
    and a.fresh and (not b.fresh or a.tieout_document < b.tieout_document)`;

const invoiceGroup = (what: string): string => `
  select ${groupDocuments} as documents,
    'Vendor ' || vendor || ': ' || count(*) || ' invoices have the same ${what}: '
      || ${firstOf(`invoice || ' (' || ${money('amount')} || ')'`, 'invoice, tieout_document')}
      || '. Make sure none is paid twice.' as message
  from counted`;

const possibleDuplicateInvoice = `
  with all_invoices as (
      select vendor, invoice, amount, invoice_date, tieout_document, true as fresh
      from stage_0
      union all
      select i.vendor, i.invoice, i.amount, i.invoice_date, i.tieout_document, false
      from sage.apm_master__invoice i
      where i.tieout_company = $1 and i.vendor in (select vendor from stage_0)),
    keyed as (select *, nullif(${plainNumber}, '') as plain from all_invoices),
    counted as (
      select *, count(*) over (partition by vendor, plain) as of_number,
        count(*) over (partition by vendor, amount, invoice_date) as of_amount
      from keyed)
  ${invoicePair('number')} and a.plain = b.plain and a.of_number <= ${PAIRED_MAX}
  union all
  ${invoicePair('amount and date')} and a.amount = b.amount and a.invoice_date = b.invoice_date
    and a.amount <> 0 and a.plain is distinct from b.plain and a.of_amount <= ${PAIRED_MAX}
  union all
  ${invoiceGroup('number')}
  where of_number > ${PAIRED_MAX} and plain is not null
  group by vendor, plain
  having bool_or(fresh) and count(distinct invoice) > 1
  union all
  ${invoiceGroup('amount and date')}
  where of_amount > ${PAIRED_MAX} and amount <> 0 and invoice_date is not null
  group by vendor, amount, invoice_date
  having bool_or(fresh) and count(distinct coalesce(plain, invoice)) > 1
  order by 1, 2`;

/** Without legal form and punctuation, `&` as AND. */
const plainName = `regexp_replace(regexp_replace(
        regexp_replace(regexp_replace(upper(name), '&', ' AND ', 'g'), '[^A-Z0-9 ]', '', 'g'),
        '(\\s+(INC|INCORPORATED|LLC|LTD|LIMITED|CORP|CORPORATION|CO|COMPANY|LP|LLP|PLLC|PC))+\\s*$', '', 'g'),
      '\\s+', ' ', 'g')`;

const sameName = 'one name, legal form, punctuation and "&" aside';

const similarCompanyNames = `
  with named as (
      select s.vendor, s.name, s.tieout_document, true as fresh
      from stage_0 s
      union all
      select v.vendor, v.name, v.tieout_document, false
      from sage.apm_master__vendor v
      where v.tieout_company = $1 and v.vendor not in (select vendor from stage_0)),
    keyed as (select *, nullif(trim(${plainName}), '') as plain from named),
    counted as (select *, count(*) over (partition by plain) as of_name from keyed)
  select ${pairDocuments} as documents,
    'Vendors ' || a.vendor || ' (' || a.name || ') and ' || b.vendor || ' (' || b.name || ') have ${sameName}. '
      || 'If they are one company, merge them in Procore and keep one code.' as message
  from counted a
  join counted b on a.plain = b.plain and a.vendor <> b.vendor
  where a.of_name <= ${PAIRED_MAX} and a.fresh and (not b.fresh or a.vendor < b.vendor)
  union all
  select ${groupDocuments} as documents,
    count(*) || ' vendors have ${sameName}: ' || ${firstOf(`vendor || ' (' || name || ')'`, 'vendor')}
      || '. If they are one company, merge them in Procore and keep one code.' as message
  from counted
  where of_name > ${PAIRED_MAX} and plain is not null
  group by plain
  having bool_or(fresh) and count(distinct vendor) > 1
  order by 1, 2`;

/** By the name a mapping's `totalChecks` calls them. */
const TOTAL_CHECKS: Readonly<Record<string, TotalCheck>> = {
  'billed-over-revised': { code: 'invoice.over-billed', sql: billedOverRevised },
  'retainage-over-released': { code: 'invoice.retainage-over-released', sql: retainageOverReleased },
  'insurance-lapsed': { code: 'vendor.insurance-lapsed', sql: insuranceLapsed },
  'possible-duplicate-invoice': { code: 'invoice.possible-duplicate', sql: possibleDuplicateInvoice },
  'similar-company-names': { code: 'vendor.possible-duplicate', sql: similarCompanyNames },
};
