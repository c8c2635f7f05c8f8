/**
 * How two spellings count as the same word: headers, choices and dataset names are compared in this form.
 * Promise: case, spaces and punctuation do not matter; beside words, `%` and `#` are kept as the words they stand
 * for, so that `Retainage %` is never taken for `Retainage`; alone they stand for themselves, so that `#` is not
 * `Number`.
 * Does not: correct mistakes (`nearest` suggests) or touch values.
 */

/** The compared form of a name. Empty only for a blank name. */
export function normalForm(name: string): string {
  const plain = name.toLowerCase();
  if (/^[a-z0-9]*$/.test(plain)) return plain;
  if (!/[\p{L}\p{N}]/u.test(plain)) return plain.trim();
  return plain
    .normalize('NFC')
    .replace(/%/g, 'percent')
    .replace(/#/g, 'number')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** As `normalForm`, with a `#` left out: `Invoice Number #` is `Invoice Number`. */
export function normalFormWithoutNumberSign(name: string): string {
  return normalForm(name.replace(/#/g, ''));
}
