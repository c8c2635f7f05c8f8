/**
 * Lists of the report: actions, open items with ages, what rules excluded, alterations, warnings.
 */
import type { Issue } from '../../core/nouns.js';
import type {
  ActionRow,
  Alteration,
  CountAndCents,
  ExcludedRow,
  OpenItemFlow,
  OpenItems,
} from '../../core/report-model.js';
import { cents, cutSection, read, type ReportContext } from './report-context.js';

interface IssueRecord {
  dataset: string | null;
  file: string | null;
  sheet: string | null;
  row: number | null;
  column: string | null;
  cell: string | null;
  header: string | null;
  document: string | null;
  code: string;
  severity: 'error' | 'warning';
  value: string | null;
  message: string;
  allowed: string[] | null;
  nearest: string[] | null;
  outcome: string;
  amount: string | null;
  vendor: string | null;
  job: string | null;
  opened: Date | null;
  started: Date;
}

const ISSUES = `select i.dataset, i.file, i.sheet, i."row", i."column", i.cell, i.header, i.document, i.code, i.severity, i.value, i.message, i.allowed, i.nearest, i.outcome,
    v.amounts[1]::text as amount, v.vendor, v.job, o.started_at as opened, b.started_at as started
  from tieout.issue i join tieout.batch b on b.tieout_company = i.tieout_company and b.batch = i.batch
  left join tieout.document_version v on v.tieout_company = i.tieout_company and v.batch = i.batch and v.dataset = i.dataset and v.document = i.document and v.copy = 0
  left join tieout.batch o on o.tieout_company = v.tieout_company and o.batch = v.opened_by
  where i.tieout_company = $1 and (i.batch = $2 or ($2::uuid is null and exists (select 1 from tieout.document d
    where d.tieout_company = i.tieout_company and d.dataset = i.dataset and d.document = i.document and d.batch = i.batch)))`;

export async function actionRows(context: ReportContext): Promise<ActionRow[]> {
  const rows = await read<IssueRecord>(
    context,
    `${ISSUES} and i.outcome in ('held', 'waiting') order by abs(coalesce(v.amounts[1], 0)) desc, i.sequence`,
  );
  return cutSection(context, 'actions', rows).map((row) => ({
    who: context.catalog.issueCodes.remedyOf(row.code)?.whoFixes ?? 'accountant',
    amountCents: row.amount === null ? null : cents(row.amount),
    dataset: row.dataset ?? '',
    document: row.document ?? '',
    vendor: row.vendor,
    job: row.job,
    file: row.file,
    place: row.cell ?? (row.row === null ? null : `row ${row.row}`),
    code: row.code,
    reason: row.message,
    toType: row.nearest?.join(' or ') ?? row.allowed?.slice(0, 6).join(', ') ?? null,
    ageDays: ageDays(row.opened ?? row.started, row.started),
  }));
}

function ageDays(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 86_400_000));
}

export async function warningIssues(context: ReportContext): Promise<Issue[]> {
  const rows = await read<IssueRecord>(context, `${ISSUES} and i.outcome = 'warned' order by i.sequence`);
  return cutSection(context, 'warnings', rows).map((row) => ({
    dataset: row.dataset,
    file: row.file,
    sheet: row.sheet,
    row: row.row,
    column: row.column,
    cell: row.cell,
    header: row.header,
    document: row.document,
    code: row.code,
    severity: row.severity,
    value: row.value,
    message: row.message,
    allowed: row.allowed,
    nearest: row.nearest,
  }));
}

export async function excludedRows(context: ReportContext): Promise<ExcludedRow[]> {
  const rows = await read<{
    dataset: string;
    rule: string | null;
    reason: string | null;
    documents: string;
    rows: string;
    amount: string | null;
    listed: string[];
  }>(
    context,
    `select dataset, rule, min(reason) as reason, count(*) as documents, sum(rows) as rows, sum(amounts[1])::text as amount,
       (array_agg(document order by document))[1:20] as listed
     from tieout.report_versions($1, $2) where outcome = 'excluded' group by dataset, rule order by dataset, rule`,
  );
  const because = new Map(
    context.catalog.datasets.flatMap((dataset) => dataset.rules.all.map((rule) => [rule.id, rule.because] as const)),
  );
  return rows.map((row) => ({
    dataset: row.dataset,
    rule: row.rule ?? '',
    because: because.get(row.rule ?? '') ?? row.reason ?? '',
    documents: Number(row.documents),
    rows: Number(row.rows),
    amountCents: cents(row.amount),
    documentsListed: row.listed,
  }));
}

export async function alterations(context: ReportContext): Promise<Alteration[]> {
  const rows = await read<{
    dataset: string;
    document: string;
    column: string;
    kind: Alteration['kind'];
    because: string;
    before: string | null;
    after: string | null;
    file: string | null;
    sheet: string | null;
    rows: number[];
  }>(
    context,
    `select dataset, document, "column", kind, because, before, after, file, sheet, rows from tieout.alteration where tieout_company = $1 and ($2::uuid is null or batch = $2) order by sequence`,
  );
  return cutSection(context, 'alterations', rows).map((row) => ({
    dataset: row.dataset,
    document: row.document,
    column: row.column,
    kind: row.kind,
    because: row.because,
    before: row.before,
    after: row.after,
    rows: row.rows.length,
    source: row.file === null ? null : { file: row.file, sheet: row.sheet, rows: row.rows },
  }));
}

// ------------------------------------------------------------------------------------------------ open items

interface OpenRecord {
  dataset: string;
  document: string;
  state: string;
  code: string | null;
  reason: string | null;
  amount: string | null;
  batch: string;
  since: Date;
  started: Date;
}

/** opening + new − loaded − withdrawn = closing, for what is held and what waits. */
export async function openItems(context: ReportContext): Promise<OpenItems> {
  const before = await flowOf(
    context,
    `select previous as state, count(*) as count, coalesce(sum(amount), 0)::text as cents from (
      select v.document, v.amounts[1] as amount, (select p.outcome from tieout.document_version p join tieout.batch b on b.tieout_company = p.tieout_company and b.batch = p.batch
        where p.tieout_company = v.tieout_company and p.dataset = v.dataset and p.document = v.document and p.batch <> v.batch and p.copy = 0
          and b.started_at < coalesce((select started_at from tieout.batch where tieout_company = $1 and batch = $2), now())
        order by b.started_at desc limit 1) as previous
      from tieout.report_versions($1, $2) v where v.copy = 0) x where previous in ('held', 'waiting') group by 1`,
  );
  const after = await flowOf(
    context,
    `select outcome as state, count(*) as count, coalesce(sum(amounts[1]), 0)::text as cents
      from tieout.report_versions($1, $2) where copy = 0 and outcome in ('held', 'waiting') group by 1`,
  );
  const rows = await read<OpenRecord>(
    context,
    `select v.dataset, v.document, v.outcome as state, v.reason_code as code, v.reason, v.amounts[1]::text as amount, coalesce(v.opened_by, v.batch)::text as batch,
       o.started_at as since, b.started_at as started
     from tieout.report_versions($1, $2) v join tieout.batch b on b.tieout_company = v.tieout_company and b.batch = v.batch
     join tieout.batch o on o.tieout_company = v.tieout_company and o.batch = coalesce(v.opened_by, v.batch)
     where v.copy = 0 and v.outcome in ('held', 'waiting') order by abs(coalesce(v.amounts[1], 0)) desc, v.dataset, v.document`,
  );
  const moved = await flowOf(
    context,
    `select previous as state, count(*) as count, coalesce(sum(amount), 0)::text as cents from (
      select v.amounts[1] as amount, (select p.outcome from tieout.document_version p join tieout.batch b on b.tieout_company = p.tieout_company and b.batch = p.batch
        where p.tieout_company = v.tieout_company and p.dataset = v.dataset and p.document = v.document and p.batch <> v.batch and p.copy = 0
          and b.started_at < coalesce((select started_at from tieout.batch where tieout_company = $1 and batch = $2), now()) order by b.started_at desc limit 1) as previous
      from tieout.report_versions($1, $2) v where v.copy = 0 and v.outcome in ('loaded', 'unchanged')) x
      where previous in ('held', 'waiting') group by 1`,
  );
  const listed = rows.map((row) => ({
    dataset: row.dataset,
    document: row.document,
    state: row.state as 'held' | 'waiting',
    code: row.code ?? '',
    reason: row.reason ?? '',
    amountCents: row.amount === null ? null : cents(row.amount),
    sinceBatch: row.batch,
    ageDays: ageDays(row.since, row.started),
  }));
  const flow = (state: 'held' | 'waiting'): OpenItemFlow => {
    const opening = before.get(state) ?? NONE;
    const closing = after.get(state) ?? NONE;
    const loaded = moved.get(state) ?? NONE;
    const mine = listed.filter((row) => row.state === state);
    const fresh = minus(plus(closing, loaded), opening);
    const withdrawn = fresh.count < 0 ? { count: -fresh.count, cents: -fresh.cents } : NONE;
    return { opening, new: fresh.count < 0 ? NONE : fresh, loaded, withdrawn, closing, ages: agesOf(mine) };
  };
  return { held: flow('held'), waiting: flow('waiting'), rows: cutSection(context, 'openItems', listed) };
}

const NONE: CountAndCents = { count: 0, cents: 0 };

async function flowOf(context: ReportContext, sql: string): Promise<Map<string, CountAndCents>> {
  const rows = await read<{ state: string; count: string; cents: string }>(context, sql);
  return new Map(rows.map((row) => [row.state, { count: Number(row.count), cents: cents(row.cents) }]));
}

function plus(a: CountAndCents, b: CountAndCents): CountAndCents {
  return { count: a.count + b.count, cents: a.cents + b.cents };
}

function minus(a: CountAndCents, b: CountAndCents): CountAndCents {
  return { count: a.count - b.count, cents: a.cents - b.cents };
}

function agesOf(rows: readonly { ageDays: number; amountCents: number | null }[]): OpenItemFlow['ages'] {
  const sum = (from: number, to: number): CountAndCents =>
    rows
      .filter((row) => row.ageDays >= from && row.ageDays <= to)
      .reduce((total, row) => plus(total, { count: 1, cents: row.amountCents ?? 0 }), NONE);
  return { '0-1': sum(0, 1), '2-7': sum(2, 7), '8-30': sum(8, 30), '>30': sum(31, Infinity) };
}
