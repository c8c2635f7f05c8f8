/**
 * What the rows of a document say, as one text for its hash: the same for the same rows, in whatever order they came.
 * Promise: the text never changes for the same rows, for its hash is in the books.
 * Does not: know what a value means; an absent one leaves no trace.
 */
import type { Column } from './nouns.js';
import { equalityOf, textOf } from './value-access.js';
import type { ParsedRow } from './work.js';

export type SourceText = (rows: readonly Pick<ParsedRow, 'values'>[]) => string;

const VALUE_END = '\u0001';

export function compileSourceText(columns: readonly Column[]): SourceText {
  const names = columns.map(({ name }) => name);
  const firstOfLine = columns.findIndex(({ level }) => level === 'line');
  const headNames = firstOfLine < 0 ? names : names.slice(0, firstOfLine);
  const headText = textOf(headNames);
  const hasSameHead = equalityOf(headNames);
  const lineText = textOf(names.slice(headNames.length), headNames.length);
  return (rows) => {
    let head = '';
    const texts: string[] = [];
    for (let at = 0; at < rows.length; at++) {
      const { values } = rows[at]!;
      // The header repeats on every row: its text is made where it changes.
      if (at === 0 || !hasSameHead(values, rows[at - 1]!.values)) head = headText(values, '');
      const text = lineText(values, head);
      texts.push(text === '' ? text : text + VALUE_END);
    }
    return texts.sort().join('\n');
  };
}
