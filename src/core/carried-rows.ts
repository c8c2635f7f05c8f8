/**
 * Documents an earlier batch left open, parsed again under the definitions in force today.
 * Promise: the delivered texts are parsed exactly as on the first night; nothing of the earlier judgement is reused.
 */
import type { CompiledDataset } from './compile-dataset.js';
import { MatchedSheet } from './match-sheet.js';
import type { CarriedGroup } from './ports.js';
import type { RawRow } from './nouns.js';
import type { RowGroup, SourceRef } from './work.js';

/** Rows of each copy are grouped again by their own cells; copies of one document are twins, as on the first night. */
export function carriedRows(groups: readonly CarriedGroup[], dataset: CompiledDataset): RowGroup[] {
  const rows = groups.flatMap((group) => ownRows(group, dataset));
  const copies = new Map<string, number>();
  const placeOf = ({ key, carried }: RowGroup): string => `${carried!.key}\u0001${key}`;
  for (const group of rows) copies.set(placeOf(group), (copies.get(placeOf(group)) ?? 0) + 1);
  return rows.map((group) => (copies.get(placeOf(group)) === 1 ? group : { ...group, twin: true }));
}

function ownRows(group: CarriedGroup, dataset: CompiledDataset): RowGroup[] {
  const { key, batch, keyless, beside } = group;
  const sheet = keptSheet(group, dataset);
  const byKey = new Map<string, RawRow[]>();
  for (const row of rawRows(group, sheet.columns)) {
    const own = keyless ? null : sheet.matched.keyOf(row);
    byKey.set(own ?? key, [...(byKey.get(own ?? key) ?? []), row]);
  }
  const carried = { key, batch, ...(beside === undefined ? {} : { beside }) };
  return [...byKey].map(([own, delivered]): RowGroup => {
    const rows = delivered.map((row) => sheet.matched.parse(row));
    const rowNumbers = rows.map(({ row }) => row);
    const firstRow = rows[0]!;
    return { key: own, keyless, twin: false, carried, rows, firstRow, rowNumbers, deliveredHash: null };
  });
}

function keptSheet(
  group: CarriedGroup,
  dataset: CompiledDataset,
): { columns: readonly string[]; matched: MatchedSheet } {
  const columns = Object.keys(group.headers).filter((column) => dataset.schema.column.has(column));
  const source: SourceRef = {
    file: group.file,
    sha256: group.sha256,
    sheet: group.sheet,
    headers: group.headers,
    columns: new Set(columns),
  };
  const match = {
    indexes: new Map(columns.map((column, index) => [column, index])),
    constants: new Map<string, string>(),
    unknown: [],
    outranked: [],
    duplicates: [],
    missing: [],
    unknownConstants: [],
    unusedConstants: [],
  };
  return {
    columns,
    matched: new MatchedSheet({ name: group.sheet, header: [], headerRow: 1, rows: noRows }, dataset, match, source),
  };
}

function rawRows(group: CarriedGroup, columns: readonly string[]): RawRow[] {
  return group.rows.map((row): RawRow => ({
    row: row.row,
    cells: columns.map((column) => row.texts[column] ?? null),
    ...(row.problems === undefined || row.problems.length === 0
      ? {}
      : {
          problems: row.problems.map((problem) => ({ ...problem, index: columns.indexOf(problem.column) })),
        }),
  }));
}

async function* noRows(): AsyncGenerator<readonly RawRow[]> {
  yield [];
}
