/**
 * Cells that make keys: of a document, of a line, of a name that is looked up.
 * Promise: no key is longer than an index of the database takes, and the bound is far above any field of Sage (a name
 * has 30 characters, an invoice number 15, a cost code 12).
 * Does not: know Sage's own lengths; masks, schemas and tables do.
 */
import type { CompiledDataset } from './compile-dataset.js';
import type { CellError, CellParser } from './parse-cell.js';
import { visibleText } from './visible-text.js';

/** Bytes of UTF-8. Keys of six parts, and of the row a document waits for, are one entry of at most 2,700 bytes. */
const KEY_CELL_BYTES_MAX = 200;
const encoder = new TextEncoder();

export function isTooLongForKey(text: string): boolean {
  // No character of UTF-16 takes more than three bytes a unit.
  return text.length * 3 > KEY_CELL_BYTES_MAX && encoder.encode(text).length > KEY_CELL_BYTES_MAX;
}

/** Texts and codes that a key is made of, or that are looked up by. */
export function keyColumns({ schema, mapping }: CompiledDataset): ReadonlySet<string> {
  const resolved = (mapping.resolve ?? []).flatMap(({ column, byName, byId }) => [column, byName, byId]);
  const lookedUp = Object.values(mapping.lookups).flatMap(({ key }) => Object.values(key));
  const named = [
    ...[
      'procore_id',
      'origin_id',
      ...(mapping.crosswalk?.ids ?? []),
      ...mapping.identity,
      ...Object.keys(mapping.codes),
    ],
    ...[...schema.document.key.flat(), ...schema.document.lineKeys.flat()],
    ...[...resolved, ...lookedUp.map((name) => name.replace(/\?$/, ''))],
  ];
  const makesKey = new Set(named);
  return new Set(
    schema.columns
      .filter(({ name, kind }) => kind === 'code' || (kind === 'text' && makesKey.has(name)))
      .map(({ name }) => name),
  );
}

/** The parser of such a column: what is longer than a key may be is held, whatever the column takes besides. */
export function boundedParser(column: string, parse: CellParser): CellParser {
  return (text) => {
    if (text === null || text.length * 3 <= KEY_CELL_BYTES_MAX) return parse(text);
    return isTooLongForKey(text.trim()) ? tooLong(column, text.trim()) : parse(text);
  };
}

function tooLong(column: string, text: string): CellError {
  return {
    code: 'cell.too-long',
    message:
      `${column} "${visibleText(text, 60)}" has ${[...text].length} characters; no code or name that tells things ` +
      `apart is longer than ${KEY_CELL_BYTES_MAX}. Shorten it.`,
    allowed: null,
  };
}

/** Where invoices are known by their commitment, its columns come first in the key. */
export function inIdentityOrder(part: readonly string[], identity: string): readonly string[] {
  if (identity !== 'commitment+number') return part;
  return [...part].sort((a, b) => Number(b.startsWith('commitment')) - Number(a.startsWith('commitment')));
}

/** What a cell says; null where it is blank or holds one of the texts that mean nothing. */
export function presentText(text: string | null | undefined, absent: ReadonlySet<string>): string | null {
  if (text == null) return null;
  const trimmed = text.trim();
  return trimmed === '' || absent.has(trimmed) ? null : trimmed;
}
