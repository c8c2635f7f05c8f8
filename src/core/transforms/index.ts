/**
 * All transforms, listed by hand.
 * Promise: one name, one transform; `transformProblem` refuses a use that cannot run before a row is read.
 * Does not: register anything by being imported.
 */
import { nearest } from '../nearest.js';
import type { Value } from '../nouns.js';
import { collapse } from './collapse.js';
import { companyKey } from './company-key.js';
import { cut } from './cut.js';
import { invoiceKey } from './invoice-key.js';
import { phone } from './phone.js';
import { stripHtml } from './strip-html.js';
import type { Transform } from './transform.js';
import { upper } from './upper.js';

export const transforms: ReadonlyMap<string, Transform> = new Map(
  [upper, collapse, stripHtml, cut, phone, invoiceKey, companyKey].map((transform) => [transform.name, transform]),
);

/** What is wrong with using a transform so; null when it may run. */
export function transformProblem(name: string, args: readonly Value[]): string | null {
  const transform = transforms.get(name);
  if (transform === undefined) {
    const close = nearest(name, transforms.keys(), 1)[0];
    const hint = close === undefined ? `there are ${[...transforms.keys()].join(', ')}` : `did you mean "${close}"?`;
    return `no transform "${name}"; ${hint}`;
  }
  const wanted = transform.arguments;
  if (args.length !== wanted.length) {
    return `"${name}" takes ${wanted.length === 0 ? 'no arguments' : wanted.join(', ')}`;
  }
  const wrong = args.findIndex((value) => !Number.isSafeInteger(value) || (value as number) < 1);
  return wrong < 0 ? null : `"${name}": ${wanted[wrong]!} is a whole number above 0`;
}
