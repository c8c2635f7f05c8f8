/**
 * Numbers that one batch hands out of a family (the items of a commitment), one document after the other.
 * Promise: a line keeps the number it was given, also in an equal copy and when it is judged a second time; what a
 * document took and could not keep goes to the next one, so that what does not load leaves no gap.
 * Does not: know what a family is, or which number Sage gave last.
 */
export class HandedNumbers {
  private readonly last = new Map<string, number>();
  private readonly given = new Map<string, number>();
  private undo: (() => void)[] = [];

  /** The number of `place` in `family`: its own, or the next after the largest of those given and `after`. */
  next(family: string, place: string, after: number): number {
    const own = this.given.get(place);
    if (own !== undefined) return own;
    const before = this.last.get(family);
    const number = Math.max(before ?? 0, after) + 1;
    this.last.set(family, number);
    this.given.set(place, number);
    this.undo.push(() => {
      this.given.delete(place);
      if (before === undefined) this.last.delete(family);
      else this.last.set(family, before);
    });
    return number;
  }

  /** The document loads: its numbers are its own. */
  keep(): void {
    this.undo = [];
  }

  /** The document does not load: its numbers are free again. */
  takeBack(): void {
    for (const step of this.undo.reverse()) step();
    this.undo = [];
  }

  clear(): void {
    this.last.clear();
    this.given.clear();
    this.undo = [];
  }
}
