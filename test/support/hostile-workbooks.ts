/**
 * Workbooks made by hand to do harm, each around one sound commitment.
 * Promise: what is said to be harmless loads; nothing else does. Does not: need a spreadsheet program.
 */
import type { HostileFile } from './hostile-files.js';
import { cellRow, oleBytes, textRow, workbookBytes, workbookParts, zipBytes, type ZipPart } from './workbooks.js';

const COLUMNS = ['commitment_number', 'project_number', 'type', 'title', 'vendor_code', 'status', 'cost_code'].concat([
  'cost_type',
  'amount',
]);
const HEADER = textRow(1, COLUMNS);
const BOMB =
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">' +
  '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>';
const OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "outside.txt">]><x>&a;</x>';

const texts = (number: string, amount = '5.00'): string[] =>
  [number, '26-101', 'Subcontract', 'Works', 'ACME', 'Approved', '03-300', 'S'].concat(amount);

/** A sound row whose last cell is the one given. */
const lastCell = (number: string, cell: string): string => {
  const [row] = /^.*?(?=<c r="I2")/.exec(textRow(2, texts(number)))!;
  return `${row}${cell}</row>`;
};

function book(number: string, rows = textRow(2, texts(number)), more: object = {}): Buffer {
  return workbookBytes({ sheets: [{ name: 'Commitments', rows: HEADER + rows }], ...more });
}

function replaced(number: string, part: string, data: string | Buffer, more: Partial<ZipPart> = {}): Buffer {
  const parts = workbookParts({ sheets: [{ name: 'Commitments', rows: HEADER + textRow(2, texts(number)) }] });
  return zipBytes(parts.map((each) => (each.name === part ? { ...each, data, ...more } : each)));
}

const withPart = (number: string, part: ZipPart): Buffer => book(number, undefined, { extraParts: [part] });
const without = (number: string, part: string): Buffer => book(number, undefined, { without: [part] });

const SHEET = 'xl/worksheets/sheet1.xml';
const MEGABYTES = (count: number): Buffer => Buffer.alloc(count * 1024 * 1024, 32);

const MAKERS: Readonly<Record<string, (number: string) => Buffer>> = {
  'entity bomb in the sheet': (number) => replaced(number, SHEET, BOMB),
  'entity bomb in the texts': (number) => replaced(number, 'xl/sharedStrings.xml', BOMB),
  'entity bomb beside': (number) => withPart(number, { name: 'docProps/app.xml', data: BOMB }),
  'outside entity': (number) => withPart(number, { name: 'xl/comments1.xml', data: OUTSIDE }),
  'zip bomb': (number) => withPart(number, { name: 'xl/bomb.xml', data: MEGABYTES(60) }),
  'zip bomb in the sheet': (number) => replaced(number, SHEET, MEGABYTES(60)),
  'lying size': (number) => replaced(number, SHEET, MEGABYTES(30), { claimedSize: 100 }),
  'wrong checksum': (number) => replaced(number, SHEET, 'x', { claimedChecksum: 1 }),
  'no content types': (number) => without(number, '[Content_Types].xml'),
  'no workbook': (number) => without(number, 'xl/workbook.xml'),
  'no sheet': (number) => without(number, SHEET),
  'no relationships': (number) => without(number, 'xl/_rels/workbook.xml.rels'),
  'part twice': (number) => withPart(number, { name: SHEET, data: '<worksheet/>' }),
  'part twice in capitals': (number) => withPart(number, { name: SHEET.toUpperCase(), data: '<worksheet/>' }),
  'way out of the folder': (number) => withPart(number, { name: '../../../../tieout-was-here.xml', data: '<x/>' }),
  'absolute part': (number) => withPart(number, { name: '/tieout-was-here.xml', data: '<x/>' }),
  password: () => oleBytes('EncryptedPackage'),
  'Excel 97': () => oleBytes('Workbook'),
  'encrypted part': (number) => withPart(number, { name: 'xl/x.xml', data: '<x/>', encrypted: true }),
  'strange packing': (number) => withPart(number, { name: 'xl/x.xml', data: '<x/>', method: 93 }),
  'text out of range': (number) => book(number, lastCell(number, '<c r="I2" t="s"><v>99999</v></c>')),
  'text of no number': (number) => book(number, lastCell(number, '<c r="I2" t="s"><v>-1</v></c>')),
  'negative row': (number) => book(number, `<row r="-2">${textRow(2, texts(number)).replace(/^<row[^>]*>/, '')}`),
  'huge row': (number) => book(number, textRow(2, texts(number)).replaceAll(/r="([A-I]?)2"/g, 'r="$199999999"')),
  'column 16385': (number) => book(number, lastCell(number, '<c r="XFE2"><v>5</v></c>')),
  'formula without a value': (number) => book(number, lastCell(number, '<c r="I2"><f>1/0</f></c>')),
  'cached error': (number) => book(number, lastCell(number, '<c r="I2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')),
  'huge amount': (number) => book(number, lastCell(number, '<c r="I2"><v>1E+308</v></c>')),
  'cut short': (number) => book(number).subarray(0, -60),
  'not XML': (number) => replaced(number, SHEET, 'sheet data without any mark-up'),
  'never closed': (number) => replaced(number, SHEET, `<worksheet><sheetData>${HEADER}`),
  'deep XML': (number) => replaced(number, SHEET, '<a>'.repeat(200_000)),
  'no table': (number) => book(number, '', { sheets: [{ name: 'A', rows: '' }] }),
};

const HARMLESS: Readonly<Record<string, (number: string) => Buffer>> = {
  'lying dimensions': (number) =>
    workbookBytes({
      sheets: [{ name: 'A', rows: HEADER + textRow(2, texts(number)), dimension: 'A1:XFD1048576' }],
    }),
  'formula that calls out': (number) =>
    book(number, lastCell(number, '<c r="I2"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>5</v></c>')),
  'external link': (number) =>
    withPart(number, { name: 'xl/externalLinks/externalLink1.xml', data: '<externalLink/>' }),
  'parts in reverse': (number) => book(number, undefined, { reverseParts: true }),
  macros: (number) => withPart(number, { name: 'xl/vbaProject.bin', data: MEGABYTES(1) }),
};

export function hostileWorkbooks(): HostileFile[] {
  const files = (makers: typeof MAKERS, from: number, harmless: boolean): HostileFile[] =>
    Object.entries(makers).map(([what, make], index) => ({
      name: `${what}.xlsx`,
      bytes: make(`SC-W${from + index}`),
      harmless,
    }));
  return [...files(MAKERS, 100, false), ...files(HARMLESS, 500, true)];
}

/** A text that a spreadsheet would take for a formula, in a cell that reports repeat. */
export const formulaText = '=HYPERLINK("http://127.0.0.1:9/","pay")';

export function formulaWorkbook(): Buffer {
  const row = textRow(
    2,
    texts('SC-F1').map((text) => (text === '03-300' ? formulaText : text)),
  );
  return book('SC-F1', row + cellRow(3, []));
}
