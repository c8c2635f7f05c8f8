/**
 * Workbooks before and after annotation: a rich one to start from, issues, and what an independent reader finds.
 * Promise: `partsOf` gives the unpacked bytes of every part; `cellsOf` reads with exceljs, which shares no code of
 * ours.
 * Does not: know the rules an issue comes from.
 */
import ExcelJS from 'exceljs';
import yauzl from 'yauzl';

import type { Issue } from '../../src/core/nouns.js';
import { annotateWorkbook, type AnnotateRequest } from '../../src/io/annotate-workbook.js';
import type { ExtractFolder } from './extract-files.js';
import { type HandmadeWorkbook, workbookParts, type ZipPart, zipBytes } from './workbooks.js';

const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export const SALMON = 'FFFAA093';
export const YELLOW = 'FFFFE97D';

export function issueAt(more: Partial<Issue>): Issue {
  return {
    dataset: 'invoices',
    file: 'in',
    sheet: null,
    row: null,
    column: null,
    cell: null,
    header: null,
    document: null,
    code: 'cost-code.unknown',
    severity: 'error',
    value: null,
    message: 'The job has no such cost code.',
    allowed: null,
    nearest: null,
    ...more,
  };
}

/** An issue of a cell such as `Invoices!B3`. */
export function issueOf(cell: string, more: Partial<Issue> = {}): Issue {
  const [sheet = '', address = ''] = cell.split('!');
  return issueAt({ sheet, cell, row: Number(/\d+$/.exec(address)?.[0]), column: 'cost_code', header: 'Code', ...more });
}

/** A handmade workbook with content types, as spreadsheet programs write them. */
export function typedWorkbook(workbook: HandmadeWorkbook, more: readonly ZipPart[] = []): Buffer {
  const parts = [...workbookParts(workbook), ...more];
  const types = parts
    .filter(({ name }) => name.endsWith('.xml') && !name.startsWith('['))
    .map(({ name }) => `<Override PartName="/${name}" ContentType="${typeOf(name)}"/>`);
  const rels = 'application/vnd.openxmlformats-package.relationships+xml';
  const data =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    `<Default Extension="rels" ContentType="${rels}"/>${types.join('')}</Types>`;
  return zipBytes([{ name: '[Content_Types].xml', data }, ...parts.filter(({ name }) => !name.startsWith('['))]);
}

/** The relationships of sheet 1: `[id, type, target]`. */
export function sheetRelationships(...list: readonly (readonly [string, string, string])[]): ZipPart {
  const items = list.map(([id, type, to]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${to}"/>`);
  const names = 'http://schemas.openxmlformats.org/package/2006/relationships';
  return {
    name: 'xl/worksheets/_rels/sheet1.xml.rels',
    data: `<Relationships xmlns="${names}">${items.join('')}</Relationships>`,
  };
}

export async function partsOf(path: string): Promise<Map<string, Buffer>> {
  const zip = await yauzl.openPromise(path, { autoClose: false });
  const parts = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) chunks.push(chunk);
    parts.set(entry.fileName, Buffer.concat(chunks));
  }
  zip.close();
  return parts;
}

export interface SeenCell {
  readonly value: ExcelJS.CellValue;
  readonly fill: string | null;
  readonly note: string | null;
  readonly numFmt: string | null;
  readonly bold: boolean;
}

/** Address (`Invoices!B3`) → cell, of every cell that exists. */
export async function cellsOf(path: string): Promise<Map<string, SeenCell>> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const cells = new Map<string, SeenCell>();
  for (const sheet of workbook.worksheets) {
    sheet.eachRow({ includeEmpty: true }, (row) =>
      row.eachCell({ includeEmpty: true }, (cell) => cells.set(`${sheet.name}!${cell.address}`, seen(cell))),
    );
  }
  return cells;
}

function seen(cell: ExcelJS.Cell): SeenCell {
  const fill =
    cell.fill?.type === 'pattern' && cell.fill.pattern === 'solid' ? (cell.fill.fgColor?.argb ?? null) : null;
  const note = cell.note as string | ExcelJS.Comment | undefined;
  const text = typeof note === 'string' ? note : note?.texts?.map((run) => run.text).join('');
  return { value: cell.value, fill, note: text ?? null, numFmt: cell.numFmt ?? null, bold: cell.font?.bold === true };
}

/** Annotates a file of the folder; gives the path of the workbook. */
export async function annotated(
  folder: ExtractFolder,
  file: string,
  issues: readonly Issue[],
  more: Partial<AnnotateRequest> = {},
): Promise<string> {
  const output = folder.write('annotated.xlsx', '');
  await annotateWorkbook({
    file,
    kept: file,
    output,
    tempFolder: folder.spoolFolder,
    issues,
    lineArrays: [],
    columns: new Map(),
    validation: 'check-1',
    definitions: 'd'.repeat(64),
    ...more,
  });
  return output;
}

function typeOf(part: string): string {
  if (part === 'xl/workbook.xml') return `${CONTENT}.sheet.main+xml`;
  if (part.startsWith('xl/worksheets/')) return `${CONTENT}.worksheet+xml`;
  if (part === 'xl/styles.xml') return `${CONTENT}.styles+xml`;
  if (part.startsWith('xl/comments')) return `${CONTENT}.comments+xml`;
  return part === 'xl/sharedStrings.xml' ? `${CONTENT}.sharedStrings+xml` : 'application/xml';
}
