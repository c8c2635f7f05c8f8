/**
 * What passed through the machine, counted as it was read: the first side of the control totals.
 * Promise: exact whatever the order, so that threads may count their own share.
 */
import type { CompiledDataset } from './compile-dataset.js';
import type { Replaced } from './met-documents.js';
import type { WorkDocument } from './work.js';

export interface ReadTotals {
  rows: number;
  rowsCarried: number;
  documents: number;
  documentsCarried: number;
  /** Cents by measure, exact. */
  amounts: bigint[];
  amountsCarried: bigint[];
  /** Open documents of earlier batches that were not judged again, and what stands for them. */
  replaced: readonly Replaced[];
  /** Rows by file name, as the reader saw them. */
  rowsByFile: Map<string, number>;
}

export function emptyTotals(dataset: CompiledDataset): ReadTotals {
  return {
    rows: 0,
    rowsCarried: 0,
    documents: 0,
    documentsCarried: 0,
    amounts: dataset.measures.map(() => 0n),
    amountsCarried: dataset.measures.map(() => 0n),
    replaced: [],
    rowsByFile: new Map(),
  };
}

/** Totals of some documents of the dataset. */
export function totalsOf(documents: readonly WorkDocument[], dataset: CompiledDataset): ReadTotals {
  const read = emptyTotals(dataset);
  for (const document of documents) tally(read, document);
  return read;
}

export function addTotals(read: ReadTotals, part: ReadTotals): void {
  read.rows += part.rows;
  read.rowsCarried += part.rowsCarried;
  read.documents += part.documents;
  read.documentsCarried += part.documentsCarried;
  for (const [index, cents] of part.amounts.entries()) read.amounts[index]! += cents;
  for (const [index, cents] of part.amountsCarried.entries()) read.amountsCarried[index]! += cents;
  for (const [file, rows] of part.rowsByFile) read.rowsByFile.set(file, (read.rowsByFile.get(file) ?? 0) + rows);
}

function tally(read: ReadTotals, document: WorkDocument): void {
  const carried = document.group.carried !== null;
  const rows = document.rowNumbers.length;
  if (carried) {
    read.rowsCarried += rows;
    read.documentsCarried++;
  } else {
    read.rows += rows;
    read.documents++;
    const { file } = document.source;
    read.rowsByFile.set(file, (read.rowsByFile.get(file) ?? 0) + rows);
  }
  for (const [index, cents] of document.amounts.entries()) {
    if (carried) read.amountsCarried[index]! += BigInt(cents);
    else read.amounts[index]! += BigInt(cents);
  }
}
