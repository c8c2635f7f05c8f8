/**
 * The machine's issue codes that no sample provokes: why, and the test that does.
 * Promise: a code stands here only while nothing in `samples/` shows it, and the test named shows it.
 * Does not: hold codes of the definitions; `rules/issue-codes.csv` says of each why no sample shows it.
 */
import type { IssueCodeName } from '../../src/core/issue-codes.js';

export interface MissingSample {
  readonly why: string;
  /** Null: no extract can bring it about. */
  readonly test: string | null;
}

const contract = (name: string, why: string): MissingSample => ({ why, test: `test/contracts/${name}.spec.ts` });
const cells = contract('xlsx-cells', 'a workbook that Excel would not write');
const workbook = contract('xlsx-reader', 'a workbook laid out by hand');
const archive = contract('xlsx-guard', 'a file that is no sound workbook');
const bytes = contract('csv-reader', 'bytes or a size no sample should have');
const json = contract('json-reader', 'JSON of a size or shape Procore does not give');
const keyword: MissingSample = {
  why: 'no schema of today uses its keyword',
  test: 'test/definitions/schema-check.spec.ts',
};
const guard: MissingSample = { why: 'the schemas hold such a value first; it guards new mappings', test: null };

export const codesWithoutSample: Partial<Record<IssueCodeName, MissingSample>> = {
  'cell.control-character': cells,
  'cell.error-value': cells,
  'cell.formula-without-value': cells,
  'cell.no-such-date': cells,
  'cell.unreadable': cells,
  'cell.merged': workbook,
  'cell.too-long': cells,
  'code.excel-number': { why: 'a number of a code column, rounded by Excel', test: 'test/e2e/hostile.spec.ts' },
  'cell.not-an-integer': { why: 'no column of today is a whole number', test: 'test/definitions/parse-cell.spec.ts' },
  'document.row-withdrawn': { why: 'it takes two nights', test: 'test/db/open-items.spec.ts' },
  'file.ambiguous-dataset': { why: 'two datasets with the same columns', test: 'test/e2e/deliveries.spec.ts' },
  'file.binary': bytes,
  'file.cell-too-long': bytes,
  'file.encoding': bytes,
  'file.row-too-long': bytes,
  'file.too-many-columns': bytes,
  'row.too-few-cells': bytes,
  'file.hidden-rows': workbook,
  'file.hidden-sheet': workbook,
  'file.merged-header': workbook,
  'file.no-header': workbook,
  'file.sheet-without-header': workbook,
  'file.title-rows': workbook,
  'file.unreadable': { why: 'a link that leads nowhere, a pipe', test: 'test/e2e/hostile.spec.ts' },
  'file.hostile': archive,
  'file.not-a-workbook': archive,
  'file.old-excel': archive,
  'file.password-protected': archive,
  'file.too-large': archive,
  'file.total-not-checked': { why: 'a total nobody can read', test: 'test/e2e/hostile.spec.ts' },
  'file.unused-constant': { why: 'an option, and no file', test: 'test/e2e/hostile.spec.ts' },
  'file.json-names-left-out': json,
  'file.no-records': { why: 'a list without a record', test: 'test/e2e/hostile.spec.ts' },
  'file.json-record-too-large': json,
  'file.json-string-too-long': json,
  'file.json-too-deep': json,
  'target.too-large': guard,
  'target.too-long': guard,
  'value.bad-format': keyword,
  'value.not-allowed': keyword,
  'value.too-short': keyword,
};
