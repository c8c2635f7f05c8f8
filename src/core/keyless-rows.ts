/**
 * Open rows without a key, and how a newer delivery is known to hold them: such a row has no identity but its cells.
 * Promise: a row leaves only when it comes again, with or without its key, when a file that always holds everything
 * has it no more, or when the same file comes without it; the name of a file alone says nothing, for nights reuse it.
 * Does not: hold or warn (met-documents does).
 */
import type { CompiledDataset } from './compile-dataset.js';
import type { ParsedRow, RowGroup, WorkDocument } from './work.js';

const SEPARATOR = '\u0001';

/** A delivered row whose cells are those of an open one, by its place among the open rows. */
export interface FoundRow {
  readonly open: number;
  readonly row: number;
}

/** As much of a delivered document as is remembered. */
export interface SeenDocument {
  readonly key: string;
  readonly keyless: boolean;
  readonly file: string;
  readonly sheet: string | null;
}

interface Found {
  readonly document: SeenDocument;
  readonly row: number;
}

interface OpenRow {
  readonly group: RowGroup;
  readonly found: Found[];
}

export class KeylessRows {
  /** Columns to compare → their texts → places of open rows. */
  private readonly patterns = new Map<string, { columns: readonly string[]; rows: Map<string, number[]> }>();
  private readonly open: OpenRow[] = [];
  private readonly absent: ReadonlySet<string>;

  constructor(
    groups: readonly RowGroup[],
    private readonly dataset: CompiledDataset,
  ) {
    this.absent = new Set(dataset.profile.absentTexts);
    for (const group of groups) if (group.keyless) this.add(group);
  }

  /** Open rows that a delivered document holds. A loaded one that comes again corrects nothing. */
  foundIn({ group, known }: WorkDocument): FoundRow[] {
    if (this.open.length === 0 || (!group.keyless && known?.loadedBatch != null)) return [];
    return group.rows.flatMap((row) =>
      [...this.patterns.values()].flatMap(({ columns, rows }) =>
        (rows.get(this.textsOf(row, columns)) ?? []).map((open) => ({ open, row: row.row })),
      ),
    );
  }

  meet(document: SeenDocument, found: readonly FoundRow[]): void {
    for (const { open, row } of found) this.open[open]!.found.push({ document, row });
  }

  /** Each open row with the delivered document that it is in: without a key before with one, each row once. */
  settle(): Map<RowGroup, SeenDocument> {
    const taken = new Set<string>();
    const placeOf = ({ document: { file, sheet }, row }: Found): string => [file, sheet ?? '', row].join(SEPARATOR);
    const settled = new Map<RowGroup, SeenDocument>();
    for (const keyless of [true, false]) {
      for (const { group, found } of this.open) {
        if (settled.has(group)) continue;
        const match = found.find((entry) => entry.document.keyless === keyless && !taken.has(placeOf(entry)));
        if (match === undefined) continue;
        taken.add(placeOf(match));
        settled.set(group, match.document);
      }
    }
    return settled;
  }

  private add(group: RowGroup): void {
    const row = group.firstRow;
    const columns = this.columnsOf(row);
    const name = columns.join(SEPARATOR);
    const pattern = this.patterns.get(name) ?? { columns, rows: new Map<string, number[]>() };
    this.patterns.set(name, pattern);
    const texts = this.textsOf(row, columns);
    pattern.rows.set(texts, [...(pattern.rows.get(texts) ?? []), this.open.length]);
    this.open.push({ group, found: [] });
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
