/**
 * What all tables hold, as one mark a table, so that two databases can be held against each other.
 * Promise: every column of every row counts, but for what must differ between two runs of one night: the batch's id and
 * its times. The batch of the evening keeps its own name, so that a row of one cannot pass for a row of the other.
 * Does not: say which rows differ; `rowsOf` gives those of a table.
 */
import { queryUrl } from './batch-home.js';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}';
const TIME = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(Z|\+00:00)`;
const SECONDS = String.raw`"seconds": ?[0-9.]+`;

/** Report paths hold the home, which is another one each time. */
const REPORTS = String.raw`"reports": ?\{[^}]*\}`;

/** A number the database hands out, also to what is rolled back. */
const NUMBERED = "'{sequence}'::text[]";

/** Table → how many rows, and a hash of them. */
export async function tableMarks(url: string, evening: string): Promise<Record<string, string>> {
  const parts = (await tables(url)).map(
    (table) =>
      `select '${table}' as name, count(*) || ' ' || coalesce(md5(string_agg(md5(r.row), '' order by md5(r.row))), '-')
         as mark from (${rowsSql(table)}) r`,
  );
  const rows = await queryUrl<{ name: string; mark: string }>(url, parts.join('\nunion all '), [evening]);
  return Object.fromEntries(rows.map(({ name, mark }) => [name, mark]));
}

/** The rows that stand behind a mark. */
export async function rowsOf(url: string, table: string, evening: string): Promise<string[]> {
  const rows = await queryUrl<{ row: string }>(url, `${rowsSql(table)} order by 1`, [evening]);
  return rows.map(({ row }) => row);
}

/** A text of ours without what must differ between two runs of one night. */
export function withoutRun(text: string, evening: string): string {
  return text
    .replaceAll(evening, 'evening')
    .replace(new RegExp(UUID, 'g'), 'batch')
    .replace(new RegExp(TIME, 'g'), 'time')
    .replace(new RegExp(SECONDS, 'g'), '"seconds": 0');
}

async function tables(url: string): Promise<string[]> {
  const found = await queryUrl<{ name: string }>(
    url,
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema in ('sage', 'tieout') and table_type = 'BASE TABLE' order by 1`,
  );
  return found.map(({ name }) => name);
}

/** A batch that repeats an answer is the only trace that asking twice leaves. */
function rowsSql(table: string): string {
  const numbered = table === 'tieout.row_change' ? NUMBERED : "'{}'::text[]";
  const only = table === 'tieout.batch' ? 'where t.repeats is null' : '';
  const plain = `replace((to_jsonb(t) - ${numbered})::text, $1, 'evening')`;
  // One pattern: a pass over every row costs more than all the rest.
  const text = `regexp_replace(${plain}, '${[UUID, TIME, SECONDS, REPORTS].join('|')}', '', 'g')`;
  return `select ${text} as row from ${table} t ${only}`;
}
