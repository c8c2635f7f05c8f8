/**
 * Documents an earlier batch left open, parsed again under the definitions in force today.
 * Promise: the delivered texts are parsed exactly as on the first night; nothing of the earlier judgement is reused.
 */
import type { CompiledDataset } from './compile-dataset.js';
import { MatchedSheet } from './match-sheet.js';
import type { CarriedGroup } from './ports.js';
import type { RawRow } from './nouns.js';
import type { RowGroup, SourceRef } from './work.js';

export function carriedRows(groups: readonly CarriedGroup[], dataset: CompiledDataset): RowGroup[] {
  return groups.map((group) => {
    const columns = Object.keys(group.headers).filter((column) => dataset.schema.column.has(column));
    const source: SourceRef = {
      file: group.file, sha256: group.sha256, sheet: group.sheet, headers: group.headers, columns: new Set(columns),
    };
    const match = {
      indexes: new Map(columns.map((column, index) => [column, index])), constants: new Map<string, string>(),
      unknown: [], outranked: [], duplicates: [], missing: [], unknownConstants: [], unusedConstants: [],
    };
    const sheet = new MatchedSheet({ name: group.sheet, header: [], headerRow: 1, rows: noRows }, dataset, match, source);
    const rows = group.rows.map((row): RawRow => ({
      row: row.row, cells: columns.map((column) => row.texts[column] ?? null),
      ...(row.problems === undefined || row.problems.length === 0 ? {} : {
        problems: row.problems.map((problem) => ({ ...problem, index: columns.indexOf(problem.column) })),
      }),
    }));
    const key = rows.length > 0 ? sheet.keyOf(rows[0]!) : null;
    return {
      key: key ?? group.key, keyless: group.keyless, twin: false, carried: { key: group.key, batch: group.batch },
      rows: rows.map((row) => sheet.parse(row)),
    };
  });
}

async function* noRows(): AsyncGenerator<readonly RawRow[]> {
  yield [];
}
