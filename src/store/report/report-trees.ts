/**
 * The two dimension trees, with subtotals: vendor → commitment → line, and job → extra → cost code → category.
 * Procore's side comes from the source lines the books hold; loaded from the tables, read again. Only what this batch
 * touched is shown; `reconcile` of the company shows all.
 */
import type { JobNode, ThreeWay, VendorNode } from '../../core/report-model.js';
import { quote, sageTable } from '../sage-sql.js';
import { centsOf, cutSection, read, type ReportContext } from './report-context.js';

interface VendorRecord {
  vendor: string;
  name: string;
  commitment: string | null;
  title: string | null;
  line: number | null;
  description: string | null;
  original: string;
  changes: string;
  revised: string;
  billed: string;
  held: string;
  source_original: string | null;
  source_billed: string;
  source_held: string;
}

export async function vendorTree(context: ReportContext): Promise<VendorNode[]> {
  const rows = await read<VendorRecord>(
    context,
    `with touched as (
       select distinct commitment from sage.jcm_master__commitment where tieout_company = $1 and ($2::uuid is null or tieout_batch = $2)
       union select distinct commitment from sage.jcm_master__commitment_co where tieout_company = $1 and ($2::uuid is null or tieout_batch = $2)
       union select distinct commitment from sage.apm_master__distribution where tieout_company = $1 and ($2::uuid is null or tieout_batch = $2) and commitment <> '')
     select c.vendor, max(coalesce(v.name, '')) as name, c.commitment, max(c.description) as title, i.item_number as line, max(i.description) as description,
       sum(${centsOf('i.amount')} - ${centsOf('i.approved_commitment_co_amount')}) as original, sum(${centsOf('i.approved_commitment_co_amount')}) as changes,
       sum(${centsOf('i.amount')}) as revised, sum(${centsOf('i.amount_invoiced')}) as billed, sum(${centsOf('i.retainage_held')}) as held,
       sum(${centsOf('i.amount_billed')}) as source_billed, sum(${centsOf('i.retainage_billed')}) as source_held,
       case when grouping(i.item_number) = 1 and grouping(c.commitment) = 0 then max(d.amount) end as source_original
     from touched t join sage.jcm_master__commitment c on c.tieout_company = $1 and c.commitment = t.commitment
     join sage.jcm_master__commitment_item i on i.tieout_company = $1 and i.commitment = c.commitment
     left join sage.apm_master__vendor v on v.tieout_company = $1 and v.vendor = c.vendor
     left join tieout.document d on d.tieout_company = $1 and d.dataset = 'commitments' and d.document = c.commitment and d.state = 'loaded'
     group by grouping sets ((c.vendor), (c.vendor, c.commitment), (c.vendor, c.commitment, i.item_number))
     order by c.vendor, c.commitment nulls first, i.item_number nulls first`,
  );
  return cutSection(context, 'vendors', rows).map((row) => {
    const revised = Number(row.revised);
    return {
      vendor: row.vendor,
      vendorName: row.name,
      commitment: row.commitment,
      title: row.title,
      line: row.line,
      description: row.description,
      original: beside(row.source_original, row.original),
      approvedChanges: loaded(row.changes),
      revised: loaded(row.revised),
      billedToDate: beside(row.source_billed, row.billed),
      billedPercentHundredths: revised === 0 ? null : Math.round((Number(row.billed) * 10_000) / revised),
      retainageHeld: beside(row.source_held, row.held),
      paid: { procoreCents: null, loadedCents: 0, sageCents: null },
      balance: loaded(String(revised - Number(row.billed))),
    };
  });
}

function beside(procore: string | null, value: string): ThreeWay {
  return { procoreCents: procore === null ? null : Number(procore), loadedCents: Number(value), sageCents: null };
}

/** Procore's figure is that of the loaded documents themselves; it is shown where the books hold another one. */
function loaded(value: string): ThreeWay {
  return { procoreCents: null, loadedCents: Number(value), sageCents: null };
}

interface JobRecord {
  job: string;
  name: string;
  extra: string | null;
  cost_code: string | null;
  category: string | null;
  description: string | null;
  original: string;
  changes: string;
  total: string;
  committed: string;
  co: string;
  revised: string;
  invoiced: string;
}

/** What a batch moved: the codings its rows add to, by the totals that the dictionary keeps on categories. */
function touchedCodings({ catalog }: ReportContext): string {
  const parts = [...catalog.tables.values()].flatMap((table) => {
    const totals = table.totals.filter(({ to }) => to === CATEGORIES);
    return totals.map(({ key, through }) => {
      const read = (name: string): string =>
        name.startsWith('through.') ? `th.${quote(name.slice('through.'.length))}` : `s.${quote(name)}`;
      const columns = ['job', 'extra', 'cost_code', 'category'].map((name) => `${read(key[name]!)} as ${name}`);
      const join = Object.entries(through?.key ?? {}).map(([column, from]) => `th.${quote(column)} = ${read(from)}`);
      const joined =
        through === null
          ? ''
          : ` join ${sageTable(through.table)} th on th.tieout_company = $1 and ${join.join(' and ')}`;
      return `select ${columns.join(', ')} from ${sageTable(table.table)} s${joined}
         where s.tieout_company = $1 and ($2::uuid is null or s.tieout_batch = $2)`;
    });
  });
  return [...new Set(parts)].join('\n       union ');
}

const CATEGORIES = 'jcm_master__category';

export async function jobTree(context: ReportContext): Promise<JobNode[]> {
  const touched = touchedCodings(context);
  if (touched === '') return [];
  const rows = await read<JobRecord>(
    context,
    `with touched as (
       ${touched})
     select c.job, max(coalesce(j.description, '')) as name, c.extra, c.cost_code, c.category,
       case when grouping(c.category) = 0 then max(c.description) when grouping(c.cost_code) = 0 then max(k.description)
         when grouping(c.extra) = 0 then max(e.description) end as description,
       sum(${centsOf('c.original_estimate')}) as original, sum(${centsOf('c.approved_estimate_changes')}) as changes, sum(${centsOf('c.total_estimate')}) as total,
       sum(${centsOf('c.original_commitment')}) as committed, sum(${centsOf('c.approved_commitment_changes')}) as co, sum(${centsOf('c.revised_commitment')}) as revised,
       sum(${centsOf('c.commitment_invoiced')}) as invoiced
     from touched t join sage.jcm_master__category c on c.tieout_company = $1 and c.job = t.job and c.extra = t.extra and c.cost_code = t.cost_code and c.category = t.category
     left join sage.jcm_master__job j on j.tieout_company = $1 and j.job = c.job
     left join sage.jcm_master__extra e on e.tieout_company = $1 and e.job = c.job and e.extra = c.extra
     left join sage.jcm_master__cost_code k on k.tieout_company = $1 and k.job = c.job and k.extra = c.extra and k.cost_code = c.cost_code
     group by grouping sets ((c.job), (c.job, c.extra), (c.job, c.extra, c.cost_code), (c.job, c.extra, c.cost_code, c.category))
     order by c.job, c.extra nulls first, c.cost_code nulls first, c.category nulls first`,
  );
  return cutSection(context, 'jobs', rows).map((row) => ({
    job: row.job,
    jobName: row.name,
    extra: row.extra,
    costCode: row.cost_code,
    category: row.category,
    description: row.description,
    originalEstimate: loaded(row.original),
    approvedChanges: loaded(row.changes),
    totalEstimate: loaded(row.total),
    originalCommitment: loaded(row.committed),
    approvedCommitmentChanges: loaded(row.co),
    revisedCommitment: loaded(row.revised),
    invoiced: loaded(row.invoiced),
    openCommitment: loaded(String(Number(row.revised) - Number(row.invoiced))),
  }));
}
