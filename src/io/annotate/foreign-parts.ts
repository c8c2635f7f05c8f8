/**
 * What an annotated `.xlsx` cannot keep of the original: macros, and a signature over what is no longer the same.
 * Promise: whatever is taken out is named, in words for the sheet of issues; all else stays (charts, pivot tables,
 * drawings, connections: their parts are copied).
 * Does not: run or read macros.
 */
import { UsageFault } from '../../core/faults.js';
import type { XlsxPackage } from './xlsx-package.js';

const PLAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
const MACROS = /(?:^|\/)vbaProject[^/]*\.bin$|(?:^|\/)_rels\/vbaProject[^/]*\.bin\.rels$/i;
const SIGNATURES = /^_xmlsignatures\//i;

export async function dropForeignParts(pack: XlsxPackage): Promise<string[]> {
  const lines: string[] = [];
  if (pack.names.some((name) => /(?:^|\/)macrosheets\//i.test(name))) {
    throw new UsageFault('The workbook has macro sheets of Excel 4; an annotated copy would lose them.', {
      remedy: 'Save it in Excel as "Excel Workbook (.xlsx)" and annotate that, or leave --annotate out.',
    });
  }
  const macros = await drop(pack, MACROS);
  if (macros) {
    await pack.unrelate(pack.workbook, '/vbaProject');
    lines.push('The macros of the workbook are not in this copy: an .xlsx holds none. The original has them.');
  }
  if (await drop(pack, SIGNATURES)) {
    await pack.unrelate('', '/digital-signature/origin');
    lines.push('The digital signature of the workbook is not in this copy: it holds for the original only.');
  }
  const type = await pack.mainType();
  if (type !== '' && type !== PLAIN) await pack.setMainType(PLAIN);
  return lines;
}

async function drop(pack: XlsxPackage, wanted: RegExp): Promise<boolean> {
  const parts = pack.names.filter((name) => wanted.test(name));
  for (const part of parts) {
    pack.remove(part);
    await pack.undeclare(part);
  }
  return parts.length > 0;
}
