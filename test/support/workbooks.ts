/**
 * Workbooks made by hand, part by part, so that tests can build what no spreadsheet program writes: lying sizes, entity
 * bombs, cells without addresses, prefixed tags, parts in any order.
 * Promise: what a test does not ask for is an ordinary small workbook. Does not: write large files fast.
 */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly data: string | Buffer;
  /** The uncompressed size to claim instead of the true one. */
  readonly claimedSize?: number;
  readonly claimedChecksum?: number;
  readonly encrypted?: boolean;
  readonly method?: number;
}

export interface HandmadeSheet {
  readonly name: string;
  /** The `row` elements. */
  readonly rows: string;
  readonly state?: 'hidden' | 'veryHidden';
  readonly part?: string;
  readonly target?: string;
  readonly dimension?: string;
  /** What follows `sheetData`, for instance `mergeCells`. */
  readonly after?: string;
}

export interface HandmadeWorkbook {
  readonly sheets: readonly HandmadeSheet[];
  /** `si` elements. */
  readonly sharedTexts?: readonly string[];
  /** Number format codes; cell style `s="n"` shows the n-th one, 0 is General. */
  readonly formats?: readonly string[];
  readonly date1904?: boolean;
  readonly extraParts?: readonly ZipPart[];
  /** Part names to leave out. */
  readonly without?: readonly string[];
  readonly reverseParts?: boolean;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export function workbookBytes(workbook: HandmadeWorkbook): Buffer {
  const parts = workbookParts(workbook).filter(({ name }) => !(workbook.without ?? []).includes(name));
  return zipBytes(workbook.reverseParts === true ? parts.reverse() : parts);
}

export function workbookParts(workbook: HandmadeWorkbook): ZipPart[] {
  const partOf = (sheet: HandmadeSheet, index: number): string => sheet.part ?? `xl/worksheets/sheet${index + 1}.xml`;
  const parts: ZipPart[] = [
    {
      name: '[Content_Types].xml',
      data: `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    },
    { name: '_rels/.rels', data: relationships([['rId1', 'officeDocument', 'xl/workbook.xml']]) },
    { name: 'xl/workbook.xml', data: workbookXml(workbook) },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: relationships([
        ...workbook.sheets.map((sheet, index): [string, string, string] => [
          `rId${index + 1}`,
          'worksheet',
          sheet.target ?? partOf(sheet, index).replace(/^xl\//, ''),
        ]),
        ['rIdStyles', 'styles', 'styles.xml'],
        ['rIdTexts', 'sharedStrings', 'sharedStrings.xml'],
      ]),
    },
    { name: 'xl/styles.xml', data: stylesXml(workbook.formats ?? []) },
    {
      name: 'xl/sharedStrings.xml',
      data: `${HEAD}<sst xmlns="${MAIN}">${(workbook.sharedTexts ?? []).join('')}</sst>`,
    },
    ...workbook.sheets.map((sheet, index) => ({ name: partOf(sheet, index), data: sheetXml(sheet) })),
    ...(workbook.extraParts ?? []),
  ];
  return parts;
}

/** `['a', 'b']` as a row of inline texts. */
export function textRow(row: number, texts: readonly string[], attributes = ''): string {
  const cells = texts.map(
    (text, index) => `<c r="${letter(index)}${row}" t="inlineStr"><is><t>${escape(text)}</t></is></c>`,
  );
  return `<row r="${row}"${attributes}>${cells.join('')}</row>`;
}

/** A row of ready-made `c` elements. */
export function cellRow(row: number, cells: readonly string[], attributes = ''): string {
  return `<row r="${row}"${attributes}>${cells.join('')}</row>`;
}

export function zipBytes(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data);
    const packed = (part.method ?? 8) === 8 ? deflateRawSync(data) : data;
    const name = Buffer.from(part.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(part.encrypted === true ? 1 : 0, 2);
    fields.writeUInt16LE(part.method ?? 8, 4);
    fields.writeUInt32LE(part.claimedChecksum ?? crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(part.claimedSize ?? data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), fields, rest, name]));
    files.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, listing, Buffer.from('PK\u0005\u0006'), end]);
}

/** The head of an OLE container that holds a stream of this name, as far as a reader looks at it. */
export function oleBytes(streamName: string): Buffer {
  const bytes = Buffer.alloc(4096);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  Buffer.from(`${streamName}\0`, 'utf16le').copy(bytes, 1024);
  return bytes;
}

function workbookXml({ sheets, date1904 }: HandmadeWorkbook): string {
  const list = sheets.map(({ name, state }, index) => {
    const visibility = state === undefined ? '' : ` state="${state}"`;
    return `<sheet name="${escape(name)}" sheetId="${index + 7}"${visibility} r:id="rId${index + 1}"/>`;
  });
  return (
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${date1904 === true ? ' date1904="1"' : ''}/>` +
    `<sheets>${list.join('')}</sheets></workbook>`
  );
}

function sheetXml({ rows, dimension, after }: HandmadeSheet): string {
  return (
    `${HEAD}<worksheet xmlns="${MAIN}">${dimension === undefined ? '' : `<dimension ref="${dimension}"/>`}` +
    `<sheetData>${rows}</sheetData>${after ?? ''}</worksheet>`
  );
}

function stylesXml(formats: readonly string[]): string {
  const codes = formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escape(code)}"/>`);
  const looks = formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`);
  return (
    `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts>` +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
    `<cellXfs><xf numFmtId="0"/>${looks.join('')}</cellXfs></styleSheet>`
  );
}

function relationships(list: readonly (readonly [id: string, type: string, target: string])[]): string {
  const items = list.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}">${items.join('')}</Relationships>`;
}

function letter(index: number): string {
  return String.fromCharCode(65 + index);
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
