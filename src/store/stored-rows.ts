/**
 * Rows of Sage's tables as they are stored, read again for the control totals: once for all that ask.
 * Promise: every row of the company is in it, added up by all that some control total tells rows apart by, so that each
 * of them finds what it would find in the table itself. Nothing staged is looked at.
 * Does not: say what a total is (`total-meaning`) or compare anything.
 */
import type { Client } from 'pg';
import type { CompiledDataset } from '../core/compile-dataset.js';
import { CODING_PARTS } from '../core/mapping-grammar.js';
import { measuresReadAgain } from '../core/measures-read-again.js';
import type { SageTable } from '../core/nouns.js';
import type { Scope } from './equation.js';
import { analyze } from './refresh-statistics.js';
import { quote, sageTable, textLiteral } from './sage-sql.js';
import { columnNames, columnsRead, isCounted, type ColumnsRead } from './total-meaning.js';

/** Fewer read a table faster one by one than added up first. */
const READERS_MIN = 3;

/** What the books name by dataset and the tables hold beside each row. */
export const DIMENSIONS = ['vendor', 'job'] as const;

export class StoredRows {
  private readonly places = new Map<string, string>();

  constructor(
    private readonly client: Client,
    private readonly scope: Scope,
    private readonly datasets: readonly CompiledDataset[],
  ) {}

  /**
   * SQL to select from: the columns of the table that control totals name, `fresh` where the batch wrote the row, and
   * `dataset`, whose document it is of. It takes no parameters.
   */
  async of(table: SageTable): Promise<string> {
    const known = this.places.get(table.table);
    if (known !== undefined) return known;
    const place = await this.read(table);
    this.places.set(table.table, place);
    return place;
  }

  /** Rows that change afterwards must be read anew, so nobody is left the chance to read these. */
  async forget(): Promise<void> {
    const made = [...this.places.values()].filter((place) => place.startsWith(MADE));
    this.places.clear();
    if (made.length > 0) await this.client.query(`drop table ${made.join(', ')}`);
  }

  private async read(table: SageTable): Promise<string> {
    const { by, added, readers } = this.asked(table);
    const rows = `from ${sageTable(table.table)} where tieout_company = ${textLiteral(this.scope.company)}`;
    const both = [...added].some((name) => by.has(name));
    if (readers < READERS_MIN || both || table.key.every((name) => by.has(name))) {
      const columns = [...new Set([...by, ...added])].map(quote);
      return `(select ${[...columns, ...this.written()].join(', ')} ${rows})`;
    }
    const place = `${MADE}${this.places.size}`;
    const sums = [...added].map((name) => `sum(${quote(name)}) as ${quote(name)}`);
    const groups = [...[...by].map(quote), ...this.written()];
    await this.client.query(`drop table if exists ${place}`);
    await this.client.query(
      `create temp table ${place} as
       select ${[...groups, ...sums].join(', ')} ${rows}
       group by ${groups.map((_, i) => i + 1).join(', ')}`,
    );
    await analyze(this.client, [place]);
    return place;
  }

  private written(): string[] {
    const { batch } = this.scope;
    const fresh = batch === null ? 'true' : `coalesce(tieout_batch = ${textLiteral(batch)}::uuid, false)`;
    return [`${fresh} as fresh`, `split_part(tieout_document, ':', 1) as dataset`];
  }

  /** Columns of a table that some control total names, and how many read it. */
  private asked(table: SageTable): ColumnsRead & { readonly readers: number } {
    const names = new Set(table.columns.map(({ name }) => name));
    // The dictionary and the profile are the same in all of them.
    const dataset = this.datasets[0]!;
    const counted = table.totals.filter((total) => isCounted(total, dataset));
    const { by, added } = columnsRead(counted, dataset);
    let readers = new Set(counted.map(({ to, key }) => JSON.stringify([to, key]))).size;
    for (const { mapping } of this.datasets) {
      const again = measuresReadAgain(mapping).filter((entry) => entry.table === table.table);
      const coding = mapping.coding?.again?.table === table.table ? mapping.coding : null;
      const shown = again.length === 0 ? [] : DIMENSIONS.filter((name) => mapping.show?.[name] !== undefined);
      const parts = coding === null ? [] : CODING_PARTS.filter((part) => coding.columns[part] !== undefined);
      for (const name of [...shown, ...parts]) if (names.has(name)) by.add(name);
      const sums = [...again, ...(coding === null ? [] : [coding.again!])];
      for (const name of sums.flatMap(({ sum }) => columnNames(sum))) added.add(name);
      readers += again.length + shown.length + (coding === null ? 0 : 1);
    }
    return { by, added, readers };
  }
}

const MADE = 'stored_rows_';
