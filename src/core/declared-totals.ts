/**
 * A total row at the foot of an extract is a declared control total: the rows above it must add up to it.
 * Promise: a total that does not agree is an issue naming both sums. Does not: stop the sheet; run-batch does.
 */
import { MoneySum } from './money.js';
import type { MatchedSheet } from './match-sheet.js';
import type { Issue } from './nouns.js';
import { compileCellParser } from './parse-cell.js';
import { fileIssue } from './to-issues.js';

export async function declaredTotals(sheet: MatchedSheet): Promise<Issue[]> {
  const total = sheet.totalRows.findLast((row) => !/^\s*sub/i.test(row.cells[0]!));
  if (total === undefined) return [];
  const columns = sheet.dataset.schema.columns.flatMap((column) => {
    const index = sheet.match.indexes.get(column.name);
    const repeats = column.level === 'header' && sheet.dataset.schema.document.lineKeys.length > 0;
    if (index === undefined || column.kind !== 'money' || repeats) return [];
    const parse = compileCellParser(column, sheet.dataset.profile);
    const declared = parse(total.cells[index] ?? null);
    return typeof declared === 'number' ? [{ column, index, parse, declared, sum: new MoneySum() }] : [];
  });
  if (columns.length === 0) return [];
  for await (const chunk of sheet.rows()) {
    for (const { index, parse, sum } of columns) {
      const values = chunk.map((row) => parse(row.cells[index] ?? null));
      for (const value of values.filter((each) => typeof each === 'number')) sum.add(value);
    }
  }
  return columns
    .filter((column) => column.sum.cents !== BigInt(column.declared))
    .map((column) =>
      fileIssue(
        'file.control-total-differs',
        `The total row ${total.row} declares ${column.column.name} ${total.cells[column.index]}; the rows add up to ` +
          `${column.sum.toString()}. A row is missing or was changed, so none is taken: export the file again.`,
        {
          file: sheet.source.file,
          sheet: sheet.source.sheet,
          row: total.row,
          dataset: sheet.dataset.name,
          column: column.column.name,
        },
      ),
    );
}
