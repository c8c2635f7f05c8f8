/**
 * What is left to do, in HTML: the action list by person, open items with their movement and ages, what rules excluded.
 * Promise: each action says where the trouble is, what to type, and how old it is.
 * Does not: sum across datasets.
 */
import { shownKey } from '../../core/fill-message.js';
import type { ActionRow, CountAndCents, OpenItems, ReconciliationReport } from '../../core/report-model.js';
import { plural } from './format-amount.js';
import {
  NONE,
  amountCell,
  countCell,
  escapeHtml,
  folding,
  groupRow,
  headCell,
  note,
  section,
  tableHtml,
  textCell,
  wordsOf,
} from './html-text.js';
import {
  AGE_COLUMNS,
  FLOW_COLUMNS,
  SECTION_TITLES,
  actionsByWho,
  cutNote,
  datasetTitle,
  openFlows,
  whoTitle,
} from './report-words.js';

export function actionsHtml(model: ReconciliationReport): string {
  const heads = [
    headCell('Amount', true),
    headCell('Document'),
    headCell('Vendor'),
    headCell('Job'),
    headCell('Cell'),
    headCell('Reason'),
    headCell('What to type'),
    headCell('Age, days', true),
  ];
  const groups = actionsByWho(model.actions).map(({ who, rows }) => {
    const heading = groupRow(heads.length, escapeHtml(whoTitle(who)), rows.length);
    return `<tbody>${heading}\n${rows.map(actionRow).join('\n')}</tbody>`;
  });
  const table = groups.length === 0 ? NONE : tableHtml('actions', heads.join(''), groups.join('\n'));
  return section('actions', SECTION_TITLES.actions, table + note(cutNote(model, 'actions', model.actions.length)));
}

function actionRow(row: ActionRow): string {
  const cells = [
    amountCell(row.amountCents),
    documentCell(row),
    textCell(row.vendor, 'whole'),
    textCell(row.job, 'whole'),
    `<td class="code">${wordsOf(row.place)}${small(row.file, 'file')}</td>`,
    `<td>${wordsOf(row.reason)}${small(row.code, 'code')}</td>`,
    textCell(row.toType, 'type'),
    countCell(row.ageDays),
  ];
  return `<tr>${cells.join('')}</tr>`;
}

function documentCell(row: { document: string; dataset: string }): string {
  return `<td class="code">${wordsOf(shownKey(row.document))}${small(datasetTitle(row.dataset), '')}</td>`;
}

function small(text: string | null, name: string): string {
  if (text === null) return '';
  return `<small${name === '' ? '' : ` class="${name}"`}>${escapeHtml(text)}</small>`;
}

export function openItemsHtml(model: ReconciliationReport): string {
  const { rows } = model.openItems;
  const heads = [
    headCell('Amount', true),
    headCell('Document'),
    headCell('Reason'),
    headCell('Open since batch'),
    headCell('Age, days', true),
  ];
  const groups = openFlows(model.openItems).map(({ state, title }) => {
    const mine = rows.filter((row) => row.state === state);
    const lines = mine.map((row) => openRow(row, model.head.batch)).join('\n');
    return mine.length === 0 ? '' : `<tbody>${groupRow(heads.length, title, mine.length)}\n${lines}</tbody>`;
  });
  const table = rows.length === 0 ? NONE : tableHtml('open', heads.join(''), groups.join('\n'));
  const lead =
    'Opening + new − loaded − withdrawn = closing, in documents and in the amounts of their own datasets. ' +
    'Ages are those of the closing items.';
  const list = `${flowTable(model)}<h3>Closing items</h3>${table}${note(cutNote(model, 'openItems', rows.length))}`;
  return section('openItems', SECTION_TITLES.openItems, list, { lead });
}

function openRow(row: OpenItems['rows'][number], batch: string): string {
  const cells = [
    amountCell(row.amountCents),
    documentCell(row),
    `<td>${wordsOf(row.reason)}${small(row.code, 'code')}</td>`,
    textCell(row.sinceBatch === batch ? 'this batch' : row.sinceBatch, 'whole'),
    countCell(row.ageDays),
  ];
  return `<tr>${cells.join('')}</tr>`;
}

function flowTable(model: ReconciliationReport): string {
  const heads = [...FLOW_COLUMNS, ...AGE_COLUMNS].map(
    ({ head, key }) =>
      `<th scope="colgroup" colspan="2" class="n${key === '0-1' ? ' f-ages' : ''}">${escapeHtml(head)}</th>`,
  );
  const rows = openFlows(model.openItems).map(({ title, flow }) => {
    const cells = [
      ...FLOW_COLUMNS.map(({ key }) => pair(flow[key], key === 'closing' ? 'sum' : '', '')),
      ...AGE_COLUMNS.map(({ key }) => pair(flow.ages[key], '', key === '0-1' ? 'f-ages' : '')),
    ];
    return `<tr><th scope="row">${title}</th>${cells.join('')}</tr>`;
  });
  return tableHtml('flow', `<th scope="col"></th>${heads.join('')}`, `<tbody>${rows.join('\n')}</tbody>`);
}

/** Documents and their amount, side by side under one head. */
function pair(figure: CountAndCents, names: string, edge: string): string {
  return countCell(figure.count, `of ${names} ${edge}`.trim()) + amountCell(figure.cents, names);
}

export function excludedHtml(model: ReconciliationReport): string {
  const lead = 'What the source itself does not mean for Sage, by the rule that says so.';
  const heads = [
    headCell('Rule'),
    headCell('Because'),
    headCell('Documents', true),
    headCell('Rows', true),
    headCell('Amount', true),
  ];
  const rules = model.excluded.map((rule) => {
    const name = `${folding(escapeHtml(datasetTitle(rule.dataset)))}${small(rule.rule, 'code')}`;
    const figures = countCell(rule.documents) + countCell(rule.rows) + amountCell(rule.amountCents);
    const which = listed(rule.documentsListed.map(shownKey), rule.documents);
    return `<tbody class="fold"><tr><th scope="row">${name}</th>${textCell(rule.because)}${figures}</tr>
<tr class="deep"><td colspan="${heads.length}" class="code">${which}</td></tr></tbody>`;
  });
  const table = rules.length === 0 ? NONE : tableHtml('excluded', heads.join(''), rules.join('\n'));
  const cut = note(cutNote(model, 'excluded', model.excluded.length));
  return section('excluded', SECTION_TITLES.excluded, table + cut, { lead, samePage: true });
}

function listed(documents: readonly string[], all: number): string {
  const rest = all > documents.length ? ` and ${plural(all - documents.length, 'more', 'more')}` : '';
  return documents.length === 0 ? wordsOf(null) : `${escapeHtml(documents.join(', '))}${rest}`;
}
