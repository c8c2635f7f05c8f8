/**
 * The books of the documents of one dataset: every version this batch judged, where each document stands now, and what
 * is no longer waited for.
 * Promise: what was loaded keeps its hashes and amounts until it is loaded again; an open document keeps the day it
 * was opened. Does not: touch the `sage` schema.
 */
import { leadsWithMoney, type CompiledDataset } from '../core/compile-dataset.js';
import type { Replaced } from '../core/met-documents.js';
import { VERSION_COLUMNS } from './document-version.js';
import { writeOpenMoves } from './open-moves.js';
import { columnList } from './sage-sql.js';
import type { StageContext } from './stage-context.js';

/** `replaced` are open documents that newer deliveries stand for. */
export async function writeDocuments(
  context: StageContext,
  dataset: CompiledDataset,
  replaced: readonly Replaced[],
): Promise<void> {
  const { client, company, batch } = context;
  const columns = columnList(VERSION_COLUMNS);
  await writeOpenMoves(context, dataset, replaced);
  await client.query(
    `insert into tieout.document_version (tieout_company, batch, ${columns})
     select $1, $2::uuid, ${columns}
     from stage_document`,
    [company, batch],
  );
  await forget(context, dataset, replaced);
  await client.query(
    `delete from tieout.prerequisite p
     using stage_document s
     where p.tieout_company = $1 and p.dataset = s.dataset and p.document = s.document
       and s.outcome <> 'waiting'`,
    [company],
  );
  await writeStanding(context, dataset);
}

/** Open documents whose key nothing has any more. What Sage holds stays in the books as loaded. */
async function forget(
  { client, company }: StageContext,
  dataset: CompiledDataset,
  replaced: readonly Replaced[],
): Promise<void> {
  const gone = `tieout_company = $1 and dataset = $2 and document in (
    select unnest($3::text[])
    union all
    select s.carried_key
    from stage_document s
    left join stage_document o on o.document = s.carried_key
    where s.carried_key <> s.document and (s.carried_key like '?%' or o.document is null))`;
  const values = [company, dataset.name, replaced.filter(({ isGone }) => isGone).map(({ key }) => key)];
  await client.query(`delete from tieout.document d where ${gone} and d.loaded_batch is null`, values);
  await client.query(
    `update tieout.document d
     set state = 'loaded', content = null, open_since = null, open_since_batch = null, reason_code = null, reason = null
     where ${gone} and d.loaded_batch is not null and d.state <> 'loaded'`,
    values,
  );
}

/**
 * Where each document stands: `copy` 0 speaks for all copies, with what those that differ come to. Hours are no amount.
 */
async function writeStanding(
  { client, company, batch, definitions }: StageContext,
  dataset: CompiledDataset,
): Promise<void> {
  const amount = leadsWithMoney(dataset) ? 'coalesce(t.amount, s.amounts[1])' : 'null::bigint';
  await client.query(
    `insert into tieout.document as d
       (tieout_company, dataset, document,
        state,
        batch, definitions, loaded_batch,
        source_hash, target_hash, digest,
        rows_excluded, amounts_excluded,
        open_since_batch, open_since,
        reason_code, reason, content, file, sheet, sha256, vendor, job, amount,
        delivered_hash, codes)
     select $1, s.dataset, document,
       case when s.reason_code = 'approval.pending' then 'ready'
            when s.outcome in ('held', 'waiting', 'excluded') then s.outcome
            else 'loaded' end,
       $2::uuid, $3, case when s.outcome = 'loaded' then $2::uuid end,
       case when s.outcome = 'loaded' then s.source_hash end,
       case when s.outcome = 'loaded' then s.target_hash end, s.digest,
       s.rows_excluded, s.amounts_excluded,
       case when s.outcome in ('held', 'waiting') then coalesce(s.opened_by, $2::uuid) end,
       case when s.outcome in ('held', 'waiting')
         then (select b.started_at from tieout.batch b
               where b.tieout_company = $1 and b.batch = coalesce(s.opened_by, $2::uuid)) end,
       s.reason_code, s.reason, s.content, s.file, s.sheet, s.sha256, s.vendor, s.job, ${amount},
       case when s.outcome in ('loaded', 'unchanged') then s.delivered_hash end, s.codes
     from stage_document s
     left join (
       select document, sum(amounts[1])::bigint as amount
       from stage_document
       where copy_of is null
       group by 1) t using (document)
     where s.copy = 0
     on conflict (tieout_company, dataset, document) do update
     set state = excluded.state, batch = excluded.batch, definitions = excluded.definitions,
       loaded_batch = coalesce(d.loaded_batch, excluded.loaded_batch),
       source_hash = case when excluded.state = 'loaded' then coalesce(excluded.source_hash, d.source_hash)
                          else d.source_hash end,
       target_hash = case when excluded.state = 'loaded' then coalesce(excluded.target_hash, d.target_hash)
                          else d.target_hash end,
       digest = coalesce(excluded.digest, d.digest),
       rows_excluded = case when excluded.state = 'loaded' then excluded.rows_excluded
                            else d.rows_excluded end,
       amounts_excluded = case when excluded.state = 'loaded' then excluded.amounts_excluded
                               else d.amounts_excluded end,
       open_since_batch = case when excluded.open_since is null then null
                               else coalesce(d.open_since_batch, excluded.open_since_batch) end,
       open_since = case when excluded.open_since is null then null
                         else coalesce(d.open_since, excluded.open_since) end,
       reason_code = excluded.reason_code, reason = excluded.reason, content = excluded.content,
       file = excluded.file, sheet = excluded.sheet, sha256 = excluded.sha256,
       vendor = excluded.vendor, job = excluded.job, amount = excluded.amount,
       delivered_hash = excluded.delivered_hash, codes = excluded.codes`,
    [company, batch, definitions],
  );
}
