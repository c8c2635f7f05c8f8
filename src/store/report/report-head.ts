/**
 * Head of the report, page 1, files, equations and hash totals.
 */
import type { BatchSummary, Equation } from '../../core/nouns.js';
import { formatScaled } from '../../core/format-value.js';
import type { HashTotal, MeasureRow, ReportFile, ReportHead } from '../../core/report-model.js';
import { cents, read, type ReportContext } from './report-context.js';

interface BatchRecord {
  status: string;
  as_of: string;
  started_at: Date;
  finished_at: Date | null;
  definitions: string;
  accept: string;
  summary: BatchSummary | null;
}

export async function reportHead(
  context: ReportContext,
  equations: readonly Equation[],
  measures: readonly MeasureRow[],
): Promise<ReportHead> {
  const [batch] = await read<BatchRecord>(
    context,
    'select status, as_of::text, started_at, finished_at, definitions, accept, summary from tieout.batch where tieout_company = $1 and ($2::uuid is null or batch = $2) order by started_at desc limit 1',
  );
  const newest = await read<{ dataset: string; file: string; received_at: Date }>(
    context,
    `select distinct on (f.dataset) f.dataset, f.name as file, b.started_at as received_at from tieout.batch_file f
     join tieout.batch b using (tieout_company, batch)
     where f.tieout_company = $1 and f.dataset is not null and b.started_at <= coalesce((select started_at from tieout.batch where tieout_company = $1 and batch = $2), now())
     order by f.dataset, b.started_at desc`,
  );
  const { profile } = context.catalog;
  const tiedOut = equations.every((equation) => equation.holds);
  const short = measures.filter((row) => row.unit === 'money').reduce((sum, row) => sum + Math.abs(row.difference), 0);
  const broken = equations.filter((equation) => !equation.holds).length;
  return {
    company: context.company,
    companyName: profile.name,
    batch: context.batch ?? 'the company as it stands',
    status: context.batch === null ? 'as it stands' : batch!.status,
    dryRun: batch!.summary?.dryRun ?? false,
    startedAt: batch!.started_at.toISOString(),
    finishedAt: (batch!.finished_at ?? batch!.started_at).toISOString(),
    asOf: batch!.as_of,
    definitions: batch!.definitions,
    toleranceCents: profile.toleranceCents,
    openMonths: profile.openMonths === 'all' ? 'all' : profile.openMonths.join(', '),
    preparedBy: 'Tieout',
    approvedBy: batch!.accept === 'auto' ? 'accepted automatically' : null,
    newestExtracts: newest.map((row) => ({
      dataset: row.dataset,
      file: row.file,
      receivedAt: row.received_at.toISOString(),
    })),
    sageReadBack: null,
    tiedOut,
    shortByCents: short,
    sentence: tiedOut
      ? 'Tied out: every control total agrees.'
      : short === 0
        ? `Not tied out: ${broken} control total${broken === 1 ? '' : 's'} disagree${broken === 1 ? 's' : ''}.`
        : `Short by ${formatScaled(short, 2, 2)}.`,
  };
}

const LABELS: Readonly<Record<string, string>> = {
  companies: 'Companies',
  'company-insurances': 'Vendor insurances',
  projects: 'Jobs',
  'sub-jobs': 'Extras',
  'project-cost-codes': 'Cost codes',
  budgets: 'Original budget',
  'budget-changes': 'Budget changes',
  'budget-forecasts': 'Cost forecast',
  commitments: 'Commitments',
  'commitment-change-orders': 'Commitment change orders',
  'prime-contract-change-orders': 'Prime contract change orders',
  'subcontractor-invoices': 'Invoices',
  'owner-invoices': 'Owner invoices',
  timecards: 'Timecards',
  contracts: 'Contracts',
  'standard-cost-codes': 'Standard cost codes',
  'standard-categories': 'Standard categories',
  'vendor-types': 'Vendor types',
  'tax-groups': 'Tax groups',
  'gl-accounts': 'GL accounts',
};

const MEASURE_LABELS: Readonly<Record<string, string>> = {
  'subcontractor-invoices amount': 'Invoices, gross',
  'subcontractor-invoices retainage': 'Retainage, net of releases',
  'subcontractor-invoices retainage_held': 'Retainage held',
  'subcontractor-invoices retainage_released': 'Retainage released',
  'budget-forecasts at_completion': 'Forecast at completion',
  'budget-forecasts to_complete': 'Forecast to complete',
  'subcontractor-invoices tax': 'Tax left to Sage',
  'subcontractor-invoices net': 'Net payable',
  'prime-contract-change-orders amount': 'PCCO cost',
  'prime-contract-change-orders revenue': 'PCCO revenue',
  'owner-invoices amount': 'Owner invoices, gross',
  'owner-invoices retainage': 'Owner invoices, retainage',
  'owner-invoices net': 'Owner invoices, net',
  'timecards hours': 'Hours',
};

/** One row per measure; datasets without money count documents. Loaded is what the second reading found. */
export async function measureRows(context: ReportContext, equations: readonly Equation[]): Promise<MeasureRow[]> {
  const rows: MeasureRow[] = [];
  for (const dataset of context.catalog.datasets) {
    const measures = dataset.measures.length > 0 ? dataset.measures : ['documents'];
    for (const [index, measure] of measures.entries()) {
      const value = dataset.measures.length > 0 ? `[${index + 1}]` : null;
      const amount = value === null ? '1' : `amounts${value}`;
      const excluded = value === null ? '0' : `amounts_excluded${value}`;
      const unchanged = value === null ? '0' : `amounts_unchanged${value}`;
      const [row] = await read<Record<string, string>>(
        context,
        `select count(*) as count, coalesce(sum(${amount}) filter (where not (carried and $2::uuid is not null)), 0) as procore, coalesce(sum(${amount}) filter (where carried and $2::uuid is not null), 0) as carried,
           coalesce(sum(${amount}) filter (where outcome = 'excluded'), 0) + coalesce(sum(${excluded}) filter (where outcome in ('loaded', 'unchanged')), 0) as excluded,
           coalesce(sum(${amount}) filter (where outcome = 'held'), 0) as held, coalesce(sum(${amount}) filter (where outcome = 'waiting'), 0) as waiting,
           coalesce(sum(${amount} - ${excluded} - ${unchanged}) filter (where outcome = 'loaded'), 0) as loaded,
           coalesce(sum(${amount} - ${excluded}) filter (where outcome = 'unchanged'), 0) + coalesce(sum(${unchanged}) filter (where outcome = 'loaded'), 0) as unchanged
         from tieout.report_versions($1, $2) where dataset = $3`,
        [dataset.name],
      );
      if (row === undefined || row['count'] === '0') continue;
      const n = (name: string): number => Number(row[name]);
      const reread = equations.find(
        (equation) => equation.name === `${measure}-loaded` && equation.dataset === dataset.name,
      );
      const loaded = reread === undefined ? n('loaded') : Math.round(Number(reread.actual.replaceAll(',', '')) * 100);
      const toLoad = n('procore') + n('carried') - n('excluded') - n('held') - n('waiting');
      rows.push({
        measure,
        label: MEASURE_LABELS[`${dataset.name} ${measure}`] ?? LABELS[dataset.name] ?? dataset.schema.title,
        dataset: dataset.name,
        unit: measure === 'documents' ? 'count' : measure === 'hours' ? 'hours' : 'money',
        count: n('count'),
        procore: n('procore'),
        carriedIn: n('carried'),
        excluded: n('excluded'),
        held: n('held'),
        waiting: n('waiting'),
        toLoad,
        loaded,
        unchanged: n('unchanged'),
        difference: loaded + n('unchanged') - toLoad,
        filed: null,
        postedInSage: null,
        notYetPosted: null,
      });
    }
  }
  return rows.sort((a, b) => place(a) - place(b));
}

/** The order of INTERFACE §7; what it does not name follows in load order. */
const ORDER = [
  'companies',
  'company-insurances',
  'projects',
  'sub-jobs',
  'project-cost-codes',
  'budgets',
  'budget-changes',
  'budget-forecasts',
  'commitments',
  'commitment-change-orders',
  'prime-contract-change-orders',
  'subcontractor-invoices',
  'owner-invoices',
  'timecards',
];
const MEASURE_ORDER = ['amount', 'revenue', 'retainage_held', 'retainage_released', 'retainage', 'tax', 'net', 'hours'];

function place(row: MeasureRow): number {
  const at = ORDER.indexOf(row.dataset);
  const within = MEASURE_ORDER.indexOf(row.measure);
  return (at < 0 ? ORDER.length : at) * 100 + (within < 0 ? 50 : within);
}

export async function readEquations(context: ReportContext): Promise<Equation[]> {
  return read<Equation>(
    context,
    'select name, dataset, expected, actual, holds from tieout.equation where tieout_company = $1 and batch = $2 order by sequence',
  );
}

export async function reportFiles(context: ReportContext): Promise<ReportFile[]> {
  const rows = await read<{
    name: string;
    sha256: string;
    dataset: string | null;
    sheets: string[];
    rows: string;
    bytes: string;
    note: string | null;
  }>(
    context,
    `select name, sha256, string_agg(distinct dataset, ', ') as dataset, array_agg(sheet order by sheet) filter (where sheet <> '') as sheets,
       sum(rows) as rows, max(bytes) as bytes, max(note) as note
     from tieout.batch_file where tieout_company = $1 and ($2::uuid is null or batch = $2) group by name, sha256 order by name`,
  );
  return rows.map((row) => ({
    name: row.name,
    sha256: row.sha256,
    dataset: row.dataset ?? '',
    sheets: row.sheets ?? [],
    rows: Number(row.rows),
    bytes: Number(row.bytes),
    note: row.note,
  }));
}

/** Sums of what is no amount: documents loaded against rows of the leading table, read again. */
export async function hashTotals(context: ReportContext): Promise<HashTotal[]> {
  const totals: HashTotal[] = [];
  for (const dataset of context.catalog.datasets) {
    const target = dataset.mapping.targets[0];
    if (dataset.mapping.reload !== 'hold' || target === undefined || target.per !== 'document') continue;
    const [books] = await read<{ n: string; loaded: string }>(
      context,
      `select count(*) as loaded, coalesce(sum(hashtext(dataset || ':' || document)::bigint), 0)::text as n from tieout.document_version
       where tieout_company = $1 and batch = $2 and dataset = $3 and outcome = 'loaded'`,
      [dataset.name],
    );
    if (cents(books!.loaded) === 0) continue;
    const [tables] = await read<{ n: string }>(
      context,
      `select coalesce(sum(hashtext(tieout_document)::bigint), 0)::text as n from sage."${target.table}"
       where tieout_company = $1 and ($2::uuid is null or tieout_batch = $2) and tieout_document like $3`,
      [`${dataset.name}:%`],
    );
    totals.push({
      dataset: dataset.name,
      label: 'Document numbers',
      source: books!.n,
      target: tables!.n,
      holds: books!.n === tables!.n,
    });
  }
  return totals;
}
