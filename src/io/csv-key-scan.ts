/**
 * Which rows of a clean CSV file agree with the row before them in some columns, found in its bytes.
 * Why: to count the rows of each document only the cells of its key are needed, and rows of a document stand together:
 * most need not be made into texts at all (a million rows: 0.6 s instead of 1.3 to 2.5).
 * Promise: rows are those that papaparse finds; two rows are said to agree only where the bytes of those cells do.
 * Does not: know a quote that is not closed on its line, or a line that ends with a return alone: `lookOver` says so.
 */
const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** A row by its number, and its bytes in the block, line end left out. */
export interface ScannedRow {
  readonly row: number;
  readonly start: number;
  readonly end: number;
  /** Number of the row whose cells it shares: its own, or one before it. */
  readonly lead: number;
}

export class KeyScan {
  private readonly isAsked: readonly boolean[];
  private readonly last: number;
  /** Of the last lead: begin and end of each asked cell in `leadBytes`. */
  private lead: Int32Array;
  private own: Int32Array;
  private leadBytes: Buffer = Buffer.alloc(0);
  private leadRow = 0;
  private row = 0;

  /** `columns` are indexes. */
  constructor(
    columns: readonly number[],
    private readonly delimiter: number,
  ) {
    this.last = Math.max(...columns);
    this.isAsked = Array.from({ length: this.last + 1 }, (_, index) => columns.includes(index));
    this.lead = new Int32Array(2 * this.last + 2);
    this.own = new Int32Array(2 * this.last + 2);
  }

  /** Whole rows, from the file's first on, each with its line end but for the last. */
  take(block: Buffer): ScannedRow[] {
    const rows: ScannedRow[] = [];
    for (let start = 0; start < block.length;) {
      const cellsEnd = this.findCells(block, start);
      const found = block.indexOf(LF, cellsEnd);
      const next = found === -1 ? block.length : found + 1;
      const lineEnd = found === -1 ? block.length : found;
      const end = lineEnd > start && block[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
      this.row++;
      if (!this.agrees(block)) {
        [this.lead, this.own] = [this.own, this.lead];
        this.leadBytes = block;
        this.leadRow = this.row;
      }
      rows.push({ row: this.row, start, end, lead: this.leadRow });
      start = next;
    }
    this.keepLead();
    return rows;
  }

  /** Notes where the asked cells stand. Gives a place in the row behind which no quote matters. */
  private findCells(block: Buffer, start: number): number {
    const { own, isAsked, last, delimiter } = this;
    own.fill(-1);
    let at = start;
    for (let column = 0; column <= last; column++) {
      const begin = at;
      if (block[at] === QUOTE) at = closingQuote(block, at);
      while (at < block.length && block[at] !== delimiter && block[at] !== LF) at++;
      if (isAsked[column]) {
        own[2 * column] = begin;
        own[2 * column + 1] = at;
      }
      if (at >= block.length || block[at] === LF) return at;
      at++;
    }
    return at;
  }

  private agrees(block: Buffer): boolean {
    const { lead, own, leadBytes, isAsked, last } = this;
    if (this.leadRow === 0) return false;
    for (let column = 0; column <= last; column++) {
      if (!isAsked[column]) continue;
      let [a, b] = [lead[2 * column]!, own[2 * column]!];
      const end = lead[2 * column + 1]!;
      if (end - a !== own[2 * column + 1]! - b) return false;
      while (a < end) if (leadBytes[a++] !== block[b++]) return false;
    }
    return true;
  }

  /** What the next block is compared with, apart from this one: its memory need not live on. */
  private keepLead(): void {
    const places = this.lead.filter((place) => place >= 0);
    if (places.length === 0) return;
    const [from, until] = [Math.min(...places), Math.max(...places)];
    this.leadBytes = Buffer.from(this.leadBytes.subarray(from, until));
    for (const [at, place] of this.lead.entries()) if (place >= 0) this.lead[at] = place - from;
  }
}

/** Behind the quote that closes the cell. */
function closingQuote(block: Buffer, opening: number): number {
  for (let at = opening + 1; ; at += 2) {
    at = block.indexOf(QUOTE, at);
    if (at === -1) return block.length;
    if (block[at + 1] !== QUOTE) return at + 1;
  }
}
