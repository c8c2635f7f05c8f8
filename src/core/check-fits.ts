/**
 * Whether a mapped value fits its column of Sage: characters, and digits before the point.
 * Promise: a sum of lines is held to the digits of the field it goes to, though each line fits; the issue names the
 * column of the extract that the value comes from.
 * Does not: cut or round anything.
 */
import type { CompiledDataset } from './compile-dataset.js';
import { formatScaled } from './money.js';
import type { SageColumn, Value } from './nouns.js';
import { reason } from './document-notes.js';
import { visibleText } from './visible-text.js';
import type { WorkDocument } from './work.js';

/** Decimals as kept, and digits before the point where the dictionary states none. */
const DIGITS: Readonly<Record<string, { scale: number; whole: number }>> = {
  money: { scale: 2, whole: 16 },
  units: { scale: 4, whole: 14 },
  percent: { scale: 4, whole: 5 },
};

export function checkFits(
  document: WorkDocument,
  target: SageColumn | undefined,
  value: Value,
  place: { readonly row: number; readonly column: string | null },
): void {
  if (target === undefined) return;
  const text = String(value);
  if (target.type === 'text' && target.length !== null && text.length > target.length) {
    const message =
      `"${visibleText(text, 60)}" has ${text.length} characters, Sage's ${target.sageName} holds ` +
      `${target.length}. Shorten it.`;
    document.reasons.push(reason('held', 'target.too-long', message, { ...place, value: text }));
  }
  const digits = DIGITS[target.type];
  if (digits === undefined || typeof value !== 'number') return;
  const whole = target.digits ?? digits.whole;
  if (Math.abs(value) < 10 ** (whole + digits.scale)) return;
  const shown = Number.isSafeInteger(value) ? formatScaled(value, digits.scale) : text;
  const message = `${shown} is too large for Sage's ${target.sageName}: at most ${whole} digits before the point.`;
  document.reasons.push(reason('held', 'target.too-large', message, { ...place, value: shown }));
}

/** The first column of the extract behind these values, through what is derived. */
export function deliveredColumn(names: readonly string[], dataset: CompiledDataset): string | null {
  const open = [...names];
  const seen = new Set<string>();
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    if (seen.has(name)) continue;
    seen.add(name);
    if (dataset.schema.column.has(name)) return name;
    const derived = dataset.mapping.derive.find((entry) => entry.name === name);
    if (derived !== undefined) open.unshift(...sourcesOf(derived, dataset));
  }
  return null;
}

function sourcesOf(derived: CompiledDataset['mapping']['derive'][number], { profile }: CompiledDataset): string[] {
  if ('add' in derived) return derived.add.map((name) => name.replace(/^-/, ''));
  if ('sum' in derived) return [derived.sum];
  if ('multiply' in derived) return [...derived.multiply];
  if ('firstOf' in derived) return [...derived.firstOf];
  if ('from' in derived) return [derived.from];
  if (!('pattern' in derived)) return [];
  const pattern = derived.pattern === '@apInvoiceNumber' ? profile.apInvoiceNumber : derived.pattern;
  return [...pattern.matchAll(/\{([\w.]+)\}/g)].map(([, name]) => name!).reverse();
}
