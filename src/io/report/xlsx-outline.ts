/**
 * Trees as outline rows: leaves first, then the total of what stands above it, as Excel's own subtotals do.
 * Promise: a total is a live `SUBTOTAL(9,…)` only where the rows listed give exactly the model's figure; where a
 * section was cut the figure stands as a number, so that a recalculation can never change the report.
 * Does not: sum for itself what the model knows.
 */
import type { Cell, ReportColumn } from './report-table.js';
import type { SheetCell, SheetRow } from './xlsx-sheet.js';
import { columnLetter } from './xlsx-sheet.js';

/** A node as the sheet shows it. `cells` of a node with children are its totals. */
export interface OutlineNode {
  readonly cells: readonly Cell[];
  readonly children: readonly OutlineNode[];
}

interface Line {
  readonly cells: readonly Cell[];
  readonly level: number;
  /** Index of the first line a total covers; null on a leaf. */
  readonly from: number | null;
}

/**
 * Rows of the outline and a grand total under them. `firstRow` is the sheet's row of the first of them.
 * Columns of kind `money` get totals; `grandWords` stands in the first column.
 */
export function outlineRows(
  roots: readonly OutlineNode[],
  columns: readonly ReportColumn[],
  firstRow: number,
  grandWords: string,
): { rows: SheetRow[]; deepest: number } {
  const lines: Line[] = [];
  for (const root of roots) addLines(root, 0, lines);
  const live = columns.map((column, index) => (column.kind === 'money' ? new LiveColumn(index, firstRow) : null));
  const rows = lines.map((line): SheetRow => ({
    cells: line.cells.map((cell, index) => live[index]?.place(cell, line) ?? cell),
    bold: line.from !== null,
    outlineLevel: line.level,
  }));
  const deepest = lines.reduce((most, line) => Math.max(most, line.level), 0);
  if (rows.length === 0) return { rows, deepest };
  const grand = columns.map(
    (_, index): SheetCell => live[index]?.grand() ?? { kind: 'text', value: index === 0 ? grandWords : null },
  );
  return { rows: [...rows, { cells: grand, bold: true, grand: true }], deepest };
}

/** Children, then the node itself. */
function addLines(node: OutlineNode, level: number, lines: Line[]): void {
  const first = lines.length;
  for (const child of node.children) addLines(child, level + 1, lines);
  lines.push({ cells: node.cells, level, from: lines.length > first ? first : null });
}

/** One summed column: knows the constants written so far, and so what a SUBTOTAL over any range of them gives. */
class LiveColumn {
  /** `sums[i]`: cents of all constants before line i. SUBTOTAL leaves out other subtotals, so formulas add nothing. */
  private readonly sums: number[] = [0];
  /** Cents of all lines of level 0; null as soon as one is not known. */
  private roots: number | null = 0;

  constructor(
    private readonly index: number,
    private readonly firstRow: number,
  ) {}

  place(cell: Cell, line: Line): SheetCell {
    const placed: SheetCell = line.from === null ? cell : this.total(cell, line.from);
    const cents = typeof cell.value === 'number' ? cell.value : null;
    if (line.level === 0) this.roots = this.roots === null || cents === null ? null : this.roots + cents;
    this.sums.push((this.sums.at(-1) as number) + (placed.formula === undefined ? (cents ?? 0) : 0));
    return placed;
  }

  /** The total of all roots, under the last line. */
  grand(): SheetCell {
    return this.total({ kind: 'money', value: this.roots }, 0);
  }

  /** Live where the lines from `from` to the last one placed give exactly this figure. */
  private total(cell: Cell, from: number): SheetCell {
    const to = this.sums.length - 1;
    if (cell.value !== (this.sums[to] as number) - (this.sums[from] as number)) return cell;
    const letter = columnLetter(this.index + 1);
    return { ...cell, formula: `SUBTOTAL(9,${letter}${this.firstRow + from}:${letter}${this.firstRow + to - 1})` };
  }
}
