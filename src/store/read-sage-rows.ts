/**
 * Reads rows of the `sage` schema as texts: all of a company, or those one batch wrote or changed.
 * Promise: numbers keep the decimals of their column; absent values are left out; our own bookkeeping columns too.
 * Does not: know which tables a batch should have touched. It looks at all of them.
 */
import type { Client } from 'pg';
import { hashText } from '../core/fingerprint.js';
import type { SageTable } from '../core/nouns.js';
import { bookkeepingColumns } from '../core/sage-table.js';
import { sageTable } from './sage-sql.js';

export interface SageRow {
  readonly table: string;
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * `writtenBy` a batch of the SQL transaction that is open: rows of the same subtransaction as its row in the books, so
 * that a total which moved is seen like a row that was inserted.
 */
export async function readSageRows(
  client: Client,
  company: string,
  tables: ReadonlyMap<string, SageTable>,
  writtenBy: string | null = null,
): Promise<SageRow[]> {
  const own =
    writtenBy === null
      ? ''
      : ' and t.xmin = (select b.xmin from tieout.batch b where b.tieout_company = $1 and b.batch = $2::uuid)';
  const parts = [...tables.keys()].map(
    (name) =>
      `select '${name}' as "table",
         (select jsonb_object_agg(e.key, e.value) from jsonb_each_text(to_jsonb(t)) e where e.value <> '') as found
     from ${sageTable(name)} t where t.tieout_company = $1${own}`,
  );
  const text = parts.join(' union all ');
  // Planned once a session: two dozen tables cost more to plan than to read.
  const result = await client.query<{ table: string; found: Record<string, string> }>({
    name: hashText(text).slice(0, 40),
    text,
    values: writtenBy === null ? [company] : [company, writtenBy],
  });
  return result.rows.map(({ table, found }) => {
    for (const column of bookkeepingColumns) delete found[column];
    const key = tables
      .get(table)!
      .key.map((column) => found[column] ?? '')
      .join('|');
    return { table, key, values: found };
  });
}
