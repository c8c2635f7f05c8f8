/**
 * Our own books as TypeORM entities: batches, extracts, documents with every version judged, issues, and what a row was
 * before a change. Lists and the status of a company are read through them.
 * Promise: what they say is what the migrations make; a test compares the two column by column.
 * Does not: write a batch; its rows go by COPY in the batch's own SQL transaction.
 */
import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import type { BatchSummary } from '../../core/nouns.js';
import {
  bigint,
  boolean,
  byDefault,
  date,
  identityKey,
  integer,
  json,
  jsonText,
  key,
  listOf,
  orNull,
  text,
  time,
  uuid,
} from './columns.js';

type Columns = Readonly<Record<string, EntitySchemaColumnOptions>>;

function table<T extends object>(
  name: string,
  columns: Columns,
  indices: readonly {
    readonly name: string;
    readonly columns: string[];
    readonly where?: string;
    readonly synchronize?: false;
  }[] = [],
): EntitySchema<T> {
  return new EntitySchema<T>({
    name,
    tableName: name,
    schema: 'tieout',
    columns: { tieout_company: key(), ...columns } as never,
    indices: [...indices],
  });
}

/** Grows whenever a batch changes the sage schema: what judging again depends on. */
export const companyBook = table('company', {
  master_version: byDefault(bigint, 0),
  created_at: byDefault(time, () => 'now()'),
});

export interface BatchRecord {
  readonly tieout_company: string;
  readonly batch: string;
  readonly status: string;
  readonly as_of: string;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  /** The batch whose answer this one repeats. */
  readonly repeats: string | null;
  readonly summary: BatchSummary | null;
}

export const batchBook = table<BatchRecord>(
  'batch',
  {
    batch: key('uuid'),
    status: text,
    as_of: date,
    origin: byDefault(text, 'procore'),
    accept: text,
    definitions: text,
    master_version: byDefault(bigint, 0),
    started_at: time,
    finished_at: orNull(time),
    repeats: orNull(uuid),
    summary: orNull(json),
    inputs: byDefault(json, {}),
  },
  // `started_at desc`, which TypeORM cannot say: the migration makes it.
  [{ name: 'batch_started', columns: ['tieout_company', 'started_at'], synchronize: false }],
);

export const extractBook = table('extract', {
  sha256: key(),
  name: text,
  bytes: bigint,
  first_batch: uuid,
  received_at: time,
});

export const batchFileBook = table<BatchFileRecord>('batch_file', {
  batch: key('uuid'),
  ordinal: key('integer'),
  name: text,
  sha256: text,
  bytes: bigint,
  sheet: { ...key(), default: '' },
  dataset: orNull(text),
  rows: byDefault(bigint, 0),
  constants: byDefault(json, {}),
  note: orNull(text),
});

export interface BatchFileRecord {
  readonly tieout_company: string;
  readonly batch: string;
  readonly name: string;
  readonly dataset: string | null;
}

export interface DocumentRecord {
  readonly tieout_company: string;
  readonly dataset: string;
  readonly document: string;
  readonly state: string;
  readonly batch: string;
  readonly reason_code: string | null;
  readonly reason: string | null;
  readonly open_since: Date | null;
  /** Cents of the first measure. */
  readonly amount: string | null;
}

export const documentBook = table<DocumentRecord>(
  'document',
  {
    dataset: key(),
    document: key(),
    state: text,
    batch: uuid,
    definitions: text,
    loaded_batch: orNull(uuid),
    source_hash: orNull(text),
    target_hash: orNull(text),
    digest: orNull(jsonText),
    rows_excluded: byDefault(integer, 0),
    amounts_excluded: byDefault(listOf('bigint'), '{}'),
    open_since_batch: orNull(uuid),
    open_since: orNull(time),
    reason_code: orNull(text),
    reason: orNull(text),
    content: orNull(json),
    file: orNull(text),
    sheet: orNull(text),
    sha256: orNull(text),
    vendor: orNull(text),
    job: orNull(text),
    amount: orNull(bigint),
    accepted: byDefault(boolean, false),
    delivered_hash: orNull(text),
    codes: orNull(json),
  },
  [
    {
      name: 'document_delivered',
      columns: ['tieout_company', 'dataset', 'delivered_hash'],
      where: '(delivered_hash IS NOT NULL)',
    },
    {
      name: 'document_open',
      columns: ['tieout_company', 'dataset'],
      where: `(state = ANY (ARRAY['held'::text, 'waiting'::text, 'ready'::text]))`,
    },
  ],
);

export const documentVersionBook = table(
  'document_version',
  {
    batch: key('uuid'),
    dataset: key(),
    document: key(),
    copy: { ...key('integer'), default: 0 },
    outcome: text,
    action: orNull(text),
    copy_of: orNull(text),
    carried: boolean,
    carried_key: orNull(text),
    opened_by: orNull(uuid),
    file: orNull(text),
    sheet: orNull(text),
    sha256: orNull(text),
    vendor: orNull(text),
    job: orNull(text),
    title: orNull(text),
    rows: integer,
    rows_loaded: byDefault(integer, 0),
    rows_summarized: byDefault(integer, 0),
    rows_unchanged: byDefault(integer, 0),
    rows_held: byDefault(integer, 0),
    rows_waiting: byDefault(integer, 0),
    rows_excluded: byDefault(integer, 0),
    amounts: listOf('bigint'),
    amounts_excluded: listOf('bigint'),
    amounts_unchanged: listOf('bigint'),
    unreadable: listOf('integer'),
    source_hash: text,
    target_hash: orNull(text),
    rule: orNull(text),
    reason_code: orNull(text),
    reason: orNull(text),
    lineage: orNull(jsonText),
    lines: orNull(jsonText),
    row_numbers: orNull(listOf('integer')),
  },
  [{ name: 'document_version_document', columns: ['tieout_company', 'dataset', 'document'] }],
);

/** What a batch made of a document that was open before it. */
export const openMoveBook = table('open_move', {
  batch: key('uuid'),
  dataset: key(),
  document: key(),
  state: text,
  documents: integer,
  amount: bigint,
  became: text,
  by: orNull(text),
  kept: boolean,
});

export const issueBook = table(
  'issue',
  {
    batch: key('uuid'),
    sequence: key('bigint'),
    dataset: orNull(text),
    file: orNull(text),
    sheet: orNull(text),
    row: orNull(integer),
    column: orNull(text),
    cell: orNull(text),
    header: orNull(text),
    document: orNull(text),
    code: text,
    severity: text,
    value: orNull(text),
    message: text,
    allowed: orNull(listOf('text')),
    nearest: orNull(listOf('text')),
    outcome: orNull(text),
  },
  [{ name: 'issue_document', columns: ['tieout_company', 'dataset', 'document'] }],
);

export const alterationBook = table('alteration', {
  batch: key('uuid'),
  sequence: key('bigint'),
  dataset: text,
  document: text,
  column: text,
  kind: text,
  because: text,
  before: orNull(text),
  after: orNull(text),
  file: orNull(text),
  sheet: orNull(text),
  rows: listOf('integer'),
});

/** What a waiting document waits for. */
export const prerequisiteBook = table('prerequisite', {
  dataset: key(),
  document: key(),
  target_table: key(),
  target_key: key(),
});

/** A master row as it was before a batch changed it. */
export const rowChangeBook = table('row_change', {
  batch: key('uuid'),
  sequence: identityKey,
  target_table: text,
  target_key: json,
  before_image: json,
});

export const equationBook = table('equation', {
  batch: key('uuid'),
  sequence: key('integer'),
  name: text,
  dataset: orNull(text),
  expected: text,
  actual: text,
  holds: boolean,
});

/** People edit this: a name or Procore id ↔ the Sage code it stands for. */
export const crosswalkBook = table('crosswalk', {
  entity: key(),
  by: key(),
  source: key(),
  code: key(),
  note: orNull(text),
  batch: orNull(uuid),
});

/** What the source lines of loaded documents came to, in cents, by batch and job cost coding. */
export const codingSumBook = table('coding_sum', {
  batch: key('uuid'),
  dataset: key(),
  commitment: key(),
  item: key(),
  job: key(),
  extra: key(),
  cost_code: key(),
  category: key(),
  amount: bigint,
  retainage: bigint,
});

/** Which moments of a company's schedule were run, and which batch each became. */
export const nightBook = table('night', {
  due_at: { ...time, primary: true },
  schedule: text,
  taken_by: text,
  taken_at: time,
  batch: orNull(uuid),
  ended_at: orNull(time),
  outcome: orNull(text),
});

export const books = [
  companyBook,
  batchBook,
  extractBook,
  batchFileBook,
  documentBook,
  documentVersionBook,
  openMoveBook,
  issueBook,
  alterationBook,
  prerequisiteBook,
  rowChangeBook,
  equationBook,
  crosswalkBook,
  codingSumBook,
  nightBook,
];
