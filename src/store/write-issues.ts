/**
 * Issues into the books, numbered in the order they came, each with what its document came to.
 * Promise: every issue written is counted once for the batch's answer. Does not: judge.
 */
import type { Issue } from '../core/nouns.js';
import { documentIssues } from '../core/to-issues.js';
import type { WorkDocument } from '../core/work.js';
import { copyRecords } from './copy-rows.js';
import { textArray, type CopyValue } from './copy-text.js';
import type { StageContext } from './stage-context.js';

export interface IssueOutcome {
  readonly issue: Issue;
  readonly outcome: string;
}

export async function writeIssues(context: StageContext, issues: readonly IssueOutcome[]): Promise<void> {
  await copyRecords(
    context.client,
    'tieout.issue',
    issues.map((entry) => issueRow(context, entry)),
  );
}

function issueRow(context: StageContext, { issue, outcome }: IssueOutcome): Record<string, CopyValue> {
  context.countIssue(issue);
  return {
    tieout_company: context.company,
    batch: context.batch,
    sequence: ++context.sequence.issue,
    dataset: issue.dataset,
    file: issue.file,
    sheet: issue.sheet,
    row: issue.row,
    column: issue.column,
    cell: issue.cell,
    header: issue.header,
    document: issue.document,
    code: issue.code,
    severity: issue.severity,
    value: issue.value,
    message: issue.message,
    allowed: issue.allowed === null ? null : textArray(issue.allowed),
    nearest: issue.nearest === null ? null : textArray(issue.nearest),
    outcome,
  };
}

/** Issues of a document; an exclusion is a reason and no issue. */
export function documentOutcomes(document: WorkDocument): IssueOutcome[] {
  const reasons = document.reasons.filter((entry) => entry.outcome !== 'excluded');
  return documentIssues(document).map((issue, at) => ({ issue, outcome: reasons[at]!.outcome }));
}
