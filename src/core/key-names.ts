/**
 * The names a row gives its document: by code, by id, by name, whichever of them it has.
 * Promise: two rows name one document when the first column that both have says the same, part by part of the key;
 * codes count in the company's mask.
 * Does not: look anything up, or group rows (group-rows does, by the first name of each part).
 */
import type { CompiledDataset } from './compile-dataset.js';
import { inIdentityOrder } from './key-cells.js';
import type { ParsedRow, Values } from './work.js';

/** For each part of the key: column → text, in the order in which the columns count. */
export type DocumentNames = readonly ReadonlyMap<string, string>[];

const SEPARATOR = '\u0001';

export function namesOf(row: ParsedRow, dataset: CompiledDataset): DocumentNames {
  return dataset.schema.document.key.map(
    (part) =>
      new Map(
        inIdentityOrder(part, dataset.profile.invoiceIdentity).flatMap((column) => {
          const text = nameIn(row, column, dataset);
          return text === null ? [] : [[column, text] as const];
        }),
      ),
  );
}

function nameIn(row: ParsedRow, column: string, { codes, profile }: CompiledDataset): string | null {
  const text = row.textOf(column)?.trim() ?? '';
  if (text === '' || profile.absentTexts.includes(text)) return null;
  const result = codes.find((code) => code.column === column)?.format(text);
  return (result?.ok === true ? result.value : text).toUpperCase();
}

/** Every way of naming the document by one column of each part: what an index of documents asks for. */
export function namings(names: DocumentNames): string[] {
  return names.reduce<string[]>(
    (all, part) => {
      const texts = part.size === 0 ? [''] : [...part].map(([column, text]) => `${column}:${text}`);
      return all.flatMap((head) => texts.map((text) => head + SEPARATOR + text));
    },
    [''],
  );
}

export function nameOneDocument(a: DocumentNames, b: DocumentNames): boolean {
  return a.every((part, at) => {
    const other = b[at]!;
    const shared = [...part.keys()].find((column) => other.has(column));
    return shared === undefined ? part.size === 0 && other.size === 0 : part.get(shared) === other.get(shared);
  });
}

/** Columns of the key that hold codes: of two documents that came to one key they tell whether both are one. */
export function codeColumns({ schema, mapping }: CompiledDataset): string[] {
  return schema.document.key.flat().filter((column) => column in mapping.codes);
}

/** `codes` of a judged document: as formatted, resolved and looked up. */
export function codesOf(values: Values, columns: readonly string[]): (string | null)[] {
  const codes: (string | null)[] = [];
  for (const column of columns) codes.push(values[column] == null ? null : String(values[column]).toUpperCase());
  return codes;
}

/** The first column in which both have a code and the codes differ. */
export function codeApart(
  columns: readonly string[],
  a: readonly (string | null)[],
  b: readonly (string | null)[],
): string | null {
  return columns.find((_, at) => a[at] != null && b[at] != null && a[at] !== b[at]) ?? null;
}
