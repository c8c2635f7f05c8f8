/**
 * The sheet of issues into the workbook's list of sheets.
 * Promise: one of an earlier annotation is replaced in its place; a sheet of the user is never taken for it, and keeps
 * its name.
 * Does not: write the sheet's rows.
 */
import type { SheetPart } from '../xlsx-parts.js';
import { attributeOf } from '../xml-scanner.js';
import { escapeXml, joinElement, splitElement } from './xml-edit.js';
import { filterRange, ISSUES_SHEET, type IssuesSheet, issuesSheetXml } from './xlsx-issues-sheet.js';
import type { XlsxPackage } from './xlsx-package.js';
import type { SheetStyles } from './xlsx-style-edit.js';

const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml';

export interface IssuesSheetPlace {
  readonly list: IssuesSheet;
  /** The sheet of an earlier annotation. */
  readonly own: SheetPart | null;
  readonly styles: SheetStyles;
}

export async function putIssuesSheet(pack: XlsxPackage, { list, own, styles }: IssuesSheetPlace): Promise<void> {
  const chunks = (): Iterable<string> => issuesSheetXml(list, styles, pack.namespaces.main);
  if (own !== null) {
    pack.dropRelationships(own.part);
    pack.replace(own.part, chunks, false);
    await moveFilter(pack, own.name, filterRange(list));
    return;
  }
  const folder = pack.workbook.slice(0, pack.workbook.lastIndexOf('/') + 1);
  const part = pack.freeName(`${folder}worksheets/sheet`, 'xml');
  pack.replace(part, chunks, false);
  await pack.declare(part, CONTENT_TYPE);
  const id = await pack.relate(pack.workbook, 'worksheet', part);
  const workbook = splitElement((await pack.text(pack.workbook)) ?? '');
  const children = workbook.children.map(({ name, raw }) => (name === 'sheets' ? withSheet(raw, id, pack) : raw));
  pack.set(pack.workbook, joinElement(workbook, children));
}

function withSheet(raw: string, id: string, pack: XlsxPackage): string {
  const sheets = splitElement(raw);
  const numbers = sheets.children.map((child) => Number(attributeOf(child.raw, 'sheetId') ?? 0));
  const names = new Set(sheets.children.map((child) => attributeOf(child.raw, 'name')?.toLowerCase()));
  let name = ISSUES_SHEET;
  for (let number = 2; names.has(name.toLowerCase()); number++) name = `${ISSUES_SHEET} ${number}`;
  const own =
    `<${sheets.prefix}sheet xmlns:r="${pack.namespaces.office}" name="${escapeXml(name)}" ` +
    `sheetId="${Math.max(0, ...numbers) + 1}" r:id="${id}"/>`;
  return joinElement(sheets, [...sheets.children.map((child) => child.raw), own]);
}

/** Excel keeps the range of a filter as a hidden name too. */
async function moveFilter(pack: XlsxPackage, sheet: string, range: string): Promise<void> {
  const text = (await pack.text(pack.workbook)) ?? '';
  const quote = "(?:'|&apos;)";
  const name = new RegExp(`(_FilterDatabase[^>]*>${quote}${escapeRegExp(sheet)}${quote}!)[^<]*`);
  if (name.test(text))
    pack.set(
      pack.workbook,
      text.replace(name, (_, head: string) => head + range),
    );
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
