/**
 * Issue codes that no sample provokes, and why.
 * Promise: a code stands here only while nothing in `samples/` shows it. Does not: excuse a code from being tested;
 * each reason names where it is.
 */
import type { IssueCodeName } from '../../src/core/issue-codes.js';

const workbook = 'needs a workbook that Excel would not write; test/contracts/xlsx-reader.spec.ts';
const text = 'needs bytes or a size no sample should have; test/contracts/csv-reader.spec.ts';
const json = 'needs JSON of a size no sample should have; test/contracts/json-reader.spec.ts';
const dictionary = 'the schemas of today name it first; test/definitions/schema-check.spec.ts';
const sageOnly = 'only Sage sets what it asks for; the rule shows it with examples';

export const codesWithoutSample: Partial<Record<IssueCodeName, string>> = {
  'category.standard-missing': 'every cost type of the table stands in the ground; the look-up is that of category.missing',
  'cell.control-character': workbook, 'cell.error-value': workbook, 'cell.formula-without-value': workbook,
  'cell.given-twice': workbook, 'cell.merged': workbook, 'cell.no-such-date': workbook, 'cell.too-long': workbook,
  'cell.unreadable': workbook,
  'cell.not-an-integer': 'no column of today is a whole number; test/definitions/parse-cell.spec.ts',
  'change-order.job-needed': sageOnly,
  'commitment.ambiguous': 'two commitments of one Procore id stand in the crosswalk by hand only',
  'file.ambiguous-dataset': 'no two datasets of today have the same columns; test/definitions/header-match.spec.ts',
  'file.binary': text, 'file.cell-too-long': text, 'file.encoding': text, 'file.row-too-long': text,
  'file.too-large': text, 'file.too-many-columns': text, 'row.too-few-cells': text,
  'file.hidden-rows': workbook, 'file.hidden-sheet': workbook, 'file.hostile': workbook, 'file.merged-header': workbook,
  'file.no-header': workbook, 'file.not-a-workbook': workbook, 'file.old-excel': workbook,
  'file.password-protected': workbook, 'file.sheet-without-header': workbook, 'file.title-rows': workbook,
  'file.json-names-left-out': json, 'file.json-record-too-large': json, 'file.json-string-too-long': json,
  'file.json-too-deep': json,
  'job.estimate-finalized': sageOnly, 'vendor.on-hold': sageOnly,
  'target.too-large': 'the schemas hold such an amount first; it guards new mappings',
  'target.too-long': 'the schemas hold such a text first; it guards new mappings',
  'value.bad-format': dictionary, 'value.not-allowed': dictionary, 'value.too-short': dictionary,
  'vendor-type.missing': 'every type of the table stands in the ground; the look-up is that of vendor.missing',
};
