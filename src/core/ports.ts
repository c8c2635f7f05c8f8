/**
 * What the machine needs from the world, as interfaces of a few methods each. PostgreSQL stands behind them today.
 * Promise: everything crosses as plain values; money as whole cents, units as whole ten-thousandths, dates as ISO text.
 * Does not: name a driver, a folder or a framework.
 */
import type { Issue } from './nouns.js';
import type { KnownDocument, Values } from './work.js';

/** Reads what Sage holds, as of the open SQL transaction. Keys are parts in the order of `keyColumns`. */
export interface LookupPort {
  /** Rows by key: key parts joined by U+0001 → rows (one for a primary key, several for other keys). */
  rows(
    table: string,
    keyColumns: readonly string[],
    take: readonly string[],
    keys: readonly (readonly string[])[],
  ): Promise<Map<string, Values[]>>;
  /** Largest value of a column by key; keys without rows are left out. */
  max(
    table: string,
    keyColumns: readonly string[],
    column: string,
    keys: readonly (readonly string[])[],
  ): Promise<Map<string, number>>;
  anyRow(table: string): Promise<boolean>;
  /** Values of a column among the rows that match, at most 500: candidates for a nearest match. */
  candidates(table: string, column: string, where: Readonly<Record<string, string>>): Promise<string[]>;
  /** Codes a name or Procore id stands for: lower-cased text → codes. */
  crosswalk(
    entity: 'vendor' | 'job' | 'commitment',
    by: 'name' | 'id',
    texts: readonly string[],
  ): Promise<Map<string, string[]>>;
  /** Names of an entity near a text, for candidates in a message. */
  names(entity: 'vendor' | 'job' | 'commitment'): Promise<{ code: string; name: string }[]>;
  known(dataset: string, keys: readonly string[]): Promise<Map<string, KnownDocument>>;
  /** Documents that stand as loaded, by hashes of their rows: not one of several, nor one of other definitions. */
  loadedAs(dataset: string, definitions: string, hashes: readonly string[]): Promise<Map<string, LoadedDocument>>;
}

/** What the books say of a loaded document, enough to report it unchanged. `digest` and `targetHash` are null. */
export interface LoadedDocument extends KnownDocument {
  readonly state: 'loaded';
  /** Cents by measure, of all its rows. */
  readonly amounts: readonly number[];
  /** In the order of `codeColumns`. */
  readonly codes: readonly (string | null)[];
  readonly shown: Readonly<Record<'vendor' | 'job' | 'title', string | null>>;
}

/** Something only the whole batch shows. `hold` lists documents (keys) that must be held; otherwise it is a warning. */
export interface StagedFinding {
  readonly issue: Issue;
  readonly hold: readonly string[];
}

/** One delivered copy of a document that an earlier batch left open; copies that disagreed share a key. */
export interface CarriedGroup {
  readonly key: string;
  readonly batch: string;
  readonly file: string;
  readonly sha256: string;
  readonly sheet: string | null;
  readonly keyless: boolean;
  /** Of a row without a key: documents that stood beside it in its file, the first of them by key. */
  readonly beside?: readonly string[];
  readonly headers: Readonly<Record<string, { header: string; letter: string | null }>>;
  readonly rows: readonly {
    row: number;
    texts: Readonly<Record<string, string>>;
    problems?: readonly CarriedProblem[];
  }[];
}

export interface CarriedProblem {
  readonly column: string;
  readonly code: string;
  readonly value: string;
  readonly message: string;
}
