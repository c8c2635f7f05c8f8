/**
 * Lists of the report: actions, open items with ages, what rules excluded, alterations, warnings.
 */
import { leadsWithMoney } from '../../core/compile-dataset.js';
import type { Issue } from '../../core/nouns.js';
import type {
  ActionRow,
  Alteration,
  CountAndCents,
  ExcludedRow,
  OpenItemFlow,
  OpenItems,
} from '../../core/report-model.js';
import { keyJoin } from '../sage-sql.js';
import { cents, read, readSection, type ReportContext } from './report-context.js';

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

function sameDocument(left: string, right: string): string {
  return keyJoin(['tieout_company', 'dataset', 'document'], left, right);
}

const ISSUES = `select i.dataset, i.file, i.sheet, i."row", i."column", i.cell, i.header, i.document,
    i.code, i.severity, i.value, i.message, i.allowed, i.nearest, i.outcome,
    v.amounts[1]::text as amount, v.vendor, v.job, o.started_at as opened, b.started_at as started
  from tieout.issue i join tieout.batch b on b.tieout_company = i.tieout_company and b.batch = i.batch
  left join tieout.document_version v on ${sameDocument('v', 'i')} and v.batch = i.batch and v.copy = 0
  left join tieout.batch o on o.tieout_company = v.tieout_company and o.batch = v.opened_by
  where i.tieout_company = $1 and (i.batch = $2 or ($2::uuid is null and exists (select 1 from tieout.document d
    where ${sameDocument('d', 'i')} and d.batch = i.batch)))`;

export async function actionRows(context: ReportContext): Promise<ActionRow[]> {
  const rows = await readSection<IssueRecord>(
    context,
    'actions',
    `${ISSUES} and i.outcome in ('held', 'waiting') order by abs(coalesce(v.amounts[1], 0)) desc, i.sequence`,
  );
  return rows.map((row) => ({
    who: context.catalog.issueCodes.remedyOf(row.code)?.whoFixes ?? 'accountant',
    amountCents: moneyOf(context, row),
    dataset: row.dataset ?? '',
    document: row.document ?? '',
    vendor: row.vendor,
    job: row.job,
    file: row.file,
    place:
      row.cell ?? (row.row === null ? null : [`row ${row.row}`, row.header ?? row.column].filter(Boolean).join(', ')),
    code: row.code,
    reason: row.message,
    toType: row.nearest?.join(' or ') ?? row.allowed?.slice(0, 6).join(', ') ?? null,
    ageDays: ageDays(row.opened ?? row.started, row.started),
  }));
}

/** Cents of a document's first measure; null where that is hours, or nothing. */
function moneyOf(
  { catalog }: ReportContext,
  row: { readonly dataset: string | null; readonly amount: string | null },
): number | null {
  const dataset = catalog.datasets.find(({ name }) => name === row.dataset);
  if (row.amount === null || dataset === undefined || !leadsWithMoney(dataset)) return null;
  return cents(row.amount);
}

function ageDays(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 86_400_000));
}

export async function warningIssues(context: ReportContext): Promise<Issue[]> {
  const rows = await readSection<IssueRecord>(
    context,
    'warnings',
    `${ISSUES} and i.outcome = 'warned' order by i.sequence`,
  );
  return rows.map((row) => ({
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
    `select dataset, rule, min(reason) as reason, count(*) as documents, sum(rows) as rows,
       sum(amounts[1])::text as amount,
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
    amountCents: moneyOf(context, row) ?? 0,
    documentsListed: row.listed,
  }));
}

export async function alterations(context: ReportContext): Promise<Alteration[]> {
  const rows = await readSection<{
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
    'alterations',
    `select dataset, document, "column", kind, because, before, after, file, sheet, rows
     from tieout.alteration where tieout_company = $1 and ($2::uuid is null or batch = $2)
     order by sequence`,
  );
  return rows.map((row) => ({
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

/** Outcome of a document in the last batch before this one that decided on it; the company as it stands has none. */
const PREVIOUS = `(
  select p.outcome
  from tieout.document_version p
  join tieout.batch b on b.tieout_company = p.tieout_company and b.batch = p.batch
  where ${sameDocument('p', 'v')} and p.batch <> v.batch and p.copy = 0
    and b.started_at < (select started_at from tieout.batch where tieout_company = $1 and batch = $2)
  order by b.started_at desc
  limit 1)`;

/** Documents by what they were before and what this batch made of them; `age` is of those that are open now. */
const MOVES = `
  select previous, outcome, age, count(*) as count, coalesce(sum(amount), 0)::text as cents
  from (
    select v.outcome, v.amounts[1] as amount, ${PREVIOUS} as previous,
      case
        when v.outcome not in ('held', 'waiting') then null
        when b.started_at - o.started_at < interval '2 days' then '0-1'
        when b.started_at - o.started_at < interval '8 days' then '2-7'
        when b.started_at - o.started_at < interval '31 days' then '8-30'
        else '>30'
      end as age
    from tieout.report_versions($1, $2) v
    join tieout.batch b on b.tieout_company = v.tieout_company and b.batch = v.batch
    join tieout.batch o on o.tieout_company = v.tieout_company and o.batch = coalesce(v.opened_by, v.batch)
    where v.copy = 0) x
  group by previous, outcome, age`;

interface Move {
  readonly previous: string | null;
  readonly outcome: string;
  readonly age: string | null;
  readonly count: string;
  readonly cents: string;
}

/** opening + new − loaded − withdrawn = closing, for what is held and what waits: each counted, none the remainder. */
export async function openItems(context: ReportContext): Promise<OpenItems> {
  const moves = await read<Move>(context, MOVES);
  const rows = await readSection<OpenRecord>(
    context,
    'openItems',
    `select v.dataset, v.document, v.outcome as state, v.reason_code as code, v.reason, v.amounts[1]::text as amount,
       coalesce(v.opened_by, v.batch)::text as batch, o.started_at as since, b.started_at as started
     from tieout.report_versions($1, $2) v
     join tieout.batch b on b.tieout_company = v.tieout_company and b.batch = v.batch
     join tieout.batch o on o.tieout_company = v.tieout_company and o.batch = coalesce(v.opened_by, v.batch)
     where v.copy = 0 and v.outcome in ('held', 'waiting')
     order by abs(coalesce(v.amounts[1], 0)) desc, v.dataset, v.document`,
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
  return { held: flowOf('held', moves), waiting: flowOf('waiting', moves), rows: listed };
}

function flowOf(state: 'held' | 'waiting', moves: readonly Move[]): OpenItemFlow {
  const sum = (fits: (move: Move) => boolean): CountAndCents =>
    moves
      .filter(fits)
      .reduce((all, move) => ({ count: all.count + Number(move.count), cents: all.cents + cents(move.cents) }), NONE);
  const wasOpen = ({ previous }: Move): boolean => previous === state;
  const isOpen = ({ outcome }: Move): boolean => outcome === state;
  const isLoaded = ({ outcome }: Move): boolean => outcome === 'loaded' || outcome === 'unchanged';
  const aged = (age: string): CountAndCents => sum((move) => isOpen(move) && move.age === age);
  return {
    opening: sum(wasOpen),
    new: sum((move) => isOpen(move) && !wasOpen(move)),
    loaded: sum((move) => wasOpen(move) && isLoaded(move)),
    withdrawn: sum((move) => wasOpen(move) && !isOpen(move) && !isLoaded(move)),
    closing: sum(isOpen),
    ages: { '0-1': aged('0-1'), '2-7': aged('2-7'), '8-30': aged('8-30'), '>30': aged('>30') },
  };
}

const NONE: CountAndCents = { count: 0, cents: 0 };
