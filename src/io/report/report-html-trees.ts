/**
 * The two trees in HTML: vendor → commitment → line and job → extra → cost code → category.
 * Promise: the figure shown is the loaded one; under it stands Procore's (P) or Sage's (S) only where it differs
 * or is not known, and a switch sets all three under each other. The head of a column names the sources it has.
 * Paper shows all rows.
 * Does not: repeat a figure three times where all agree.
 */
import type { JobNode, ReconciliationReport, ThreeWay, VendorNode } from '../../core/report-model.js';
import { formatAmount, formatPercent } from './format-amount.js';
import { NONE, codeOf, escapeHtml, figureCell, folding, headCell, note, section, tableHtml } from './html-text.js';
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
  const lead =
    'Figures are what is loaded (L). <span class="p">P</span>, Procore, and <span class="s">S</span>, Sage, ' +
    'stand under a figure only where they differ from it; the letters under a head name the sources that column has.';
  const switches = [
    ['unfold', `Unfold all ${deepest}`],
    ['beside', 'Procore and Sage under every figure'],
  ].map(([name, words]) => `<label><input type="checkbox" class="${name}"> ${words}</label>`);
  return `<p class="lead">${lead}${sage}</p>\n<p class="switches">${switches.join(' ')}</p>\n`;
}

function treeHtml<Row>(roots: readonly TreeNode<Row>[], layout: TreeLayout<Row>): string {
  if (roots.length === 0) return NONE;
  const heads = layout.measures.map((measure) => {
    const sources = `${measure.known.procore ? 'P ' : ''}L${measure.known.sage ? ' S' : ''}`;
    const head = `<th scope="col" class="n">${escapeHtml(measure.head)}<small>${sources}</small></th>`;
    return hasPercent(layout, measure) ? head + headCell('%', true, 'percent') : head;
  });
  const bodies = [...roots.map((root) => nodeHtml(root, layout)), totalHtml(roots, layout)];
  return tableHtml('tree', headCell(layout.head) + heads.join(''), bodies.join('\n'));
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
  const text = codeOf(code) + (words === null ? '' : ` ${escapeHtml(words)}`);
  const deep = node.level > layout.foldLevel ? ' deep' : '';
  const cells = layout.measures.map((measure) => {
    const cell = threeWayCell(measure.of(node.row), measure.known);
    return hasPercent(layout, measure) ? cell + figureCell(formatPercent(layout.percent?.(node.row) ?? null)) : cell;
  });
  return `<tr class="l${node.level}${deep}"><th scope="row">${folds ? folding(text) : text}</th>${cells.join('')}</tr>`;
}

function totalHtml<Row>(roots: readonly TreeNode<Row>[], layout: TreeLayout<Row>): string {
  const cells = layout.measures.map((measure) => {
    const cell = threeWayCell(sumThreeWay(roots, measure), measure.known);
    return hasPercent(layout, measure) ? `${cell}<td></td>` : cell;
  });
  const label = `<th scope="row">Total of the ${layout.rootWord} listed</th>`;
  return `<tbody><tr class="grand">${label}${cells.join('')}</tr></tbody>`;
}

function hasPercent<Row>(layout: TreeLayout<Row>, measure: TreeMeasure<Row>): boolean {
  return layout.percent !== null && measure.name === PERCENT_AFTER;
}

function threeWayCell(figure: ThreeWay, known: { procore: boolean; sage: boolean }): string {
  const beside = (letter: 'p' | 's', cents: number | null): string => {
    const same = cents === figure.loadedCents ? ' same' : '';
    return `<span class="${letter}${same}">${letter.toUpperCase()} ${formatAmount(cents)}</span>`;
  };
  const procore = known.procore ? beside('p', figure.procoreCents) : '';
  const sage = known.sage ? beside('s', figure.sageCents) : '';
  return figureCell(formatAmount(figure.loadedCents), '', procore + sage);
}
