/**
 * Named checks on totals of a whole batch. Each comes once per commitment line, vendor or pair, with rows and dollars.
 * Promise: computed on what is staged plus what the tables hold, so the order of documents never matters; a warning that
 * the profile makes a hold holds every document of this batch that takes part.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { StagedFinding } from '../core/ports.js';
import { documentIssue, documentKey } from './check-staged.js';
import { billedLines } from './publish-dataset.js';
import type { StageContext } from './stage-documents.js';

type TotalCheck = (context: StageContext, dataset: CompiledDataset) => Promise<StagedFinding[]>;

interface Hit {
  documents: string[];
  message: string;
}

/** Turns rows of `documents, message` into findings of one code. */
async function ask(
  context: StageContext,
  dataset: CompiledDataset,
  code: string,
  sql: string,
): Promise<StagedFinding[]> {
  const result = await context.client.query<Hit>(sql, [context.company]);
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

export const TOTAL_CHECKS: Readonly<Record<string, TotalCheck>> = {
  'billed-over-revised': (context, dataset) =>
    ask(
      context,
      dataset,
      'invoice.over-billed',
      `
    select b.documents, 'Line ' || b.line || ' of commitment ' || b.commitment || ' is revised to ' || ${money('i.amount - coalesce(i.tax, 0) - coalesce(i.approved_commitment_co_tax_amount, 0)')}
      || ' and would be billed ' || ${money('i.amount_billed + b.amount / 100.0')} || ', ' || cardinality(b.documents)
      || ' invoice(s) of this batch billing ' || ${money('b.amount / 100.0')} || ' of it. Check the change orders, or the billing.' as message
    from (${billedLines(1)}) b join sage.jcm_master__commitment_item i
      on i.tieout_company = $1 and i.commitment = b.commitment and i.item_number = b.line
    where b.amount > 0 and i.amount_billed + b.amount / 100.0 > i.amount - coalesce(i.tax, 0) - coalesce(i.approved_commitment_co_tax_amount, 0)
    order by b.commitment, b.line`,
    ),
  'retainage-over-released': (context, dataset) =>
    ask(
      context,
      dataset,
      'invoice.retainage-over-released',
      `
    select b.documents, 'Line ' || b.line || ' of commitment ' || b.commitment || ' holds ' || ${money('i.retainage_billed')}
      || ' of retainage and ' || ${money('-b.retainage / 100.0')} || ' would be released. Check what was released before.' as message
    from (${billedLines(1)}) b join sage.jcm_master__commitment_item i
      on i.tieout_company = $1 and i.commitment = b.commitment and i.item_number = b.line
    where b.retainage < 0 and i.retainage_billed + b.retainage / 100.0 < 0 order by b.commitment, b.line`,
    ),
  'insurance-lapsed': (context, dataset) =>
    ask(
      context,
      dataset,
      'vendor.insurance-lapsed',
      `
    with lapsed as (
      select s.vendor, s.tieout_document, s.amount, v.name,
        concat_ws(', ',
          case when v.gl_ins_expiration_dt < s.accounting_date then 'General Liability expired ' || v.gl_ins_expiration_dt end,
          case when v.auto_ins_expir_dt < s.accounting_date then 'Automobile expired ' || v.auto_ins_expir_dt end,
          case when v.work_comp_expir_dt < s.accounting_date then 'Workers'' Compensation expired ' || v.work_comp_expir_dt end,
          case when v.umb_ins_expir_dt < s.accounting_date then 'Umbrella expired ' || v.umb_ins_expir_dt end,
          case when coalesce(v.gl_ins_expiration_dt, v.auto_ins_expir_dt, v.work_comp_expir_dt, v.umb_ins_expir_dt) is null
            and exists (select 1 from sage.apm_master__vendor o where o.tieout_company = $1
              and coalesce(o.gl_ins_expiration_dt, o.auto_ins_expir_dt, o.work_comp_expir_dt, o.umb_ins_expir_dt) is not null)
            then 'no insurance on file' end) as what
      from stage_0 s join sage.apm_master__vendor v on v.tieout_company = $1 and v.vendor = s.vendor)
    select array_agg(tieout_document order by tieout_document) as documents,
      'Vendor ' || vendor || ' (' || max(name) || '): ' || string_agg(distinct what, '; ') || '. ' || count(*) || ' invoice(s), '
      || ${money('sum(amount)')} || '. Ask for the certificate before paying.' as message
    from lapsed where what <> '' group by vendor order by 1`,
    ),
  'possible-duplicate-invoice': (context, dataset) =>
    ask(
      context,
      dataset,
      'invoice.possible-duplicate',
      `
    with all_invoices as (
      select vendor, invoice, amount, invoice_date, tieout_document, true as fresh from stage_0
      union all select i.vendor, i.invoice, i.amount, i.invoice_date, i.tieout_document, false from sage.apm_master__invoice i
        where i.tieout_company = $1 and i.vendor in (select vendor from stage_0)),
    keyed as (select *, regexp_replace(regexp_replace(upper(invoice), '[^A-Z0-9]', '', 'g'), '(^|[^0-9])0+([0-9])', '\\1\\2', 'g') as plain from all_invoices)
    select array[a.tieout_document] || case when b.fresh then array[b.tieout_document] else array[]::text[] end as documents,
      'Vendor ' || a.vendor || ': invoice ' || a.invoice || ' and ' || b.invoice || case when a.plain = b.plain then ' have the same number'
        else ' have the same amount and date' end || ' (' || ${money('a.amount')} || ' and ' || ${money('b.amount')}
      || '). Make sure it is not paid twice.' as message
    from keyed a join keyed b on a.vendor = b.vendor and a.tieout_document <> b.tieout_document and a.invoice <> b.invoice
      and (a.plain = b.plain or (a.amount = b.amount and a.amount <> 0 and a.invoice_date = b.invoice_date))
    where a.fresh and (not b.fresh or a.tieout_document < b.tieout_document) order by 1`,
    ),
  'similar-company-names': (context, dataset) =>
    ask(
      context,
      dataset,
      'vendor.possible-duplicate',
      `
    with named as (
      select s.vendor, s.name, s.tieout_document, true as fresh from stage_0 s
      union all select v.vendor, v.name, v.tieout_document, false from sage.apm_master__vendor v
        where v.tieout_company = $1 and v.vendor not in (select vendor from stage_0)),
    keyed as (select *, regexp_replace(regexp_replace(regexp_replace(upper(name), '&', ' AND ', 'g'), '[^A-Z0-9 ]', '', 'g'),
      '(\\s+(INC|INCORPORATED|LLC|LTD|LIMITED|CORP|CORPORATION|CO|COMPANY|LP|LLP|PLLC|PC))+\\s*$', '', 'g') as plain from named)
    select array[a.tieout_document] || case when b.fresh then array[b.tieout_document] else array[]::text[] end as documents,
      'Vendors ' || a.vendor || ' (' || a.name || ') and ' || b.vendor || ' (' || b.name || ') have one name, legal form, punctuation and "&" aside. '
      || 'If they are one company, merge them in Procore and keep one code.' as message
    from keyed a join keyed b on a.vendor <> b.vendor and regexp_replace(a.plain, '\\s+', ' ', 'g') = regexp_replace(b.plain, '\\s+', ' ', 'g')
    where a.fresh and (not b.fresh or a.vendor < b.vendor) order by 1`,
    ),
};
