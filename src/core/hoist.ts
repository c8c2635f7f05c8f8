/** Values of a document that its lines are told, because a step or a rule asks for them on each line. */
import { copierOf } from './value-access.js';
import type { Values, WorkDocument } from './work.js';

export interface Hoist {
  readonly names: readonly string[];
  readonly copy: (from: Values, to: Values) => void;
}

export function hoistOf(names: Iterable<string>): Hoist {
  const own = [...new Set(names)];
  return { names: own, copy: copierOf(own) };
}

export function hoist({ names, copy }: Hoist, documents: readonly WorkDocument[]): void {
  if (names.length === 0) return;
  for (const { values, lines } of documents) for (const line of lines) copy(values, line.values);
}
