/**
 * A workbook made of a file that is none, one sheet with the rows as they were delivered.
 * Promise: every cell is text, as it stands in the file, under a text format: no zero is lost, no code becomes a date,
 * nothing that begins with `=` acts. A row of a CSV file keeps its number; a JSON file has no header row, so its rows
 * stand one lower. Memory stays flat.
 * Does not: mark anything.
 */
import { basename, extname } from 'node:path';

import { UsageFault } from '../../core/faults.js';
import type { OpenExtract } from '../../core/nouns.js';
import { deliveredRecords } from '../csv-records.js';
import type { ReadLimits } from '../read-limits.js';
import { detectEncoding } from '../text-encoding.js';
import { escapeXml } from './xml-edit.js';
import { textCell } from './xlsx-issues-sheet.js';
import { ZipWriter } from './zip-writer.js';

interface TextRow {
  readonly row: number;
  readonly cells: readonly (string | null)[];
}

export interface DeliveredWorkbook {
  readonly sheet: string;
  readonly headerRow: number;
  readonly rowOffset: number;
}

const ROWS_MAX = 1_048_576;
const COLUMNS_MAX = 16_384;
const SHEET_NAME_MAX = 31;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const BODY_STYLE = 1;
const HEAD_STYLE = 2;
const SAMPLE_ROWS = 200;

export async function writeDeliveredWorkbook(
  from: { readonly path: string; readonly name: string; readonly extract: OpenExtract; readonly limits: ReadLimits },
  output: string,
): Promise<DeliveredWorkbook> {
  const sheet = from.extract.sheets[0]!;
  const json = sheet.headerRow === 0;
  const made = { sheet: sheetName(from.name), headerRow: json ? 1 : sheet.headerRow, rowOffset: json ? 1 : 0 };
  const rows = json ? jsonRows(from.extract) : csvRows(from.path, from.limits);
  const writer = await ZipWriter.create(output);
  try {
    for (const [name, text] of plainParts(made.sheet)) await writer.addText(name, [text]);
    await writer.addText('xl/worksheets/sheet1.xml', sheetXml(rows, made.headerRow));
    await writer.finish();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  return made;
}

async function* csvRows(path: string, limits: ReadLimits): AsyncGenerator<TextRow> {
  for await (const { firstRow, records } of deliveredRecords(path, await detectEncoding(path), limits)) {
    for (const [index, cells] of records.entries()) yield { row: firstRow + index, cells };
  }
}

async function* jsonRows(extract: OpenExtract): AsyncGenerator<TextRow> {
  const sheet = extract.sheets[0]!;
  yield { row: 1, cells: sheet.header.map(({ name }) => name) };
  for await (const chunk of sheet.rows()) {
    for (const { row, cells } of chunk) yield { row: row + 1, cells };
  }
}

// ---------------------------------------------------------------------------------------------------------- parts

async function* sheetXml(rows: AsyncGenerator<TextRow>, headerRow: number): AsyncGenerator<string> {
  const sample: TextRow[] = [];
  let ended = false;
  while (sample.length < SAMPLE_ROWS && !ended) {
    const next = await rows.next();
    if (next.done === true) ended = true;
    else sample.push(next.value);
  }
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0">`;
  yield `<pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/>`;
  yield `</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>${columnsXml(sample)}<sheetData>`;
  for (const row of sample) yield rowXml(row, headerRow);
  if (!ended) for await (const row of rows) yield rowXml(row, headerRow);
  yield '</sheetData></worksheet>';
}

function rowXml({ row, cells }: TextRow, headerRow: number): string {
  if (row > ROWS_MAX || cells.length > COLUMNS_MAX) {
    throw new UsageFault(`The file has more than ${ROWS_MAX} rows or ${COLUMNS_MAX} columns: no workbook holds them.`, {
      remedy: 'Split the file, or leave --annotate out: --json lists every issue.',
    });
  }
  const style = row === headerRow ? HEAD_STYLE : BODY_STYLE;
  const filled = cells.map((text, column) => (text === null || text === '' ? '' : textCell(row, column, text, style)));
  return `<row r="${row}">${filled.join('')}</row>`;
}

/** As wide as the first rows need, and text for what is typed later too. */
function columnsXml(sample: readonly TextRow[]): string {
  const widths: number[] = [];
  for (const { cells } of sample) {
    for (const [index, text] of cells.entries()) widths[index] = Math.max(widths[index] ?? 0, text?.length ?? 0);
  }
  const columns = widths.slice(0, COLUMNS_MAX).map((width, index) => {
    const shown = Math.min(45, Math.max(9, width + 2));
    return `<col min="${index + 1}" max="${index + 1}" width="${shown}" style="${BODY_STYLE}" customWidth="1"/>`;
  });
  return columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`;
}

function plainParts(sheet: string): [name: string, text: string][] {
  const override = (part: string, type: string): string =>
    `<Override PartName="/xl/${part}" ContentType="${CONTENT}.${type}+xml"/>`;
  const related = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relationships = (inner: string): string =>
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  return [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        `${override('workbook.xml', 'sheet.main')}${override('worksheets/sheet1.xml', 'worksheet')}` +
        `${override('styles.xml', 'styles')}</Types>`,
    ],
    ['_rels/.rels', relationships(related('rId1', 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews>` +
        `<sheets><sheet name="${escapeXml(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relationships(related('rId1', 'worksheet', 'worksheets/sheet1.xml') + related('rId2', 'styles', 'styles.xml')),
    ],
    ['xl/styles.xml', stylesXml()],
  ];
}

function stylesXml(): string {
  const font = (inner: string): string => `<font>${inner}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`;
  const plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"';
  return (
    `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2">${font('')}${font('<b/>')}</fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
    '<fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    `<cellStyleXfs count="1">${plain}/></cellStyleXfs><cellXfs count="3">${plain} xfId="0"/>` +
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>' +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}

/** A name Excel takes, from the file's: `subcontractor-invoices`. */
function sheetName(fileName: string): string {
  const plain = basename(fileName, extname(fileName))
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim();
  return [...plain].slice(0, SHEET_NAME_MAX).join('').trim() || 'Rows';
}
