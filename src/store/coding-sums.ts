/**
 * The books of what was sent by job cost coding, and the control total that finds it again in Sage's tables.
 * Promise: kept by batch and coding, not by document: as many rows as codings, however many lines were sent.
 */
import type { Client } from 'pg';
import type { CompiledDataset } from '../core/compile-dataset.js';
import { CODING_PARTS } from '../core/mapping-grammar.js';
import type { Equation } from '../core/nouns.js';
import { equation, type Scope } from './equation.js';
import { LOADED_CODING } from './loaded-coding.js';
import { columnList, quote } from './sage-sql.js';
import type { StageContext } from './stage-context.js';
import type { StoredRows } from './stored-rows.js';
import { addedExpression } from './total-meaning.js';

const COLUMNS = columnList(CODING_PARTS);
const KEY_ORDER = ['job', 'extra', 'cost_code', 'category', 'commitment', 'item'];

export async function createCodingStage({ client }: StageContext): Promise<void> {
  await client.query('drop table if exists stage_coding');
  await client.query(
    `create temp table stage_coding as
     select ''::text as document, ${COLUMNS}, amount, retainage from tieout.coding_sum with no data`,
  );
}

/** Columns of `stage_coding` as they are copied. */
export const STAGED_CODING = ['document', ...CODING_PARTS, 'amount', 'retainage'];

/** After the checks: a document that one of them holds has not been loaded. In the order of the books' key. */
export async function publishCodingSums(context: StageContext, dataset: CompiledDataset): Promise<void> {
  if (dataset.mapping.coding === undefined) return;
  await context.client.query(
    `insert into tieout.coding_sum (tieout_company, batch, dataset, ${COLUMNS}, amount, retainage)
     select $1, $2::uuid, $3, ${COLUMNS}, amount, retainage
     from ${LOADED_CODING}
     order by ${columnList(KEY_ORDER)}`,
    [context.company, context.batch, dataset.name],
  );
}

/**
 * Codings on which the tables hold another amount than was sent. None may. `batch` null: of everything ever sent.
 */
export async function codingEquation(
  client: Client,
  { company, batch }: Scope,
  dataset: CompiledDataset,
  stored: StoredRows,
): Promise<Equation[]> {
  const { coding } = dataset.mapping;
  if (coding?.again === undefined) return [];
  const { table, sum } = coding.again;
  const columns = dataset.tables.get(table)!.columns.map(({ name }) => name);
  const shared = CODING_PARTS.filter((part) => coding.columns[part] !== undefined && columns.includes(part));
  const parts = columnList(shared);
  const amount = addedExpression(sum, quote);
  const result = await client.query<{ differing: string }>(
    `with sent as (
       select ${parts}, sum(amount) as cents from tieout.coding_sum
       where tieout_company = $1 and ($2::uuid is null or batch = $2) and dataset = $3
       group by ${parts}),
     held as (
       select ${parts}, sum(${amount} * 100)::bigint as cents from ${await stored.of(dataset.tables.get(table)!)} t
       where fresh and dataset = $3
       group by ${parts})
     select count(*) as differing from sent full join held using (${parts})
     where coalesce(sent.cents, 0) <> coalesce(held.cents, 0)`,
    [company, batch, dataset.name],
  );
  return [equation('amount-by-coding', dataset.name, '0', result.rows[0]!.differing)];
}
