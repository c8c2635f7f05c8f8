/** What a step of the plan works on: a document's header, or each of its lines. */
import type { Values, WorkDocument, WorkLine } from './work.js';

export interface Subject {
  readonly row: number;
  readonly values: Values;
}

export function subjects(document: WorkDocument, level: 'document' | 'line'): readonly Subject[] {
  if (level === 'line') return document.lines as readonly WorkLine[];
  return [{ row: document.rowNumbers[0] ?? 0, values: document.values }];
}
