/**
 * The two trees of the report: vendor → commitment → line and job → extra → cost code → category.
 * Promise: figures stay those of the model, subtotals included; a node hangs under the nearest node listed before it
 * that covers it, so that a section cut at its limit still makes a tree.
 * Does not: sum. The total over all roots is the one sum here, of figures that are listed.
 */
import type { JobNode, ThreeWay, VendorNode } from '../../core/report-model.js';

export interface TreeNode<Row> {
  readonly row: Row;
  readonly level: number;
  readonly children: TreeNode<Row>[];
}

export interface TreeMeasure<Row> {
  /** Name for machines; files add `_procore`, `_loaded`, `_sage`. */
  readonly name: string;
  readonly head: string;
  readonly of: (row: Row) => ThreeWay;
}

export const VENDOR_MEASURES: readonly TreeMeasure<VendorNode>[] = [
  { name: 'original', head: 'Original', of: (row) => row.original },
  { name: 'approved_changes', head: 'Approved CCOs', of: (row) => row.approvedChanges },
  { name: 'revised', head: 'Revised', of: (row) => row.revised },
  { name: 'billed_to_date', head: 'Billed to date', of: (row) => row.billedToDate },
  { name: 'retainage_held', head: 'Retainage held', of: (row) => row.retainageHeld },
  { name: 'paid', head: 'Paid', of: (row) => row.paid },
  { name: 'balance', head: 'Balance', of: (row) => row.balance },
];

/** The percentage stands behind this measure. */
export const PERCENT_AFTER = 'billed_to_date';

export const JOB_MEASURES: readonly TreeMeasure<JobNode>[] = [
  { name: 'original_estimate', head: 'Original estimate', of: (row) => row.originalEstimate },
  { name: 'approved_changes', head: 'Approved changes', of: (row) => row.approvedChanges },
  { name: 'total_estimate', head: 'Total estimate', of: (row) => row.totalEstimate },
  { name: 'original_commitment', head: 'Original commitment', of: (row) => row.originalCommitment },
  { name: 'approved_commitment_changes', head: 'Approved COs', of: (row) => row.approvedCommitmentChanges },
  { name: 'revised_commitment', head: 'Revised commitment', of: (row) => row.revisedCommitment },
  { name: 'invoiced', head: 'Invoiced', of: (row) => row.invoiced },
  { name: 'open_commitment', head: 'Open commitment', of: (row) => row.openCommitment },
];

export function vendorTree(rows: readonly VendorNode[]): TreeNode<VendorNode>[] {
  return treeOf(rows, vendorPath);
}

export function jobTree(rows: readonly JobNode[]): TreeNode<JobNode>[] {
  return treeOf(rows, jobPath);
}

/** 0 vendor, 1 commitment, 2 line. */
export function vendorPath(row: VendorNode): string[] {
  return [row.vendor, row.commitment, row.line === null ? null : String(row.line)].filter((part) => part !== null);
}

/** 1 job, 2 extra, 3 cost code, 4 category parts. */
export function jobPath(row: JobNode): string[] {
  return [row.job, row.extra, row.costCode, row.category].filter((part) => part !== null);
}

/** What a tree's first column says of a node. */
export function vendorLabel(row: VendorNode): { code: string; words: string | null } {
  if (row.line !== null) return { code: String(row.line), words: row.description };
  if (row.commitment !== null) return { code: row.commitment, words: row.title };
  return { code: row.vendor, words: row.vendorName };
}

export function jobLabel(row: JobNode): { code: string; words: string | null } {
  if (row.category !== null) return { code: row.category, words: row.description };
  if (row.costCode !== null) return { code: row.costCode, words: row.description };
  if (row.extra !== null) return { code: row.extra === '' ? 'Base job' : `Extra ${row.extra}`, words: row.description };
  return { code: row.job, words: row.jobName };
}

/** Sum over the roots listed; null as soon as one of them is not known. */
export function sumThreeWay<Row>(roots: readonly TreeNode<Row>[], measure: TreeMeasure<Row>): ThreeWay {
  const figures = roots.map((root) => measure.of(root.row));
  const sum = (of: (figure: ThreeWay) => number | null): number | null =>
    figures.reduce<number | null>((total, figure) => {
      const cents = of(figure);
      return total === null || cents === null ? null : total + cents;
    }, 0);
  return {
    procoreCents: sum((figure) => figure.procoreCents),
    loadedCents: sum((figure) => figure.loadedCents) ?? 0,
    sageCents: sum((figure) => figure.sageCents),
  };
}

/** Which of the three sources a column knows at all. */
export function sourcesKnown<Row>(
  rows: readonly Row[],
  measure: TreeMeasure<Row>,
): { procore: boolean; sage: boolean } {
  return {
    procore: rows.some((row) => measure.of(row).procoreCents !== null),
    sage: rows.some((row) => measure.of(row).sageCents !== null),
  };
}

function treeOf<Row>(rows: readonly Row[], pathOf: (row: Row) => string[]): TreeNode<Row>[] {
  const roots: TreeNode<Row>[] = [];
  const open: { path: string[]; node: TreeNode<Row> }[] = [];
  for (const row of rows) {
    const path = pathOf(row);
    while (open.length > 0 && !covers((open.at(-1) as { path: string[] }).path, path)) open.pop();
    const node: TreeNode<Row> = { row, level: path.length - 1, children: [] };
    (open.at(-1)?.node.children ?? roots).push(node);
    open.push({ path, node });
  }
  return roots;
}

function covers(parent: readonly string[], child: readonly string[]): boolean {
  return parent.length < child.length && parent.every((part, index) => child[index] === part);
}
