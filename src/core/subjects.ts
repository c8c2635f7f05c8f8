/** What is worked on of a document: its header, each of its lines, or those that no rule took out. */
import type { Values, WorkDocument, WorkLine } from './work.js';

export interface Subject {
  readonly row: number;
  readonly values: Values;
}

export function subjects(document: WorkDocument, level: 'document' | 'line'): readonly Subject[] {
  if (level === 'line') return document.lines as readonly WorkLine[];
  return [{ row: document.rowNumbers[0] ?? 0, values: document.values }];
}

/** The document's own list where no line is excluded: do not change it. */
export function linesLeft({ lines }: WorkDocument): readonly WorkLine[] {
  return hasExclusions(lines) ? lines.filter((line) => line.excludedBy === null) : lines;
}

export function hasExclusions(lines: readonly WorkLine[]): boolean {
  for (const { excludedBy } of lines) if (excludedBy !== null) return true;
  return false;
}
