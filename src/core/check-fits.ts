/**
 * Whether a mapped value fits its column of Sage: characters, and digits before the point.
 * Promise: a sum of lines is held to the digits of the field it goes to, though each line fits; the issue names the
 * column of the extract that the value comes from.
 * Does not: cut or round anything.
 */
import type { CompileInput } from './compile-dataset.js';
import type { DerivedDefinition } from './mapping-grammar.js';
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

/** Notes what does not fit. `row` is the source row the issue points at. */
export type FitCheck = (document: WorkDocument, value: Value, row: number) => void;

/** `column` is the column of the extract that the issues name. */
export function compileFit(target: SageColumn | undefined, column: string | null): FitCheck {
  if (target === undefined) return () => undefined;
  const digits = DIGITS[target.type];
  if (digits !== undefined) return fitsDigits(target, target.digits ?? digits.whole, digits.scale, column);
  const { length } = target;
  return target.type === 'text' && length !== null ? fitsLength(target, length, column) : () => undefined;
}

function fitsLength({ sageName }: SageColumn, length: number, column: string | null): FitCheck {
  return (document, value, row) => {
    const text = String(value);
    if (text.length <= length) return;
    const message =
      `"${visibleText(text, 60)}" has ${text.length} characters, Sage's ${sageName} holds ` + `${length}. Shorten it.`;
    document.reasons.push(reason('held', 'target.too-long', message, { row, column, value: text }));
  };
}

function fitsDigits({ sageName }: SageColumn, whole: number, scale: number, column: string | null): FitCheck {
  const limitExclusive = 10 ** (whole + scale);
  return (document, value, row) => {
    if (typeof value !== 'number' || Math.abs(value) < limitExclusive) return;
    const shown = Number.isSafeInteger(value) ? formatScaled(value, scale) : String(value);
    const message = `${shown} is too large for Sage's ${sageName}: at most ${whole} digits before the point.`;
    document.reasons.push(reason('held', 'target.too-large', message, { row, column, value: shown }));
  };
}

/** The first column of the extract behind these values, through what is derived. */
export function deliveredColumn(names: readonly string[], dataset: CompileInput): string | null {
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

function sourcesOf(derived: DerivedDefinition, { profile }: CompileInput): string[] {
  if ('add' in derived) return derived.add.map((name) => name.replace(/^-/, ''));
  if ('sum' in derived) return [derived.sum];
  if ('multiply' in derived) return [...derived.multiply];
  if ('firstOf' in derived) return [...derived.firstOf];
  if ('from' in derived) return [derived.from];
  if ('shift' in derived) return [derived.shift];
  if (!('pattern' in derived)) return [];
  const pattern = derived.pattern === '@apInvoiceNumber' ? profile.apInvoiceNumber : derived.pattern;
  return [...pattern.matchAll(/\{([\w.]+)\}/g)].map(([, name]) => name!).reverse();
}
