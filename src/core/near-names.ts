/**
 * Names of vendors, jobs and commitments near one that is not known, for "did you mean".
 * Promise: legal form weighs nothing, and each name is shown with its code.
 * Does not: decide; a near name holds the document until a person types the code.
 */
import { nearest } from './nearest.js';
import { companyKey } from './transforms/company-key.js';

/** Compared without legal form: `Acme Concret` is near `Acme Concrete, Inc.`, though many letters apart. */
export function nearNames(text: string, names: readonly { code: string; name: string }[]): string[] {
  const shown = new Map<string, string[]>();
  for (const { code, name } of names) {
    const key = companyKey.apply(name, []) ?? name;
    shown.set(key, [...(shown.get(key) ?? []), `${code} (${name})`]);
  }
  return nearest(companyKey.apply(text, []) ?? text, shown.keys())
    .flatMap((key) => shown.get(key)!)
    .slice(0, 3);
}
