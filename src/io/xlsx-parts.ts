/**
 * The parts of a workbook that its sheets lean on: the list of sheets, the looks of number formats, the shared texts.
 * Promise: sheets come in the workbook's own order under their own names, wherever their parts lie in the ZIP and
 * whatever these are called; every text is whole, all its runs joined and its reading aids (phonetic runs) left out.
 * Does not: read cells.
 */
import { FileProblem } from '../core/faults.js';
import { lookOfBuiltIn, lookOfFormat, type NumberLook } from './excel-values.js';
import type { ReadLimits } from './read-limits.js';
import { missingPart, type XlsxGuard } from './xlsx-guard.js';
import { attributeOf, decodeXml, type XmlHandler, XmlScanner } from './xml-scanner.js';

export interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly date1904: boolean;
  /** By the `s` of a cell. */
  readonly looks: readonly NumberLook[];
  readonly sharedTexts: readonly string[];
}

export interface Relationship {
  readonly id: string;
  readonly type: string;
  readonly part: string;
}

const SHEETS_MAX = 1_000;
const LOOKS_MAX = 100_000;

export async function readWorkbookParts(guard: XlsxGuard, limits: ReadLimits): Promise<WorkbookParts> {
  const roots = await readRelationships(guard, '');
  const workbook = roots.find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  if (!guard.has(workbook)) throw missingPart(workbook);
  const relationships = await readRelationships(guard, workbook);
  const { listed, date1904 } = await readSheetList(guard, workbook);
  const sheets: SheetPart[] = [];
  for (const { name, id, hidden } of listed) {
    const relationship = relationships.find((found) => found.id === id);
    if (relationship === undefined) throw missingPart(`of sheet ${name}`);
    // Chart, dialog and macro sheets hold no table.
    if (relationship.type !== 'worksheet') continue;
    if (!guard.has(relationship.part)) throw missingPart(relationship.part);
    sheets.push({ name, part: relationship.part, hidden });
  }
  const partOf = (type: string): string | null => relationships.find((found) => found.type === type)?.part ?? null;
  return {
    sheets,
    date1904,
    looks: await readLooks(guard, partOf('styles')),
    sharedTexts: await readSharedTexts(guard, partOf('sharedStrings'), limits),
  };
}

async function scan(guard: XlsxGuard, part: string, handler: Partial<XmlHandler>): Promise<void> {
  const nothing = (): void => undefined;
  const scanner = new XmlScanner({ open: nothing, text: nothing, close: nothing, ...handler }, part);
  for await (const text of guard.textOf(part)) scanner.write(text);
  scanner.end();
}

/** What a part (the package itself for `''`) points to; targets as part names without a leading slash. */
export async function readRelationships(guard: XlsxGuard, source: string): Promise<Relationship[]> {
  const slash = source.lastIndexOf('/');
  const folder = source.slice(0, slash + 1);
  const part = `${folder}_rels/${source.slice(slash + 1)}.rels`;
  const found: Relationship[] = [];
  if (!guard.has(part)) return found;
  await scan(guard, part, {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attributeOf(attributes, 'TargetMode') === 'External') return;
      const type = attributeOf(attributes, 'Type') ?? '';
      const target = attributeOf(attributes, 'Target') ?? '';
      found.push({
        id: attributeOf(attributes, 'Id') ?? '',
        type: type.slice(type.lastIndexOf('/') + 1),
        part: resolvePart(folder, target),
      });
    },
  });
  return found;
}

function resolvePart(folder: string, target: string): string {
  const steps = target.startsWith('/') ? [] : folder.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

async function readSheetList(
  guard: XlsxGuard,
  workbook: string,
): Promise<{ listed: { name: string; id: string; hidden: boolean }[]; date1904: boolean }> {
  const listed: { name: string; id: string; hidden: boolean }[] = [];
  let date1904 = false;
  await scan(guard, workbook, {
    open: (name, attributes) => {
      if (name === 'workbookPr') date1904 = isTrue(attributeOf(attributes, 'date1904'));
      if (name !== 'sheet') return;
      listed.push({
        name: attributeOf(attributes, 'name') ?? `Sheet${listed.length + 1}`,
        // `id` of `r:id`; `sheetId` is another attribute, told apart by its full name.
        id: attributeOf(attributes, 'id') ?? '',
        hidden: (attributeOf(attributes, 'state') ?? 'visible') !== 'visible',
      });
    },
  });
  if (listed.length > SHEETS_MAX) {
    throw new FileProblem(
      'file.too-large',
      `The workbook has ${listed.length} sheets; at most ${SHEETS_MAX} are read.`,
      'Split it into several workbooks.',
    );
  }
  return { listed, date1904 };
}

async function readLooks(guard: XlsxGuard, part: string | null): Promise<NumberLook[]> {
  const looks: NumberLook[] = [];
  if (part === null || !guard.has(part)) return looks;
  const custom = new Map<number, NumberLook>();
  let inCellFormats = false;
  await scan(guard, part, {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        custom.set(
          Number(attributeOf(attributes, 'numFmtId')),
          lookOfFormat(attributeOf(attributes, 'formatCode') ?? ''),
        );
      }
      if (name === 'cellXfs') inCellFormats = true;
      if (name !== 'xf' || !inCellFormats || looks.length >= LOOKS_MAX) return;
      const id = Number(attributeOf(attributes, 'numFmtId') ?? 0);
      looks.push(custom.get(id) ?? lookOfBuiltIn(id));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return looks;
}

async function readSharedTexts(guard: XlsxGuard, part: string | null, limits: ReadLimits): Promise<string[]> {
  const texts: string[] = [];
  if (part === null || !guard.has(part)) return texts;
  const collector = new TextCollector();
  await scan(guard, part, {
    open: (name) => {
      if (name === 'si') collector.clear();
      collector.open(name);
    },
    text: (raw, literal) => collector.text(raw, literal),
    close: (name) => {
      collector.close(name);
      if (name !== 'si') return;
      if (texts.length >= limits.sharedTextsMax) {
        throw new FileProblem(
          'file.too-large',
          `The workbook holds more than ${limits.sharedTextsMax} texts.`,
          'Split it, or deliver it as CSV.',
        );
      }
      texts.push(collector.take());
    },
  });
  return texts;
}

/** Joins the `t` elements of a shared or inline text, phonetic runs left out. */
export class TextCollector {
  private collected = '';
  private inText = false;
  private phoneticDepth = 0;

  clear(): void {
    this.collected = '';
  }

  open(name: string): void {
    if (name === 't') this.inText = true;
    if (name === 'rPh') this.phoneticDepth++;
  }

  text(raw: string, literal: boolean): void {
    if (this.inText && this.phoneticDepth === 0) this.collected += literal ? raw : decodeXml(raw);
  }

  close(name: string): void {
    if (name === 't') this.inText = false;
    if (name === 'rPh') this.phoneticDepth--;
  }

  take(): string {
    return unescapeText(this.collected);
  }
}

/**
 * Excel writes control characters as `_x000D_`, and a text that looks like that as `_x005F_x000D_`. Carriage returns
 * are left out.
 */
export function unescapeText(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(/_x([\da-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
  return plain.includes('\r') ? plain.replace(/\r\n?/g, '\n') : plain;
}

export function isTrue(attribute: string | null): boolean {
  return attribute === '1' || attribute === 'true' || attribute === 'on';
}
