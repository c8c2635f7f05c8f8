/**
 * The books of the documents of one dataset: every version this batch judged, where each document stands now, and what
 * is no longer waited for.
 * Promise: what was loaded keeps its hashes and amounts until it is loaded again; an open document keeps the day it
 * was opened. Does not: touch the `sage` schema.
 */
import { leadsWithMoney, type CompiledDataset } from '../core/compile-dataset.js';
import { VERSION_COLUMNS } from './document-version.js';
import { columnList } from './sage-sql.js';
import type { StageContext } from './stage-context.js';

/** `superseded` are keys of open documents that a newer delivery replaced under another key. */
export async function writeDocuments(
  context: StageContext,
  dataset: CompiledDataset,
  superseded: readonly string[],
): Promise<void> {
  const { client, company, batch } = context;
  const columns = columnList(VERSION_COLUMNS);
  await client.query(
    `insert into tieout.document_version (tieout_company, batch, ${columns})
     select $1, $2::uuid, ${columns}
     from stage_document`,
    [company, batch],
  );
  await client.query(
    `delete from tieout.document
     where tieout_company = $1 and dataset = $2
       and (document in (select previous_key from stage_document) or document = any($3))`,
    [company, dataset.name, superseded],
  );
  await client.query(
    `delete from tieout.prerequisite p
     using stage_document s
     where p.tieout_company = $1 and p.dataset = s.dataset and p.document = s.document
       and s.outcome <> 'waiting'`,
    [company],
  );
  await writeStanding(context, dataset);
}

/** Where each document stands: `copy` 0 speaks for all copies of a batch. Hours are no amount. */
async function writeStanding(
  { client, company, batch, definitions }: StageContext,
  dataset: CompiledDataset,
): Promise<void> {
  const amount = leadsWithMoney(dataset) ? 's.amounts[1]' : 'null::bigint';
  await client.query(
    `insert into tieout.document as d
       (tieout_company, dataset, document,
        state,
        batch, definitions, loaded_batch,
        source_hash, target_hash, digest,
        rows_excluded, amounts_excluded,
        open_since_batch, open_since,
        reason_code, reason, content, file, sheet, sha256, vendor, job, amount)
     select $1, s.dataset, s.document,
       case when s.reason_code = 'approval.pending' then 'ready'
            when s.outcome in ('held', 'waiting', 'excluded') then s.outcome
            else 'loaded' end,
       $2::uuid, $3, case when s.outcome = 'loaded' then $2::uuid end,
       case when s.outcome = 'loaded' then s.source_hash end,
       case when s.outcome = 'loaded' then s.target_hash end, s.digest,
       s.rows_excluded, s.amounts_excluded,
       case when s.outcome in ('held', 'waiting') then $2::uuid end,
       case when s.outcome in ('held', 'waiting') then now() end,
       s.reason_code, s.reason, s.content, s.file, s.sheet, s.sha256, s.vendor, s.job, ${amount}
     from stage_document s
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
       vendor = excluded.vendor, job = excluded.job, amount = excluded.amount`,
    [company, batch, definitions],
  );
}
