/**
 * Judged documents of one dataset → what will be staged of them: COPY text, and what else their batch writes.
 * Promise: made from the documents alone, without a session, so that the thread that judged them can make it; plain
 * data whose texts may be handed over to another thread without copying them.
 * Does not: number anything (copies, issues, alterations): only the batch knows what came before.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import { gathererOf } from '../core/value-access.js';
import type { TargetRow, WorkDocument } from '../core/work.js';
import { codingSums } from '../core/coding-sums.js';
import { hashBytes } from '../core/fingerprint.js';
import type { Value } from '../core/nouns.js';
import { STAGED_CODING } from './coding-sums.js';
import { CopyText, type CopyValue } from './copy-text.js';
import { stagedColumns } from './create-stage.js';
import { crosswalkEntry, type CrosswalkEntry } from './crosswalk.js';
import { VERSION_COLUMNS, versionRow } from './document-version.js';
import { copyFormOf, documentMark, type CopyForm } from './sage-sql.js';
import { alterationRows } from './write-alterations.js';
import { documentOutcomes, type IssueOutcome } from './write-issues.js';
import { prerequisiteRows } from './write-prerequisites.js';

/** Columns of `stage_document` as they are copied. */
export const STAGED_DOCUMENT = [...VERSION_COLUMNS, 'content', 'digest', 'delivered_hash', 'codes'] as const;

export interface RenderedChunk {
  /** COPY text in the order of `STAGED_DOCUMENT`, each as the first copy. */
  readonly documents: Uint8Array | null;
  /** COPY text of each target, in the order of `targetColumns`; null where no row is staged. */
  readonly targets: readonly (Uint8Array | null)[];
  readonly codings: Uint8Array | null;
  readonly issues: readonly IssueOutcome[];
  readonly alterations: readonly (readonly CopyValue[])[];
  readonly prerequisites: readonly (readonly string[])[];
  readonly crosswalk: readonly CrosswalkEntry[];
}

/** Renders the chunks of one dataset. */
export class ChunkRenderer {
  private readonly documents = new CopyText(STAGED_DOCUMENT);
  private readonly codings = new CopyText(STAGED_CODING);
  private readonly targets: readonly TargetText[];

  constructor(private readonly dataset: CompiledDataset) {
    this.targets = dataset.mapping.targets.map((_, index) => new TargetText(dataset, index));
  }

  render(documents: readonly WorkDocument[]): RenderedChunk {
    const issues: IssueOutcome[] = [];
    const crosswalk: CrosswalkEntry[] = [];
    for (const document of documents) {
      this.write(document);
      if (document.reasons.length > 0) for (const issue of documentOutcomes(document)) issues.push(issue);
      const entry = crosswalkEntry(document, this.dataset);
      if (entry !== null) crosswalk.push(entry);
    }
    return {
      documents: this.documents.take(),
      targets: this.targets.map((target) => target.rows.take()),
      codings: this.codings.take(),
      issues,
      alterations: alterationRows(documents),
      prerequisites: prerequisiteRows(documents),
      crosswalk,
    };
  }

  private write(document: WorkDocument): void {
    const { dataset, documents, codings } = this;
    const row: (CopyValue | undefined)[] = [];
    gatherDocument(versionRow(document, dataset), row);
    documents.row(row);
    const mark = documentMark(dataset.name, document.key);
    for (const row of document.targets) this.targets[row.target]!.write(row.values, mark);
    for (const { parts, cents, retainage } of codingSums(document, dataset)) {
      codings.text(document.key);
      for (let at = 0; at < parts.length; at++) codings.text(parts[at]!);
      codings.value(cents);
      codings.value(retainage);
      codings.endRow();
    }
  }
}

const gatherDocument = gathererOf(STAGED_DOCUMENT);

/** Rows of one target, in the order of `targetColumns`. */
class TargetText {
  readonly rows: CopyText;
  private readonly forms: readonly CopyForm[];
  private readonly gather: ReturnType<typeof gathererOf>;
  private readonly cells: (Value | undefined)[] = [];

  constructor(dataset: CompiledDataset, index: number) {
    const target = dataset.mapping.targets[index]!;
    const table = dataset.tables.get(target.table)!;
    const columns = stagedColumns(target, table);
    this.forms = columns.map((column) => copyFormOf(table, column));
    this.gather = gathererOf(columns);
    this.rows = new CopyText(targetColumns(dataset, index));
  }

  write(values: TargetRow['values'], mark: string): void {
    const { rows, forms, cells } = this;
    this.gather(values, cells);
    for (let at = 0; at < forms.length; at++) writeCell(rows, forms[at]!, cells[at]);
    const hash = rowHash(rows.bytesOfRow());
    rows.text(mark);
    rows.text(hash);
    rows.endRow();
  }
}

export function writeCell(row: CopyText, { scale, absent }: CopyForm, value: Value | undefined): void {
  if (value == null) row.value(absent);
  else if (scale > 0) row.decimal(value as number, scale);
  else row.value(value);
}

/** `tieout_row_hash`: of the row as COPY sends it, without our own columns. */
export function rowHash(cells: Uint8Array): string {
  return hashBytes(cells).slice(0, 32);
}

/** The buffers of a rendered chunk: what can be handed over whole. */
export function buffersOf({ documents, targets, codings }: RenderedChunk): ArrayBuffer[] {
  return [documents, ...targets, codings].flatMap((bytes) => (bytes === null ? [] : (bytes.buffer as ArrayBuffer)));
}

export function targetColumns(dataset: CompiledDataset, index: number): string[] {
  const target = dataset.mapping.targets[index]!;
  return [...stagedColumns(target, dataset.tables.get(target.table)!), 'tieout_document', 'tieout_row_hash'];
}
