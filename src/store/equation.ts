/**
 * One equation of a reconciliation, and what it is asked of: a batch, or the company as it stands.
 */
import type { Equation } from '../core/nouns.js';

/** A batch, or with null all of them. */
export interface Scope {
  readonly company: string;
  readonly batch: string | null;
}

export function equation(
  name: string,
  dataset: string | null,
  expected: string,
  actual: string,
  holds = expected === actual,
): Equation {
  return { name, dataset, expected, actual, holds };
}
