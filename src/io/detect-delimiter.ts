/**
 * Which character parts the cells of a CSV text: comma, semicolon or tab.
 * Promise: counted outside quotes over the first rows; the character that gives the most rows the same number of cells
 * wins, and of equals the one that gives more cells. A first line `sep=;`, as Excel writes it, decides by itself.
 * Does not: read the file; import papaparse (the count is handed in).
 */

const CANDIDATES = [',', ';', '\t'] as const;

export interface DelimiterFound {
  readonly delimiter: string;
  /** The first line is a `sep=` line, not a header. */
  readonly declared: boolean;
}

/** `rowsOf` splits the sample's first rows by a delimiter, quotes respected. */
export function detectDelimiter(
  sample: string,
  rowsOf: (sample: string, delimiter: string) => string[][],
): DelimiterFound {
  const declared = /^"?sep=([,;\t|])"?(?:\n|$)/i.exec(sample)?.[1];
  if (declared !== undefined) return { delimiter: declared, declared: true };

  let best = { delimiter: ',', share: 0, cells: 1 };
  for (const delimiter of CANDIDATES) {
    const counts = rowsOf(sample, delimiter)
      .filter((row) => row.some((cell) => cell.trim() !== ''))
      .map((row) => row.length);
    const { cells, share } = commonest(counts);
    // The header has it, whatever stands in the texts below.
    if (cells < 2 || counts[0]! < 2) continue;
    if (share > best.share || (share === best.share && cells > best.cells)) best = { delimiter, share, cells };
  }
  return { delimiter: best.delimiter, declared: false };
}

function commonest(counts: readonly number[]): { cells: number; share: number } {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  let cells = 1;
  let most = 0;
  for (const [count, seen] of times) {
    if (count < 2 || seen < most || (seen === most && count < cells)) continue;
    cells = count;
    most = seen;
  }
  return { cells, share: counts.length === 0 ? 0 : most / counts.length };
}
