/**
 * The two dimension trees, with subtotals: vendor → commitment → line, and job → extra → cost code → category.
 * Procore's side comes from what the books hold of the source lines; loaded from the tables, read again. Only what this
 * batch touched is shown; `reconcile` of the company shows all.
 */
import type { CodingDefinition } from '../../core/mapping-grammar.js';
import type { JobNode, ThreeWay, VendorNode } from '../../core/report-model.js';
import { columnList, keyJoin, quote, sageTable } from '../sage-sql.js';
import { throughColumn, throughJoin } from '../total-meaning.js';
import { CHARGED, DISTRIBUTIONS } from './charged-rows.js';
import { centsOf, ofBatch, readTrees, type ReportContext, type Trees } from './report-context.js';

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
  source_original: string;
  source_changes: string;
  source_billed: string;
  source_held: string;
}

export async function vendorTree(context: ReportContext): Promise<VendorNode[]> {
  const rows = await readTrees<VendorRecord>(context, 'vendors', {
    heads: `touched as materialized (
       select commitment from sage.jcm_master__commitment where ${ofBatch()}
       union
       select commitment from sage.jcm_master__commitment_co where ${ofBatch()}
       union
       select commitment from ${CHARGED} where commitment <> ''),
     billed as materialized (
       select c.vendor, c.commitment, c.description, count(*) as lines
       from touched t
       join sage.jcm_master__commitment c on c.tieout_company = $1 and c.commitment = t.commitment
       join sage.jcm_master__commitment_item i on i.tieout_company = $1 and i.commitment = c.commitment
       group by c.vendor, c.commitment, c.description),
     heads as materialized (select vendor as head, 1 + count(*) + sum(lines) as rows from billed group by vendor)`,
    parts: `sent as (
       select commitment, item, ${sentAs(context, 'original_commitment')}, ${sentAs(context, 'approved_cos')}
       from tieout.coding_sum
       where tieout_company = $1 and commitment in (select commitment from billed join shown on head = vendor)
       group by commitment, item)`,
    rows: `select c.vendor, max(coalesce(v.name, '')) as name, c.commitment, max(c.description) as title,
       i.item_number as line, max(i.description) as description,
       sum(${centsOf('i.amount')} - ${centsOf('i.approved_commitment_co_amount')}) as original,
       sum(${centsOf('i.approved_commitment_co_amount')}) as changes,
       sum(${centsOf('i.amount')}) as revised,
       sum(${centsOf('i.amount_invoiced')}) as billed,
       sum(${centsOf('i.retainage_held')}) as held,
       sum(${centsOf('i.amount_billed')}) as source_billed,
       sum(${centsOf('i.retainage_billed')}) as source_held,
       coalesce(sum(s.original_commitment), 0) as source_original,
       coalesce(sum(s.approved_cos), 0) as source_changes
     from shown h
     join billed c on c.vendor = h.head
     join sage.jcm_master__commitment_item i on i.tieout_company = $1 and i.commitment = c.commitment
     left join sage.apm_master__vendor v on v.tieout_company = $1 and v.vendor = c.vendor
     left join sent s on s.commitment = i.commitment and s.item = i.item_number::text
     group by grouping sets ((c.vendor), (c.vendor, c.commitment), (c.vendor, c.commitment, i.item_number))
     order by c.vendor, c.commitment nulls first, i.item_number nulls first`,
  });
  return rows.map((row) => {
    const revised = Number(row.revised);
    const sourceRevised = Number(row.source_original) + Number(row.source_changes);
    return {
      vendor: row.vendor,
      vendorName: row.name,
      commitment: row.commitment,
      title: row.title,
      line: row.line,
      description: row.description,
      original: beside(row.source_original, row.original),
      approvedChanges: beside(row.source_changes, row.changes),
      revised: beside(sourceRevised, revised),
      billedToDate: beside(row.source_billed, row.billed),
      billedPercentHundredths: revised === 0 ? null : Math.round((Number(row.billed) * 10_000) / revised),
      retainageHeld: beside(row.source_held, row.held),
      paid: { procoreCents: null, loadedCents: 0, sageCents: null },
      balance: beside(sourceRevised - Number(row.source_billed), revised - Number(row.billed)),
    };
  });
}

function beside(procore: string | number, loaded: string | number): ThreeWay {
  return { procoreCents: Number(procore), loadedCents: Number(loaded), sageCents: null };
}

/** Procore's side of a column: the sum, in cents, of what the datasets that show there have sent. */
function sentAs({ catalog }: ReportContext, column: NonNullable<CodingDefinition['shows']>): string {
  const settings = catalog.profile as unknown as Record<string, unknown>;
  const shown = catalog.datasets.filter(({ mapping: { coding } }) => {
    return coding?.shows === column && (coding.if === undefined || settings[coding.if] === true);
  });
  const names = [...shown.map(({ name }) => name), column === 'invoiced' ? OPENING : ''].map((name) => `'${name}'`);
  return `coalesce(sum(amount) filter (where dataset in (${names.join(', ')})), 0) as ${column}`;
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
  source_original_estimate: string;
  source_approved_changes: string;
  source_original_commitment: string;
  source_approved_cos: string;
  source_invoiced: string;
}

/** What a batch moved: the codings its rows add to, by the totals that the dictionary keeps on categories. */
function touchedCodings({ catalog }: ReportContext): string {
  const parts = [...catalog.tables.values()].flatMap((table) => {
    const totals = table.totals.filter(({ to }) => to === CATEGORIES);
    const rows =
      table.table === DISTRIBUTIONS ? CHARGED : `(select * from ${sageTable(table.table)} where ${ofBatch()})`;
    return totals.map((total) => {
      const read = (name: string): string => throughColumn(name) ?? `s.${quote(name)}`;
      const columns = CODING.map((name) => `${read(total.key[name]!)} as ${name}`);
      return `select ${columns.join(', ')} from ${rows} s ${throughJoin(total, read)}`;
    });
  });
  return [...new Set(parts)].join('\n       union ');
}

const CATEGORIES = 'jcm_master__category';
const CODING = ['job', 'extra', 'cost_code', 'category'] as const;
const SENT_COLUMNS = [
  'original_estimate',
  'approved_changes',
  'original_commitment',
  'approved_cos',
  'invoiced',
] as const;

/** Columns of a category, and how the tree calls them. */
const LOADED = [
  ['original_estimate', 'original'],
  ['approved_estimate_changes', 'changes'],
  ['total_estimate', 'total'],
  ['original_commitment', 'committed'],
  ['approved_commitment_changes', 'co'],
  ['revised_commitment', 'revised'],
  ['commitment_invoiced', 'invoiced'],
] as const;

const FIGURES = [...LOADED.map(([, name]) => name), ...SENT_COLUMNS.map((name) => `source_${name}`)];

/** What was invoiced before go-live was sent by nobody's invoice, but counts on both sides. */
const OPENING = 'opening';

/** `touched`: SQL of the codings whose jobs are shown. */
function jobTrees(context: ReportContext, touched: string): Trees {
  const sent = `(
       select dataset, job, extra, cost_code, category, amount from tieout.coding_sum where tieout_company = $1
       union all
       select '${OPENING}', job, extra, cost_code, category, ${centsOf('opening_invoiced')}
       from sage.jcm_master__commitment_item where tieout_company = $1 and opening_invoiced <> 0)`;
  return {
    // Each side is found by what was touched, then both are added up: of a join of the two PostgreSQL expects one row,
    // four columns being equal, and takes them through each other row by row (29 s for 2,000 lines).
    heads: `touched as materialized (
       select * from (${touched}) every where job <> ''),
     known as materialized (
       select ${columnList(CODING)} from touched
       where (${columnList(CODING)}) in (
           select ${columnList(CODING)} from sage.jcm_master__category where tieout_company = $1)
         or (${columnList(CODING)}) in (select ${columnList(CODING)} from ${sent} s)),
     heads as materialized (
       select job as head, 1 + count(*) + sum(codes) + sum(categories) as rows
       from (
         select job, extra, count(*) as codes, sum(categories) as categories
         from (select job, extra, cost_code, count(*) as categories from known group by 1, 2, 3) c
         group by 1, 2) e
       group by 1)`,
    parts: `moved as materialized (select t.* from known t join shown h on h.head = t.job),
     parts as (
       select ${columnList(CODING, 'c')}, c.description, ${LOADED.map(
         ([column, name]) => `${centsOf(`c.${column}`)} as ${name}`,
       ).join(', ')}, ${SENT_COLUMNS.map((column) => `0::bigint as source_${column}`).join(', ')}
       from moved t
       join sage.jcm_master__category c on c.tieout_company = $1 and ${keyJoin(CODING, 'c', 't')}
         and c.job in (select head from shown)
       union all
       select ${columnList(CODING, 's')}, null, ${LOADED.map(() => '0').join(', ')},
         ${SENT_COLUMNS.map((column) => sentAs(context, column)).join(', ')}
       from ${sent} s
       join moved t on ${keyJoin(CODING, 's', 't')} and s.job in (select head from shown)
       group by ${columnList(CODING, 's')}),
     sums as (
       select ${columnList(CODING)}, max(description) as description,
         ${FIGURES.map((name) => `sum(${name}) as ${name}`).join(', ')}
       from parts
       group by grouping sets ((job), (job, extra), (job, extra, cost_code), (job, extra, cost_code, category)))`,
    rows: `select ${columnList(CODING, 'p')}, ${FIGURES.join(', ')},
       coalesce(j.description, '') as name,
       case
         when p.category is not null then p.description
         when p.cost_code is not null then k.description
         when p.extra is not null then e.description
       end as description
     from sums p
     left join sage.jcm_master__job j on j.tieout_company = $1 and ${keyJoin(CODING.slice(0, 1), 'j', 'p')}
     left join sage.jcm_master__extra e on e.tieout_company = $1 and ${keyJoin(CODING.slice(0, 2), 'e', 'p')}
     left join sage.jcm_master__cost_code k on k.tieout_company = $1 and ${keyJoin(CODING.slice(0, 3), 'k', 'p')}
     order by p.job, p.extra nulls first, p.cost_code nulls first, p.category nulls first`,
  };
}

export async function jobTree(context: ReportContext): Promise<JobNode[]> {
  const touched = touchedCodings(context);
  if (touched === '') return [];
  const rows = await readTrees<JobRecord>(context, 'jobs', jobTrees(context, touched));
  return rows.map((row) => {
    const estimate = Number(row.source_original_estimate) + Number(row.source_approved_changes);
    const revised = Number(row.source_original_commitment) + Number(row.source_approved_cos);
    return {
      job: row.job,
      jobName: row.name,
      extra: row.extra,
      costCode: row.cost_code,
      category: row.category,
      description: row.description,
      originalEstimate: beside(row.source_original_estimate, row.original),
      approvedChanges: beside(row.source_approved_changes, row.changes),
      totalEstimate: beside(estimate, row.total),
      originalCommitment: beside(row.source_original_commitment, row.committed),
      approvedCommitmentChanges: beside(row.source_approved_cos, row.co),
      revisedCommitment: beside(revised, row.revised),
      invoiced: beside(row.source_invoiced, row.invoiced),
      openCommitment: beside(revised - Number(row.source_invoiced), Number(row.revised) - Number(row.invoiced)),
    };
  });
}
