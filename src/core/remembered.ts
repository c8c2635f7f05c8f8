/**
 * Decisions about texts that repeat: each distinct text is decided once, up to a bound.
 * Promise: the same answer as without it, the very same object. Does not: forget.
 */
const TEXTS_MAX = 100_000;

export function remembered<T>(decide: (text: string) => T): (text: string) => T {
  const memo = new Map<string, T>();
  return (text) => {
    const known = memo.get(text);
    if (known !== undefined) return known;
    const result = decide(text);
    if (memo.size < TEXTS_MAX) memo.set(text, result);
    return result;
  };
}
