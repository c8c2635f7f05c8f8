/**
 * Whether a regular expression of a definition file may be run on other people's text.
 * Promise: patterns that can take exponential time, or that mean something else than they look like, are refused
 * before a row is read. The check is simple and strict: it refuses some harmless patterns too, never the other way
 * round for repetition within repetition.
 * Does not: run patterns.
 */

const LENGTH_MAX = 300;
/** Each unbounded repetition may multiply the time by the length of the text. */
const REPETITIONS_MAX = 6;

/** What is wrong with the pattern; null when it may be used. */
export function patternProblem(pattern: string): string | null {
  if (pattern.length > LENGTH_MAX) return `a pattern has at most ${LENGTH_MAX} characters`;
  try {
    new RegExp(pattern, 'u');
  } catch (fault) {
    return `no regular expression: ${(fault as Error).message}`;
  }
  return repetitionProblem(pattern);
}

interface Group {
  risky: boolean;
}

/** Walks the pattern once, keeping for each open group whether repeating it would be repetition within repetition. */
function repetitionProblem(pattern: string): string | null {
  const open: Group[] = [{ risky: false }];
  let unbounded = 0;
  let closed: Group | null = null;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!;
    const group: Group = open[open.length - 1]!;
    const before = closed;
    closed = null;
    if (character === '\\') {
      if (/[1-9k]/.test(pattern[i + 1] ?? '')) return 'a pattern may not refer back to what it matched (\\1)';
      i += 1;
    } else if (character === '[') i = endOfClass(pattern, i);
    else if (character === '(') {
      open.push({ risky: false });
      // The `?` of `(?:`, `(?=`, `(?<name>` belongs to the bracket.
      if (pattern[i + 1] === '?') i += 1;
    } else if (character === ')') {
      closed = open.pop()!;
      const parent = open[open.length - 1]!;
      parent.risky ||= closed.risky;
    } else if (character === '|') group.risky = true;
    else if (repeats(pattern, i)) {
      unbounded += 1;
      if (before?.risky) return 'a pattern may not repeat a group that itself repeats or offers alternatives';
      group.risky = true;
    } else if (character === '?' || character === '{') group.risky = true;
  }
  return unbounded > REPETITIONS_MAX ? `a pattern has at most ${REPETITIONS_MAX} open repetitions (* + {n,})` : null;
}

/** True for `*`, `+`, `{n,}` and counts of ten and more. */
function repeats(pattern: string, at: number): boolean {
  if (pattern[at] === '*' || pattern[at] === '+') return true;
  const count = /^\{\d+(?:,(\d*))?\}/.exec(pattern.slice(at));
  return count !== null && (count[1] === '' || Number(count[1] ?? 0) >= 10);
}

function endOfClass(pattern: string, from: number): number {
  for (let i = from + 1; i < pattern.length; i++) {
    if (pattern[i] === '\\') i += 1;
    else if (pattern[i] === ']') return i;
  }
  return pattern.length;
}
