/**
 * What is left to do, in HTML: the action list by person, open items with their movement and ages, what rules excluded.
 * Promise: each action says where the trouble is, what to type, and how old it is. Does not: sum across datasets.
 */
import type { ActionRow, CountAndCents, OpenItems, ReconciliationReport } from '../../core/report-model.js';
import { formatAmount, formatCount, plural } from './format-amount.js';
import { escapeHtml, figureCell, headCell, note, section, textCell, wordsOf } from './html-text.js';
import {
  AGE_COLUMNS, FLOW_COLUMNS, SECTION_TITLES, actionsByWho, cutNote, datasetTitle, openFlows, whoTitle,
} from './report-words.js';

export function actionsHtml(model: ReconciliationReport): string {
  const heads = [
    headCell('Amount', true), headCell('Document', false), headCell('Vendor', false), headCell('Job', false), headCell('Cell', false),
    headCell('Reason', false), headCell('What to type', false), headCell('Age, days', true),
  ].join('');
  const groups = actionsByWho(model.actions).map(({ who, rows }) => (
    `<tbody><tr class="group"><th scope="rowgroup" colspan="8">${escapeHtml(whoTitle(who))} <span class="count">${formatCount(rows.length)}</span></th></tr>
${rows.map(actionRow).join('\n')}</tbody>`
  ));
  const table = groups.length === 0
    ? '<p class="none">None.</p>'
    : `<table class="actions"><thead><tr>${heads}</tr></thead>${groups.join('\n')}</table>`;
  return section('actions', SECTION_TITLES.actions, table + note(cutNote(model, 'actions', model.actions.length)));
}

function actionRow(row: ActionRow): string {
  return '<tr>'
    + figureCell(formatAmount(row.amountCents))
    + `<td class="code">${wordsOf(row.document)}<small>${escapeHtml(datasetTitle(row.dataset))}</small></td>`
    + textCell(row.vendor, 'whole')
    + textCell(row.job, 'whole')
    + `<td class="code">${wordsOf(row.place)}${row.file === null ? '' : `<small class="file">${escapeHtml(row.file)}</small>`}</td>`
    + `<td>${wordsOf(row.reason)}<small class="code">${escapeHtml(row.code)}</small></td>`
    + `<td class="type">${wordsOf(row.toType)}</td>`
    + figureCell(formatCount(row.ageDays))
    + '</tr>';
}

export function openItemsHtml(model: ReconciliationReport): string {
  const { rows } = model.openItems;
  const groups = openFlows(model.openItems).map(({ state, title }) => {
    const mine = rows.filter((row) => row.state === state);
    if (mine.length === 0) return '';
    return `<tbody><tr class="group"><th scope="rowgroup" colspan="5">${title} <span class="count">${formatCount(mine.length)}</span></th></tr>
${mine.map((row) => openRow(row, model.head.batch)).join('\n')}</tbody>`;
  });
  const heads = headCell('Amount', true) + headCell('Document', false) + headCell('Reason', false)
    + headCell('Open since batch', false) + headCell('Age, days', true);
  const table = rows.length === 0
    ? '<p class="none">None.</p>'
    : `<table class="open"><thead><tr>${heads}</tr></thead>${groups.join('\n')}</table>`;
  const intro = 'Opening + new − loaded − withdrawn = closing, in documents and in the amounts of their own datasets. '
    + 'Ages are those of the closing items.';
  const list = table + note(cutNote(model, 'openItems', rows.length));
  return section('openItems', SECTION_TITLES.openItems, `${flowTable(model)}<h3>Closing items</h3>${list}`, { lead: escapeHtml(intro) });
}

function openRow(row: OpenItems['rows'][number], batch: string): string {
  const since = row.sinceBatch === batch ? 'this batch' : row.sinceBatch;
  return '<tr>'
    + figureCell(formatAmount(row.amountCents))
    + `<td class="code">${wordsOf(row.document)}<small>${escapeHtml(datasetTitle(row.dataset))}</small></td>`
    + `<td>${wordsOf(row.reason)}<small class="code">${escapeHtml(row.code)}</small></td>`
    + textCell(since, 'whole')
    + figureCell(formatCount(row.ageDays))
    + '</tr>';
}

function flowTable(model: ReconciliationReport): string {
  const columns = [...FLOW_COLUMNS, ...AGE_COLUMNS];
  const heads = columns.map(({ head, key }) => (
    `<th scope="colgroup" colspan="2" class="n${key === '0-1' ? ' f-ages' : ''}">${escapeHtml(head)}</th>`
  )).join('');
  const rows = openFlows(model.openItems).map(({ title, flow }) => {
    const cells = [
      ...FLOW_COLUMNS.map(({ key }) => pair(flow[key], key === 'closing' ? 'sum' : '')),
      ...AGE_COLUMNS.map(({ key }) => pair(flow.ages[key], '', key === '0-1' ? 'f-ages' : '')),
    ];
    return `<tr><th scope="row">${title}</th>${cells.join('')}</tr>`;
  });
  return `<table class="flow"><thead><tr><th scope="col"></th>${heads}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function pair(figure: CountAndCents, names: string, first = ''): string {
  return figureCell(formatCount(figure.count), `of ${first || names}`.trim()) + figureCell(formatAmount(figure.cents), names);
}

export function excludedHtml(model: ReconciliationReport): string {
  const intro = 'What the source itself does not mean for Sage, by the rule that says so.';
  if (model.excluded.length === 0) {
    return section('excluded', SECTION_TITLES.excluded, '<p class="none">None.</p>', { lead: intro, breaks: false });
  }
  const heads = [
    headCell('Rule', false), headCell('Because', false), headCell('Documents', true), headCell('Rows', true), headCell('Amount', true),
  ].join('');
  const rows = model.excluded.map((rule) => (
    `<tbody class="fold"><tr><th scope="row"><details><summary>${escapeHtml(datasetTitle(rule.dataset))}</summary></details>`
    + `<small class="code">${escapeHtml(rule.rule)}</small></th>${textCell(rule.because)}`
    + `${figureCell(formatCount(rule.documents))}${figureCell(formatCount(rule.rows))}${figureCell(formatAmount(rule.amountCents))}</tr>
<tr class="deep"><td colspan="5" class="code">${listed(rule.documentsListed, rule.documents)}</td></tr></tbody>`
  ));
  const table = `<table class="excluded"><thead><tr>${heads}</tr></thead>${rows.join('\n')}</table>`;
  return section('excluded', SECTION_TITLES.excluded, table + note(cutNote(model, 'excluded', model.excluded.length)), {
    lead: intro, breaks: false,
  });
}

function listed(documents: readonly string[], all: number): string {
  const rest = all > documents.length ? ` and ${plural(all - documents.length, 'more', 'more')}` : '';
  return documents.length === 0 ? wordsOf(null) : `${escapeHtml(documents.join(', '))}${rest}`;
}
