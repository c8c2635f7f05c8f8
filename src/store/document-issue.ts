/**
 * An issue of a whole document, found in the tables.
 * Promise: it names no cell. Does not: know its file and row; they are added when it is written.
 */
import type { Issue } from '../core/nouns.js';

export function documentIssue(
  dataset: string,
  document: string | null,
  code: string,
  message: string,
  severity: 'error' | 'warning',
): Issue {
  return {
    dataset,
    file: null,
    sheet: null,
    row: null,
    column: null,
    cell: null,
    header: null,
    document,
    code,
    severity,
    value: null,
    message,
    allowed: null,
    nearest: null,
  };
}
