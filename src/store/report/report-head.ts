/**
 * Head of the report, page 1, files, equations and hash totals.
 */
import type { CompiledDataset } from '../../core/compile-dataset.js';
import type { BatchSummary, Equation } from '../../core/nouns.js';
import { formatScaled } from '../../core/format-value.js';
import {
  AS_IT_STANDS,
  type HashTotal,
  type MeasureRow,
  type ReportFile,
  type ReportHead,
} from '../../core/report-model.js';
import { cents, ofBatch, read, type ReportContext } from './report-context.js';

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
    `select status, as_of::text, started_at, finished_at, definitions, accept, summary
     from tieout.batch where tieout_company = $1 and ($2::uuid is null or batch = $2)
     order by started_at desc
     limit 1`,
  );
  const newest = await read<{ dataset: string; file: string; received_at: Date }>(
    context,
    `select distinct on (f.dataset) f.dataset, f.name as file, b.started_at as received_at
     from tieout.batch_file f
     join tieout.batch b using (tieout_company, batch)
     where f.tieout_company = $1 and f.dataset is not null
       and b.started_at <= coalesce(
         (select started_at from tieout.batch where tieout_company = $1 and batch = $2), now())
     order by f.dataset, b.started_at desc`,
  );
  const { profile } = context.catalog;
  const tiedOut = equations.every((equation) => equation.holds);
  const { short, over } = differenceOf(measures);
  return {
    company: context.company,
    companyName: profile.name,
    batch: context.batch ?? AS_IT_STANDS,
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
      : (differenceSentence(short, over) ?? disagreement(equations)),
  };
}

/** What the tables lack and what they have too much, in cents: of each dataset its first measure that differs. */
function differenceOf(measures: readonly MeasureRow[]): { short: number; over: number } {
  const leading = new Map<string, number>();
  for (const { dataset, unit, difference } of measures) {
    if (unit === 'money' && difference !== 0 && !leading.has(dataset)) leading.set(dataset, difference);
  }
  const sum = (differences: readonly number[]): number => differences.reduce((all, cents) => all + Math.abs(cents), 0);
  const all = [...leading.values()];
  return { short: sum(all.filter((cents) => cents < 0)), over: sum(all.filter((cents) => cents > 0)) };
}

function differenceSentence(short: number, over: number): string | null {
  if (short === 0 && over === 0) return null;
  if (short === 0) return `Over by ${formatScaled(over, 2, 2)}.`;
  const also = over === 0 ? '' : `, and elsewhere over by ${formatScaled(over, 2, 2)}`;
  return `Short by ${formatScaled(short, 2, 2)}${also}.`;
}

function disagreement(equations: readonly Equation[]): string {
  const broken = equations.filter((equation) => !equation.holds).length;
  return `Not tied out: ${broken} control total${broken === 1 ? '' : 's'} disagree${broken === 1 ? 's' : ''}.`;
}

/** One row per measure; datasets without money count documents. Loaded is what the second reading found. */
export async function measureRows(context: ReportContext, equations: readonly Equation[]): Promise<MeasureRow[]> {
  const rows: MeasureRow[] = [];
  for (const dataset of inReportOrder(context.catalog.datasets)) {
    const shown = measuresShown(dataset);
    const [row] = await read<Record<string, string>>(
      context,
      `select ${['coalesce(sum(documents), 0) as count', ...shown.flatMap((_, place) => sumsOf(place))].join(', ')}
       from (
         select outcome, carried, count(*) as documents,
           ${shown.flatMap((measure, place) => amountsOf(dataset, measure, place)).join(', ')}
         from tieout.report_versions($1, $2)
         where dataset = $3
         group by outcome, carried) v`,
      [dataset.name],
    );
    if (row === undefined || row['count'] === '0') continue;
    for (const [place, measure] of shown.entries()) {
      const n = (name: string): number => Number(row[`${name}_${place}`]);
      const reread = equations.find(
        (equation) => equation.name === `${measure}-loaded` && equation.dataset === dataset.name,
      );
      const loaded = reread === undefined ? n('loaded') : Math.round(Number(reread.actual.replaceAll(',', '')) * 100);
      const toLoad = n('procore') + n('carried') - n('excluded') - n('held') - n('waiting');
      rows.push({
        measure,
        label: labelOf(dataset, measure),
        dataset: dataset.name,
        unit: unitOf(dataset, measure),
        listedIn: dataset.mapping.report?.listedIn ?? null,
        count: Number(row['count']),
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
  return rows;
}

/** SQL: what became of a measure; names end in `place`, for one statement reads all measures of a dataset. */
function sumsOf(place: number): string[] {
  const [amount, excluded, unchanged] = [`amount_${place}`, `excluded_${place}`, `unchanged_${place}`];
  const sums = {
    procore: sumWhere(amount, 'not (carried and $2::uuid is not null)'),
    carried: sumWhere(amount, 'carried and $2::uuid is not null'),
    excluded: `${sumWhere(amount, "outcome = 'excluded'")}
      + ${sumWhere(excluded, "outcome in ('loaded', 'unchanged')")}`,
    held: sumWhere(amount, "outcome = 'held'"),
    waiting: sumWhere(amount, "outcome = 'waiting'"),
    loaded: sumWhere(`${amount} - ${excluded} - ${unchanged}`, "outcome = 'loaded'"),
    unchanged: `${sumWhere(`${amount} - ${excluded}`, "outcome = 'unchanged'")}
      + ${sumWhere(unchanged, "outcome = 'loaded'")}`,
  };
  return Object.entries(sums).map(([name, sum]) => `${sum} as ${name}_${place}`);
}

/** SQL: its amounts by outcome, added up before they are told apart; without a measure documents are counted. */
function amountsOf({ measures }: CompiledDataset, measure: string, place: number): string[] {
  const at = `[${measures.indexOf(measure) + 1}]`;
  const [amount, excluded, unchanged] =
    measures.length === 0
      ? ['count(*)', '0', '0']
      : [`sum(amounts${at})`, `sum(amounts_excluded${at})`, `sum(amounts_unchanged${at})`];
  return [`${amount} as amount_${place}`, `${excluded} as excluded_${place}`, `${unchanged} as unchanged_${place}`];
}

function sumWhere(value: string, condition: string): string {
  return `coalesce(sum(${value}) filter (where ${condition}), 0)`;
}

/** Datasets by their place in the report, those without one after them in load order. */
function inReportOrder(datasets: readonly CompiledDataset[]): CompiledDataset[] {
  const place = ({ mapping }: CompiledDataset): number => mapping.report?.place ?? Number.MAX_SAFE_INTEGER;
  return [...datasets].sort((a, b) => place(a) - place(b));
}

/** Its measures as the report names them, then the others; a dataset without any counts documents. */
function measuresShown({ mapping, measures }: CompiledDataset): string[] {
  if (measures.length === 0) return ['documents'];
  return [...new Set([...Object.keys(mapping.report?.measures ?? {}), ...measures])];
}

function labelOf({ mapping, measures, schema }: CompiledDataset, measure: string): string {
  const label = mapping.report?.label ?? schema.title;
  const own = mapping.report?.measures?.[measure];
  return own ?? (measures.length < 2 || measure === measures[0] ? label : `${label}, ${measure.replaceAll('_', ' ')}`);
}

function unitOf({ kinds, mapping }: CompiledDataset, measure: string): MeasureRow['unit'] {
  const value = mapping.measures[measure];
  if (value === undefined) return 'count';
  return kinds.get(value) === 'hours' ? 'hours' : 'money';
}

export async function readEquations(context: ReportContext): Promise<Equation[]> {
  return read<Equation>(
    context,
    `select name, dataset, expected, actual, holds
     from tieout.equation where tieout_company = $1 and batch = $2
     order by sequence`,
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
    `select name, sha256, string_agg(distinct dataset, ', ') as dataset,
       array_agg(sheet order by sheet) filter (where sheet <> '') as sheets,
       sum(rows) as rows, max(bytes) as bytes, max(note) as note
     from tieout.batch_file where tieout_company = $1 and ($2::uuid is null or batch = $2)
     group by name, sha256
     order by name`,
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
      `select count(*) as loaded, coalesce(sum(hashtext(dataset || ':' || document)::bigint), 0)::text as n
       from tieout.document_version
       where tieout_company = $1 and batch = $2 and dataset = $3 and outcome = 'loaded'`,
      [dataset.name],
    );
    if (cents(books!.loaded) === 0) continue;
    const [tables] = await read<{ n: string }>(
      context,
      `select coalesce(sum(hashtext(tieout_document)::bigint), 0)::text as n from sage."${target.table}"
       where ${ofBatch()} and tieout_document like $3`,
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
