/**
 * The house rules on every file of the repository. The checks stand in `test/support/`; that each one fires is shown in
 * `checks.spec.ts`. What is let pass for now stands in `ratchet.json`.
 */
import { describe, it } from '@jest/globals';
import { deadCodeFindings, openingCommentFindings, unfinishedFindings } from '../support/comment-checks.js';
import { corePurityFindings, decoratorFindings, environmentFindings } from '../support/core-purity.js';
import { importFindings } from '../support/import-table.js';
import { issueCodeFindings } from '../support/issue-code-checks.js';
import {
  fileLengthFindings,
  functionLengthFindings,
  lineLengthFindings,
  nestingFindings,
} from '../support/limit-checks.js';
import {
  bannedNameFindings,
  defaultExportFindings,
  fileNameFindings,
  focusedTestFindings,
  machineWordFindings,
} from '../support/name-checks.js';
import { expectTidy } from '../support/ratchet.js';
import { allFiles, codeFiles, type Finding, type SourceText } from '../support/source-tree.js';

const ours = ['src', 'bin', 'test', 'bench'];
const filesUnder = (pattern: RegExp) => allFiles().filter(({ path }) => pattern.test(path));

const checks: readonly [string, string, () => readonly SourceText[], (file: SourceText) => Finding[]][] = [
  ['imports', 'go where the table allows', () => codeFiles('src'), importFindings],
  ['decorators', 'of Nest stand under src/app', () => codeFiles('src'), decoratorFindings],
  ['purity', 'holds in core', () => codeFiles('src/core'), corePurityFindings],
  ['environment', 'is read by src/app/config.ts', () => codeFiles('src', 'bin'), environmentFindings],
  ['file-length', 'is at most 400 lines', () => codeFiles(...ours), fileLengthFindings],
  ['line-length', 'is at most 120 columns', () => codeFiles(...ours), lineLengthFindings],
  ['function-length', 'is at most 70 lines', () => codeFiles('src', 'bin'), functionLengthFindings],
  ['nesting', 'is at most 3', () => codeFiles('src', 'bin'), nestingFindings],
  ['opening-comment', 'stands in every file', () => codeFiles(...ours), openingCommentFindings],
  ['unfinished', 'is nothing', () => filesUnder(/^(src|bin|test|bench|rules|mappings|\.ci)\//), unfinishedFindings],
  ['dead-code', 'is nowhere', () => codeFiles(...ours), deadCodeFindings],
  ['banned-names', 'name nothing', allFiles, bannedNameFindings],
  ['file-names', 'are kebab-case, and tests stand where they are run', () => codeFiles(...ours), fileNameFindings],
  ['default-exports', 'are none', () => codeFiles('src'), defaultExportFindings],
  ['focused-tests', 'are none: all are run', () => codeFiles('test'), focusedTestFindings],
  ['machine-words', 'of machines and registries stand nowhere', allFiles, machineWordFindings],
];

describe('tidy', () => {
  it.each(checks)('%s %s', (name, _promise, files, check) => {
    expectTidy(name, files().flatMap(check));
  });

  it('issue-codes are listed when used, and used when listed', () => {
    // While the machine is being founded there is no list yet, and nothing to hold against it.
    expectTidy('issue-codes', issueCodeFindings(codeFiles('src')) ?? []);
  });
});
