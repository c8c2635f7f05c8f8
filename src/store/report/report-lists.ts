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
  days: number | null;
}

function sameDocument(left: string, right: string): string {
  return keyJoin(['tieout_company', 'dataset', 'document'], left, right);
}

const ISSUES = `select i.dataset, i.file, i.sheet, i."row", i."column", i.cell, i.header, i.document,
    i.code, i.severity, i.value, i.message, i.allowed, i.nearest, i.outcome,
    v.amounts[1]::text as amount, v.vendor, v.job, greatest(b.as_of - o.as_of, 0) as days
  from tieout.issue i join tieout.batch b on b.tieout_company = i.tieout_company and b.batch = i.batch
  left join lateral (
    select c.tieout_company, c.amounts, c.vendor, c.job, c.opened_by from tieout.document_version c
    where ${sameDocument('c', 'i')} and c.batch = i.batch and c.copy_of is null
    order by (c.file = i.file and c.row_numbers @> array[i."row"]) desc nulls last, c.copy limit 1) v on true
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
    ageDays: row.days ?? 0,
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
  days: number;
}

/** How old an open version `v` of batch `b` is, opened by batch `o`: in business days, whatever the clocks said. */
const AGE_DAYS = 'greatest(b.as_of - o.as_of, 0)';

const OPEN_VERSIONS = `from tieout.report_versions($1, $2) v
    join tieout.batch b on b.tieout_company = v.tieout_company and b.batch = v.batch
    join tieout.batch o on o.tieout_company = v.tieout_company and o.batch = coalesce(v.opened_by, v.batch)
    where v.copy_of is null and v.outcome in ('held', 'waiting')`;

/** What was open before and what became of it, with the cents it was open with. */
const OPENING = `
  select dataset, state, became, kept, sum(documents) as count, sum(amount)::text as cents
  from tieout.open_move
  where tieout_company = $1 and batch = $2
  group by dataset, state, became, kept`;

/** What is open now; `kept` where it is the same as before. */
const CLOSING = `
  select dataset, state, kept, age, count(*) as count, coalesce(sum(amount), 0)::text as cents
  from (
    select v.dataset, v.outcome as state, v.amounts[1] as amount,
      (v.dataset, v.document) in (
        select m.dataset, m.by from tieout.open_move m
        where m.tieout_company = $1 and m.batch = $2 and m.kept and m.by is not null) as kept,
      case when ${AGE_DAYS} < 2 then '0-1' when ${AGE_DAYS} < 8 then '2-7' when ${AGE_DAYS} < 31 then '8-30'
        else '>30' end as age
    ${OPEN_VERSIONS}) x
  group by dataset, state, kept, age`;

interface Part {
  readonly dataset: string;
  readonly state: string;
  readonly kept: boolean;
  readonly count: string;
  readonly cents: string;
}

interface Opening extends Part {
  readonly became: string;
}

interface Closing extends Part {
  readonly age: string;
}

/** opening + new − loaded − withdrawn = closing, for what is held and what waits: each counted, none the remainder. */
export async function openItems(context: ReportContext): Promise<OpenItems> {
  const opening = await read<Opening>(context, OPENING);
  const closing = await read<Closing>(context, CLOSING);
  const rows = await readSection<OpenRecord>(
    context,
    'openItems',
    `select v.dataset, v.document, v.outcome as state, v.reason_code as code, v.reason, v.amounts[1]::text as amount,
       coalesce(v.opened_by, v.batch)::text as batch, ${AGE_DAYS} as days
     ${OPEN_VERSIONS}
     order by abs(coalesce(v.amounts[1], 0)) desc, v.dataset, v.document, v.copy`,
  );
  const listed = rows.map((row) => ({
    dataset: row.dataset,
    document: row.document,
    state: row.state as 'held' | 'waiting',
    code: row.code ?? '',
    reason: row.reason ?? '',
    amountCents: moneyOf(context, row),
    sinceBatch: row.batch,
    ageDays: row.days,
  }));
  const datasets = [...new Set([...opening, ...closing].map(({ dataset }) => dataset))].sort();
  return {
    ...flowsOf(opening, closing),
    datasets: datasets.map((dataset) => {
      const own = (part: Part): boolean => part.dataset === dataset;
      return { dataset, ...flowsOf(opening.filter(own), closing.filter(own)) };
    }),
    rows: listed,
  };
}

function flowsOf(
  opening: readonly Opening[],
  closing: readonly Closing[],
): { held: OpenItemFlow; waiting: OpenItemFlow } {
  return { held: flowOf('held', opening, closing), waiting: flowOf('waiting', opening, closing) };
}

/** What leaves, leaves with what it was open with; what is open with another amount left and came anew. */
function flowOf(state: 'held' | 'waiting', before: readonly Opening[], now: readonly Closing[]): OpenItemFlow {
  const opening = before.filter((part) => part.state === state);
  const closing = now.filter((part) => part.state === state);
  const left = opening.filter(({ kept }) => !kept);
  const isLoaded = ({ became }: Opening): boolean => became === 'loaded' || became === 'unchanged';
  const aged = (age: string): CountAndCents => sum(closing.filter((part) => part.age === age));
  return {
    opening: sum(opening),
    new: sum(closing.filter(({ kept }) => !kept)),
    loaded: sum(left.filter(isLoaded)),
    withdrawn: sum(left.filter((part) => !isLoaded(part))),
    closing: sum(closing),
    ages: { '0-1': aged('0-1'), '2-7': aged('2-7'), '8-30': aged('8-30'), '>30': aged('>30') },
  };
}

function sum(parts: readonly Part[]): CountAndCents {
  return parts.reduce<CountAndCents>(
    (all, part) => ({ count: all.count + Number(part.count), cents: all.cents + cents(part.cents) }),
    { count: 0, cents: 0 },
  );
}
