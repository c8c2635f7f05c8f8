/**
 * Answers the machine's look-ups from the `sage` schema and our books, on the connection of the open SQL transaction,
 * so that it sees what this batch has published already.
 * Promise: one statement a question, however many keys. Does not: cache (the plan's steps do).
 */
import type { Client } from 'pg';
import type { SageTable } from '../core/nouns.js';
import type { LoadedDocument, LookupPort } from '../core/ports.js';
import type { Digest, KnownDocument, Values } from '../core/work.js';
import { columnList, quote, readExpression, readValue, sageTable, typeOf } from './sage-sql.js';

const SEPARATOR = '\u0001';

/** Column that names an entity, per entity: table, code, name. */
const ENTITIES = {
  vendor: { table: 'apm_master__vendor', code: 'vendor', name: 'name' },
  job: { table: 'jcm_master__job', code: 'job', name: 'description' },
  commitment: { table: 'jcm_master__commitment', code: 'commitment', name: 'description' },
} as const;

export class PgLookups implements LookupPort {
  constructor(
    private readonly client: Client,
    private readonly company: string,
    private readonly tables: ReadonlyMap<string, SageTable>,
  ) {}

  async rows(
    table: string,
    keyColumns: readonly string[],
    take: readonly string[],
    keys: readonly (readonly string[])[],
  ): Promise<Map<string, Values[]>> {
    const found = new Map<string, Values[]>();
    if (keys.length === 0) return found;
    const definition = this.tables.get(table)!;
    const asked = askedKeys(definition, keyColumns);
    const select = [asked.names, ...take.map((column) => readExpression(definition, column))];
    const result = await this.client.query<unknown[]>({
      rowMode: 'array',
      text: `select ${select.join(', ')}
             from ${asked.table}
             ${asked.join}
             order by ${asked.names}, ${columnList(definition.key, 't')}`,
      values: [this.company, ...keyColumns.map((_, i) => keys.map((key) => key[i]!))],
    });
    for (const row of result.rows) {
      const text = row.slice(0, keyColumns.length).join(SEPARATOR);
      const values: Values = {};
      for (const [index, column] of take.entries()) {
        const value = readValue(typeOf(definition, column), row[keyColumns.length + index]);
        if (value !== null) values[column] = value;
      }
      const rows = found.get(text);
      if (rows === undefined) found.set(text, [values]);
      else rows.push(values);
    }
    return found;
  }

  async max(
    table: string,
    keyColumns: readonly string[],
    column: string,
    keys: readonly (readonly string[])[],
  ): Promise<Map<string, number>> {
    const definition = this.tables.get(table)!;
    const asked = askedKeys(definition, keyColumns);
    const result = await this.client.query<unknown[]>({
      rowMode: 'array',
      text: `select ${asked.names}, max(t.${quote(column)})
             from ${asked.table}
             ${asked.join}
             group by ${asked.names}`,
      values: [this.company, ...keyColumns.map((_, i) => keys.map((key) => key[i]!))],
    });
    return new Map(
      result.rows.map((row) => [row.slice(0, keyColumns.length).join(SEPARATOR), Number(row[keyColumns.length])]),
    );
  }

  async anyRow(table: string): Promise<boolean> {
    const result = await this.client.query(`select 1 from ${sageTable(table)} where tieout_company = $1 limit 1`, [
      this.company,
    ]);
    return result.rowCount === 1;
  }

  async candidates(table: string, column: string, where: Readonly<Record<string, string>>): Promise<string[]> {
    const names = Object.keys(where);
    const same = names.map((name, i) => `and t.${quote(name)}::text = $${i + 2}`);
    const result = await this.client.query<{ value: string }>(
      `select distinct t.${quote(column)}::text as value
       from ${sageTable(table)} t
       where t.tieout_company = $1 ${same.join(' ')}
       order by 1
       limit 500`,
      [this.company, ...names.map((name) => where[name]!)],
    );
    return result.rows.map((row) => row.value);
  }

  async crosswalk(
    entity: 'vendor' | 'job' | 'commitment',
    by: 'name' | 'id',
    texts: readonly string[],
  ): Promise<Map<string, string[]>> {
    const { table, code, name } = ENTITIES[entity];
    const byName = `union
       select lower(t.${quote(name)}), t.${quote(code)}
       from ${sageTable(table)} t
       where t.tieout_company = $1 and lower(t.${quote(name)}) = any($4)`;
    const result = await this.client.query<{ source: string; code: string }>(
      `select lower(source) as source, code
       from tieout.crosswalk
       where tieout_company = $1 and entity = $2 and by = $3 and lower(source) = any($4)
       ${by === 'name' ? byName : ''}
       order by 1, 2`,
      [this.company, entity, by, texts],
    );
    const found = new Map<string, string[]>();
    for (const row of result.rows) found.set(row.source, [...(found.get(row.source) ?? []), row.code]);
    return found;
  }

  async names(entity: 'vendor' | 'job' | 'commitment'): Promise<{ code: string; name: string }[]> {
    const { table, code, name } = ENTITIES[entity];
    const result = await this.client.query<{ code: string; name: string }>(
      `select t.${quote(code)} as code, t.${quote(name)} as name
       from ${sageTable(table)} t
       where t.tieout_company = $1 and t.${quote(name)} is not null
       order by 1
       limit 20000`,
      [this.company],
    );
    return result.rows;
  }

  async known(dataset: string, keys: readonly string[]): Promise<Map<string, KnownDocument>> {
    const result = await this.client.query<KnownRow>(
      `select document, state, source_hash, target_hash, loaded_batch::text, digest, rows_excluded, amounts_excluded,
         definitions
       from tieout.document
       where tieout_company = $1 and dataset = $2 and document = any($3)`,
      [this.company, dataset, keys],
    );
    return new Map(result.rows.map((row) => [row.document, knownDocument(row)]));
  }

  async loadedAs(
    dataset: string,
    definitions: string,
    hashes: readonly string[],
  ): Promise<Map<string, LoadedDocument>> {
    const result = await this.client.query<LoadedRow>(
      `select d.delivered_hash, d.document, d.source_hash, d.loaded_batch::text, d.rows_excluded, d.amounts_excluded,
         d.codes, d.definitions, v.amounts, v.vendor, v.job, v.title
       from tieout.document d
       join tieout.document_version v using (tieout_company, batch, dataset, document)
       where d.tieout_company = $1 and d.dataset = $2 and d.delivered_hash = any($3)
         and d.state = 'loaded' and v.copy = 0`,
      [this.company, dataset, hashes],
    );
    const found = new Map<string, LoadedDocument>();
    const refused = new Set<string>();
    for (const row of result.rows) {
      if (found.has(row.delivered_hash) || row.definitions !== definitions) refused.add(row.delivered_hash);
      found.set(row.delivered_hash, loadedDocument(row));
    }
    for (const hash of refused) found.delete(hash);
    return found;
  }
}

interface LoadedRow {
  delivered_hash: string;
  document: string;
  source_hash: string;
  loaded_batch: string;
  rows_excluded: number;
  amounts_excluded: string[];
  codes: (string | null)[];
  definitions: string;
  amounts: string[];
  vendor: string | null;
  job: string | null;
  title: string | null;
}

function loadedDocument({ vendor, job, title, ...row }: LoadedRow): LoadedDocument {
  return {
    ...knownDocument({ ...row, state: 'loaded', target_hash: null, digest: null }),
    state: 'loaded',
    amounts: row.amounts.map(Number),
    codes: row.codes,
    shown: { vendor, job, title },
  };
}

interface KnownRow {
  document: string;
  state: KnownDocument['state'];
  source_hash: string | null;
  target_hash: string | null;
  loaded_batch: string | null;
  digest: Digest | null;
  rows_excluded: number;
  amounts_excluded: string[];
  definitions: string;
}

function knownDocument(row: KnownRow): KnownDocument {
  return {
    key: row.document,
    state: row.state,
    sourceHash: row.source_hash ?? '',
    targetHash: row.target_hash,
    loadedBatch: row.loaded_batch,
    digest: row.digest,
    rowsExcluded: row.rows_excluded,
    amountsExcluded: row.amounts_excluded.map(Number),
    definitions: row.definitions,
  };
}

/** The keys asked for as a table `k`, one parameter a column from `$2` on, and how the rows `t` are joined to it. */
function askedKeys(table: SageTable, columns: readonly string[]): { names: string; table: string; join: string } {
  const names = columns.map((_, i) => `k${i}`);
  const same = columns.map((column, i) => joinOn(table, column, `k.k${i}`)).join(' and ');
  const rows = `${sageTable(table.table)} t`;
  const where = `t.tieout_company = $1 and ${same}`;
  return {
    names: names.map((name) => `k.${name}`).join(', '),
    table: `unnest(${columns.map((_, i) => `$${i + 2}::text[]`).join(', ')}) as k(${names.join(', ')})`,
    // By the primary key where it begins with a column asked for: the planner would rather read the whole table and
    // hash it, for every chunk anew. `offset 0` keeps it from doing so.
    join: columns.includes(table.key[0]!)
      ? `cross join lateral (select t.* from ${rows} where ${where} offset 0) t`
      : `join ${rows} on ${where}`,
  };
}

/**
 * `cost_code@division` compares the first section, `source_line@any` any of the blank-separated identities,
 * `vendor_type@caseless` leaves capitals aside, `item@unpadded` capitals and leading zeros.
 */
function joinOn(table: SageTable, column: string, key: string): string {
  const [name, how] = column.split('@') as [string, string | undefined];
  if (how === 'division') return `substring(t.${quote(name)} from '^[^-./]*') = ${key}`;
  if (how === 'caseless') return `lower(t.${quote(name)}) = lower(${key})`;
  if (how === 'unpadded') return `ltrim(lower(t.${quote(name)}), '0') = ltrim(lower(${key}), '0')`;
  if (how === 'any') return `${key} = any(string_to_array(t.${quote(name)}, ' '))`;
  const type = typeOf(table, name);
  if (type === 'integer' || type === 'bigint') return `t.${quote(name)} = ${key}::${type}`;
  if (type === 'date') return `t.${quote(name)} = ${key}::date`;
  return `t.${quote(name)} = ${key}`;
}
