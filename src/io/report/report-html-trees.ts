/**
 * The two trees in HTML: vendor → commitment → line and job → extra → cost code → category.
 * Promise: the figure shown is the loaded one; under it stands Procore's (P) or Sage's (S) only where it differs or is not known, and a switch
 * sets all three beside each other. The head of a column says which sources it knows at all. On paper everything is unfolded.
 * Does not: repeat a figure three times where all agree.
 */
import type { JobNode, ReconciliationReport, ThreeWay, VendorNode } from '../../core/report-model.js';
import { NOT_KNOWN, formatAmount, formatPercent } from './format-amount.js';
import { escapeHtml, figureCell, note, section } from './html-text.js';
import type { TreeMeasure, TreeNode } from './report-tree.js';
import {
  JOB_MEASURES,
  PERCENT_AFTER,
  VENDOR_MEASURES,
  jobLabel,
  jobTree,
  sourcesKnown,
  sumThreeWay,
  vendorLabel,
  vendorTree,
} from './report-tree.js';
import { SECTION_TITLES, cutNote } from './report-words.js';

interface TreeLayout<Row> {
  readonly head: string;
  readonly measures: readonly (TreeMeasure<Row> & { known: { procore: boolean; sage: boolean } })[];
  readonly label: (row: Row) => { code: string; words: string | null };
  /** Nodes of this level unfold to those below. */
  readonly foldLevel: number;
  /** Hundredths of a percent, where the tree has such a column. */
  readonly percent: ((row: Row) => number | null) | null;
  /** What the last row adds. */
  readonly rootWord: string;
}

export function vendorsHtml(model: ReconciliationReport): string {
  const layout: TreeLayout<VendorNode> = {
    head: 'Vendor, commitment, line',
    measures: VENDOR_MEASURES.map((measure) => ({ ...measure, known: sourcesKnown(model.vendors, measure) })),
    label: vendorLabel,
    foldLevel: 1,
    percent: (row) => row.billedPercentHundredths,
    rootWord: 'vendors',
  };
  const body = treeHtml(vendorTree(model.vendors), layout);
  const cut = note(cutNote(model, 'vendors', model.vendors.length));
  return section('vendors', SECTION_TITLES.vendors, legend(model, model.vendors.length, 'lines') + body + cut);
}

export function jobsHtml(model: ReconciliationReport): string {
  const layout: TreeLayout<JobNode> = {
    head: 'Job, extra, cost code, category',
    measures: JOB_MEASURES.map((measure) => ({ ...measure, known: sourcesKnown(model.jobs, measure) })),
    label: jobLabel,
    foldLevel: 2,
    percent: null,
    rootWord: 'jobs',
  };
  const body = treeHtml(jobTree(model.jobs), layout);
  const cut = note(cutNote(model, 'jobs', model.jobs.length));
  return section('jobs', SECTION_TITLES.jobs, legend(model, model.jobs.length, 'categories') + body + cut);
}

function legend(model: ReconciliationReport, rows: number, deepest: string): string {
  if (rows === 0) return '';
  const sage = model.head.sageReadBack === null ? ' Sage is –: no read-back has been taken.' : '';
  return (
    `<p class="lead">Figures are what is loaded (L). <span class="p">P</span>, Procore, and <span class="s">S</span>, Sage, ` +
    `stand under a figure only where they differ from it; the letters under a head name the sources that column has.${sage}</p>
<p class="switches"><label><input type="checkbox" class="unfold"> Unfold all ${deepest}</label> <label><input type="checkbox" class="beside"> Procore and Sage under every figure</label></p>`
  );
}

function treeHtml<Row>(roots: readonly TreeNode<Row>[], layout: TreeLayout<Row>): string {
  if (roots.length === 0) return '<p class="none">None.</p>';
  const heads = layout.measures
    .map(
      (measure) =>
        `<th scope="col" class="n">${escapeHtml(measure.head)}<small>${measure.known.procore ? 'P ' : ''}L${measure.known.sage ? ' S' : ''}</small></th>` +
        (hasPercent(layout, measure) ? '<th scope="col" class="n percent">%</th>' : ''),
    )
    .join('');
  const bodies = roots.map((root) => nodeHtml(root, layout)).join('\n');
  return `<table class="tree"><thead><tr><th scope="col">${layout.head}</th>${heads}</tr></thead>
${bodies}\n${totalHtml(roots, layout)}</table>`;
}

function nodeHtml<Row>(node: TreeNode<Row>, layout: TreeLayout<Row>): string {
  if (node.level === layout.foldLevel && node.children.length > 0) {
    const deep = node.children.map((child) => rowHtml(child, layout, false)).join('\n');
    return `<tbody class="fold">${rowHtml(node, layout, true)}\n${deep}</tbody>`;
  }
  const own = `<tbody>${rowHtml(node, layout, false)}</tbody>`;
  return [own, ...node.children.map((child) => nodeHtml(child, layout))].join('\n');
}

function rowHtml<Row>(node: TreeNode<Row>, layout: TreeLayout<Row>, folds: boolean): string {
  const { code, words } = layout.label(node.row);
  const text = `<span class="code">${escapeHtml(code)}</span>${words === null ? '' : ` ${escapeHtml(words)}`}`;
  const label = folds ? `<details><summary>${text}</summary></details>` : text;
  const deep = node.level > layout.foldLevel ? ' deep' : '';
  return `<tr class="l${node.level}${deep}"><th scope="row">${label}</th>${figures(node.row, layout)}</tr>`;
}

function figures<Row>(row: Row, layout: TreeLayout<Row>): string {
  return layout.measures
    .map(
      (measure) =>
        threeWayCell(measure.of(row), measure.known) +
        (hasPercent(layout, measure) ? figureCell(formatPercent(layout.percent?.(row) ?? null)) : ''),
    )
    .join('');
}

function totalHtml<Row>(roots: readonly TreeNode<Row>[], layout: TreeLayout<Row>): string {
  const cells = layout.measures
    .map(
      (measure) =>
        threeWayCell(sumThreeWay(roots, measure), measure.known) + (hasPercent(layout, measure) ? '<td></td>' : ''),
    )
    .join('');
  return `<tbody><tr class="grand"><th scope="row">Total of the ${layout.rootWord} listed</th>${cells}</tr></tbody>`;
}

function hasPercent<Row>(layout: TreeLayout<Row>, measure: TreeMeasure<Row>): boolean {
  return layout.percent !== null && measure.name === PERCENT_AFTER;
}

function threeWayCell(figure: ThreeWay, known: { procore: boolean; sage: boolean }): string {
  const beside = (letter: 'p' | 's', cents: number | null): string => {
    const same = cents === figure.loadedCents ? ' same' : '';
    return `<span class="${letter}${same}">${letter.toUpperCase()} ${cents === null ? NOT_KNOWN : formatAmount(cents)}</span>`;
  };
  const below =
    (known.procore ? beside('p', figure.procoreCents) : '') + (known.sage ? beside('s', figure.sageCents) : '');
  return figureCell(formatAmount(figure.loadedCents), '', below);
}
