/**
 * What a run left in the tables, in a form in which two peers can be held against each other, to the cent.
 * Promise: every business column of invoices, distributions, totals and lineage is in some hash or sum.
 */
import { queryAt } from './databases.mjs';

const INVOICES = 'subcontractor-invoices';

const hashOf = (columns, table, order, where = 'true') =>
  `select count(*)::int as rows, md5(string_agg(md5(concat_ws('|', ${columns})), '' order by ${order})) as hash
   from sage.${table} where tieout_company = 'demo' and ${where}`;

const TABLES = {
  invoices: hashOf(
    'vendor, invoice, description, status, amount, retainage, retainage_held, invoice_date, accounting_date',
    'apm_master__invoice',
    'vendor, invoice',
  ),
  distributions: hashOf(
    'vendor, invoice, dist_seq, description, amount, retainage, job, extra, cost_code, category, commitment, ' +
      'commitment_line_item',
    'apm_master__distribution',
    'vendor, invoice, dist_seq',
  ),
  categories: hashOf(
    'job, extra, cost_code, category, jtd_cost, retainage_held, commitment_invoiced',
    'jcm_master__category',
    'job, extra, cost_code, category',
  ),
  costCodes: hashOf(
    'job, extra, cost_code, jtd_cost, retainage_held, commitment_invoiced',
    'jcm_master__cost_code',
    'job, extra, cost_code',
  ),
  extras: hashOf('job, extra, jtd_cost, retainage_held, commitment_invoiced', 'jcm_master__extra', 'job, extra'),
  jobs: hashOf(
    'job, jtd_cost, retainage_held, commitment_invoiced, extras_jtd_cost, extra_commitment_invoiced',
    'jcm_master__job',
    'job',
  ),
  commitmentItems: hashOf(
    'commitment, item_number, amount_invoiced, retainage_held, amount_billed, retainage_billed',
    'jcm_master__commitment_item',
    'commitment, item_number',
  ),
  commitments: hashOf('commitment, amount_invoiced, retainage_held', 'jcm_master__commitment', 'commitment'),
  vendors: hashOf('vendor, outstndg_amount, retainage_being_held', 'apm_master__vendor', 'vendor'),
};

/** Documents and rows by outcome, and source rows of every distribution. */
const BOOKS = {
  tieout: {
    outcomes: `select outcome, count(*)::int as documents, sum(rows)::int as rows,
        sum(case when outcome = 'loaded' then amounts[1] end)::text as cents
      from tieout.document_version where dataset = '${INVOICES}' group by 1 order by 1`,
    lineage: `select md5(string_agg(md5((l ->> 0) || ':' || translate(l ->> 1, '[] ', '')), ''
        order by l ->> 0)) as hash
      from tieout.document_version v, json_array_elements(v.lineage -> 'apm_master__distribution') l
      where v.dataset = '${INVOICES}' and v.outcome = 'loaded'`,
  },
  sql: {
    outcomes: `select outcome, count(*)::int as documents, sum(cardinality(rows))::int as rows,
        sum(case when outcome = 'loaded' then amount end)::text as cents
      from peer.document group by 1 order by 1`,
    lineage: `select md5(string_agg(md5(key || ':' || array_to_string(rows, ',')), '' order by key)) as hash
      from (select concat_ws('|', vendor, invoice, dist_seq) as key, rows from peer.lineage) l`,
  },
};

export async function answersOf(url, books) {
  const answers = {};
  for (const [name, sql] of Object.entries(TABLES)) answers[name] = (await queryAt(url, sql))[0];
  answers.outcomes = await queryAt(url, BOOKS[books].outcomes);
  answers.lineage = (await queryAt(url, BOOKS[books].lineage))[0].hash;
  return answers;
}

/** Names of what differs. */
export function differences(left, right) {
  return Object.keys(left).filter((name) => JSON.stringify(left[name]) !== JSON.stringify(right[name]));
}
