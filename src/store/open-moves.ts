/**
 * What a batch made of each document that was open before it: still open, loaded, or withdrawn.
 * Promise: every open document of the dataset has one row, with the amount it was open with; so the opening balance of
 * a batch is the closing balance of the one before, document for document. What leaves, leaves with that amount.
 * Does not: say what is new (the versions of the batch do).
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { Replaced } from '../core/met-documents.js';
import type { StageContext } from './stage-context.js';

/** How documents were open: as their last versions, equal and older copies apart. */
const OPENING = `
  select d.document, coalesce(v.outcome, case d.state when 'held' then 'held' else 'waiting' end) as outcome,
    v.documents, v.amount
  from tieout.document d
  join lateral (
    select min(o.outcome) as outcome, count(*) as documents, coalesce(sum(o.amounts[1]), 0) as amount
    from tieout.document_version o
    where o.tieout_company = d.tieout_company and o.batch = d.batch and o.dataset = d.dataset
      and o.document = d.document and o.copy_of is null) v on true
  where d.tieout_company = $1 and d.dataset = $2 and d.state in ('held', 'waiting', 'ready')`;

/** What stands for each now: the documents its rows were judged as, or those that replaced it. */
const FATES = `
  select s.carried_key as document, s.document as by, s.outcome
  from stage_document s
  where s.carried
  union all
  select r.document, r.by, coalesce(s.outcome, 'withdrawn')
  from unnest($4::text[], $5::text[]) r(document, by)
  left join stage_document s on s.document = r.by and s.copy = 0`;

/** `kept`: still open, and no more and no less; one open document goes on as one. */
export async function writeOpenMoves(
  { client, company, batch }: StageContext,
  dataset: CompiledDataset,
  replaced: readonly Replaced[],
): Promise<void> {
  await client.query(
    `insert into tieout.open_move
       (tieout_company, batch, dataset, document, state, documents, amount, became, by, kept)
     with opening as (${OPENING}),
     fate as (
       select document, min(by) as by,
         case when count(distinct by) > 1 then 'withdrawn' else min(outcome) end as became
       from (${FATES}) f
       group by document),
     closing as (
       select s.document as by, s.outcome, count(*) as documents, coalesce(sum(s.amounts[1]), 0) as amount
       from stage_document s
       where s.copy_of is null and s.outcome in ('held', 'waiting')
       group by 1, 2),
     same as (
       select o.document, row_number() over (
         partition by f.by order by (o.document = f.by) desc, o.document collate "C") as place
       from opening o
       join fate f using (document)
       join closing c on c.by = f.by
         and (c.outcome, c.documents, c.amount) = (o.outcome, o.documents, o.amount)
       where f.became = o.outcome)
     select $1, $3::uuid, $2, o.document, o.outcome, o.documents, o.amount,
       coalesce(f.became, 'withdrawn'), f.by, coalesce(s.place = 1, false)
     from opening o
     left join fate f using (document)
     left join same s using (document)`,
    [company, dataset.name, batch, replaced.map(({ key }) => key), replaced.map(({ by }) => by)],
  );
  await client.query(
    `update stage_document s
     set opened_by = m.since
     from (
       select m.by as document, min(d.open_since_batch::text)::uuid as since
       from tieout.open_move m
       join tieout.document d using (tieout_company, dataset, document)
       where m.tieout_company = $1 and m.dataset = $2 and m.batch = $3::uuid
       group by m.by) m
     where s.document = m.document and s.opened_by is null and s.outcome in ('held', 'waiting')`,
    [company, dataset.name, batch],
  );
}
