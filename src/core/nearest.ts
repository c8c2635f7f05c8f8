/**
 * Names and codes close to a misspelt one, for "did you mean".
 * Promise: the same suggestions in the same order for the same candidates, however these are ordered.
 * Does not: decide anything: a suggestion is shown to a person, never applied.
 */

interface Scored {
  readonly candidate: string;
  readonly distance: number;
  /** Characters it begins with like the text: a code of the same division is nearer. */
  readonly shared: number;
}

/** At most `max` candidates within a few slips of the text, nearest first. Case and punctuation weigh nothing. */
export function nearest(text: string, candidates: Iterable<string>, max = 3): string[] {
  const wanted = fold(text);
  const bound = wanted.length <= 2 ? 1 : wanted.length <= 5 ? 2 : 3;
  const found: Scored[] = [];
  const seen = new Set<string>();
  for (const candidate of candidates) {
    if (seen.has(candidate)) continue;
    const folded = fold(candidate);
    const distance = distanceWithin(wanted, folded, bound);
    if (distance > bound) continue;
    seen.add(candidate);
    found.push({ candidate, distance, shared: sharedStart(wanted, folded) });
  }
  found.sort((a, b) => a.distance - b.distance || b.shared - a.shared || (a.candidate < b.candidate ? -1 : 1));
  return found.slice(0, max).map((entry) => entry.candidate);
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function fold(text: string): string {
  const folded = text.toUpperCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return folded === '' ? text : folded;
}

/**
 * Slips between two texts: a character added, lost, replaced, or two neighbours swapped (each part edited once).
 * Anything over `bound` is `bound + 1`, found without finishing the table.
 */
export function distanceWithin(a: string, b: string, bound: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      }
      row.push(cost);
      if (cost < smallest) smallest = cost;
    }
    // A swap reaches back one row further, hence both rows.
    if (smallest > bound && Math.min(...last) > bound) return bound + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[b.length]!, bound + 1);
}
