/**
 * Open rows without a key, and how a newer delivery is known to hold them: such a row has no identity but its cells.
 * Promise: a row leaves only when it comes again, with or without its key, when a file that always holds everything
 * has it no more, or when the same file comes without it; the name of a file alone says nothing, for nights reuse it.
 * Does not: hold or warn (met-documents does).
 */
import type { CompiledDataset } from './compile-dataset.js';
import type { ParsedRow, RowGroup, WorkDocument } from './work.js';

const SEPARATOR = '\u0001';

/** A delivered row whose cells are those of an open one. */
interface Found {
  readonly document: WorkDocument;
  readonly row: ParsedRow;
}

interface OpenRow {
  readonly group: RowGroup;
  readonly found: Found[];
}

export class KeylessRows {
  /** Columns to compare → their texts → open rows. */
  private readonly patterns = new Map<string, { columns: readonly string[]; rows: Map<string, OpenRow[]> }>();
  private readonly open: OpenRow[] = [];
  private readonly absent: ReadonlySet<string>;

  constructor(
    groups: readonly RowGroup[],
    private readonly dataset: CompiledDataset,
  ) {
    this.absent = new Set(dataset.profile.absentTexts);
    for (const group of groups) if (group.keyless) this.add(group);
  }

  /** Takes note of a delivered document. A loaded one that comes again corrects nothing. */
  meet(document: WorkDocument): void {
    if (this.open.length === 0 || (!document.group.keyless && document.known?.loadedBatch != null)) return;
    for (const row of document.group.rows) {
      for (const { columns, rows } of this.patterns.values()) {
        for (const open of rows.get(this.textsOf(row, columns)) ?? []) open.found.push({ document, row });
      }
    }
  }

  /** Each open row with the delivered row that it is: without a key before with one, each delivered row once. */
  settle(): Map<RowGroup, Found> {
    const taken = new Set<ParsedRow>();
    const settled = new Map<RowGroup, Found>();
    for (const keyless of [true, false]) {
      for (const { group, found } of this.open) {
        if (settled.has(group)) continue;
        const match = found.find(({ document, row }) => document.group.keyless === keyless && !taken.has(row));
        if (match === undefined) continue;
        taken.add(match.row);
        settled.set(group, match);
      }
    }
    return settled;
  }

  private add(group: RowGroup): void {
    const row = group.rows[0]!;
    const columns = this.columnsOf(row);
    const name = columns.join(SEPARATOR);
    const pattern = this.patterns.get(name) ?? { columns, rows: new Map<string, OpenRow[]>() };
    this.patterns.set(name, pattern);
    const texts = this.textsOf(row, columns);
    const open = { group, found: [] };
    pattern.rows.set(texts, [...(pattern.rows.get(texts) ?? []), open]);
    this.open.push(open);
  }

  /** All columns of its file but those of the parts of its key that it lacks. */
  private columnsOf(row: ParsedRow): string[] {
    const lacking = this.dataset.schema.document.key.filter((part) =>
      part.every((column) => this.textOf(row, column) === ''),
    );
    const free = new Set(lacking.flat());
    return [...row.source.columns].filter((column) => !free.has(column)).sort();
  }

  private textsOf(row: ParsedRow, columns: readonly string[]): string {
    return columns.map((column) => this.textOf(row, column)).join(SEPARATOR);
  }

  private textOf(row: ParsedRow, column: string): string {
    const text = row.textOf(column)?.trim() ?? '';
    return this.absent.has(text) ? '' : text;
  }
}
