/**
 * The report workbook, read again with exceljs: its figures, its live formulas, what a stranger's text may not do.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import type { ReconciliationReport } from '../../src/core/report-model.js';
import { writeReportWorkbook } from '../../src/io/report/report-xlsx.js';
import type { OutlineNode } from '../../src/io/report/xlsx-outline.js';
import { outlineRows } from '../../src/io/report/xlsx-outline.js';
import { columnLetter } from '../../src/io/report/xlsx-sheet.js';
import {
  NASTY_FORMULA,
  emptyFixture,
  notTiedFixture,
  readBackFixture,
  reportFixture,
} from '../support/report-fixture.js';

const SHEETS = [
  'Control totals',
  'Action list',
  'Open items',
  'Open items movement',
  'Excluded by rule',
  'Vendor-Commitment-Line',
  'Job-Extra-Code-Category',
  'AP register',
  'Alterations',
  'Merged lines',
  'Billed against charged',
  'Warnings',
  'Files & equations',
];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tieout-report-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function workbookOf(model: ReconciliationReport): Promise<ExcelJS.Workbook> {
  const path = join(folder, 'report.xlsx');
  await writeReportWorkbook(model, path);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  return workbook;
}

function sheetOf(workbook: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const sheet = workbook.getWorksheet(name);
  if (sheet === undefined) throw new Error(`no sheet ${name}`);
  return sheet;
}

/** Rows below the head as objects by head; formulas by their result. */
function rowsOf(sheet: ExcelJS.Worksheet): { row: number; cells: Record<string, unknown> }[] {
  const headRow = Number((sheet.views[0] as { ySplit: number }).ySplit);
  const heads = (sheet.getRow(headRow).values as string[]).slice(1);
  const rows: { row: number; cells: Record<string, unknown> }[] = [];
  for (let row = headRow + 1; row <= sheet.rowCount; row += 1) {
    const cells = heads.map((head, index): [string, unknown] => [head, resultOf(sheet.getRow(row).getCell(index + 1))]);
    rows.push({ row, cells: Object.fromEntries(cells) });
  }
  return rows;
}

function resultOf(cell: ExcelJS.Cell): unknown {
  return cell.type === ExcelJS.ValueType.Formula ? cell.result : cell.value;
}

/** What Excel would make of `SUBTOTAL(9,range)`: numbers of the range that are no subtotals themselves. */
function subtotalOf(sheet: ExcelJS.Worksheet, formula: string): number {
  const parts = /^SUBTOTAL\(9,([A-Z]+)(\d+):([A-Z]+)(\d+)\)$/.exec(formula);
  if (parts === null) throw new Error(`no subtotal: ${formula}`);
  let sum = 0;
  for (let row = Number(parts[2]); row <= Number(parts[4]); row += 1) {
    const cell = sheet.getCell(`${parts[1]}${row}`);
    if (cell.type === ExcelJS.ValueType.Number) sum += Math.round(Number(cell.value) * 100);
  }
  return sum / 100;
}

function formulaCells(sheet: ExcelJS.Worksheet): ExcelJS.Cell[] {
  const cells: ExcelJS.Cell[] = [];
  sheet.eachRow((row) =>
    row.eachCell((cell) => {
      if (cell.type === ExcelJS.ValueType.Formula) cells.push(cell);
    }),
  );
  return cells;
}

describe('the report workbook', () => {
  it('has a sheet for each section, frozen below its head, filtered, and set up for print', async () => {
    const workbook = await workbookOf(reportFixture());
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(SHEETS);
    for (const sheet of workbook.worksheets) {
      expect(sheet.views[0]).toMatchObject({ state: 'frozen' });
      expect(sheet.autoFilter).toBeTruthy();
      expect(sheet.pageSetup).toMatchObject({
        orientation: 'landscape',
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
      });
      expect(sheet.pageSetup.printTitlesRow).toBeTruthy();
    }
  });

  it('never sets fit-to-page together with outline properties, which Excel refuses to open', async () => {
    const workbook = await workbookOf(reportFixture());
    for (const sheet of workbook.worksheets) expect(sheet.properties.outlineProperties).toBeUndefined();
  });

  it('has page 1 as true numbers under the accounting format, and not known as a dash', async () => {
    const model = notTiedFixture();
    const sheet = sheetOf(await workbookOf(model), 'Control totals');
    const rows = rowsOf(sheet);
    expect(rows.map(({ cells }) => cells['Measure'])[0]).toBe('Commitments');
    for (const measure of model.measures) {
      const cells = rows.find((row) => row.cells['Measure'] === measure.label)?.cells ?? {};
      const scale = measure.unit === 'count' ? 1 : 100;
      expect(cells).toMatchObject({
        Count: measure.count,
        Procore: measure.procore / scale,
        '− Held': measure.held / scale,
        '= To load': measure.toLoad / scale,
        Loaded: measure.loaded / scale,
        Difference: measure.difference / scale,
        'Posted in Sage': '–',
      });
    }
    const first = sheet.getRow(rows[0]?.row ?? 0);
    expect(first.getCell(3).numFmt).toBe('#,##0.00_);(#,##0.00);"-"??');
    expect(first.getCell(3).font).toMatchObject({ bold: true, color: { argb: 'FFA80000' } });
    expect(sheet.getRow((rows[0]?.row ?? 0) + 1).getCell(3).font.bold).not.toBe(true);
    const at = first.number;
    expect(first.getCell(8).formula).toBe(`ROUND(C${at}+D${at}-E${at}-F${at}-G${at},2)`);
  });

  it.each([
    ['tied out', reportFixture()],
    ['not tied', notTiedFixture()],
    ['read back', readBackFixture()],
  ])('has live subtotals whose written results are what Excel computes (%s)', async (_name, model) => {
    const workbook = await workbookOf(model);
    for (const name of ['Vendor-Commitment-Line', 'Job-Extra-Code-Category', 'AP register', 'Merged lines']) {
      const sheet = sheetOf(workbook, name);
      const cells = formulaCells(sheet);
      expect(cells.length).toBeGreaterThan(3);
      for (const cell of cells) expect(cell.result).toBe(subtotalOf(sheet, cell.formula));
    }
  });

  it('has the totals of the model on vendor, commitment, job, extra and invoice', async () => {
    const model = reportFixture();
    const workbook = await workbookOf(model);
    const vendors = rowsOf(sheetOf(workbook, 'Vendor-Commitment-Line'));
    for (const node of model.vendors) {
      const line = node.line === null ? null : String(node.line);
      const found = vendors.find(
        ({ cells }) =>
          cells['Vendor'] === node.vendor && cells['Commitment'] === node.commitment && cells['Line'] === line,
      );
      expect(found?.cells).toMatchObject({
        Original: node.original.loadedCents / 100,
        'Billed to date': node.billedToDate.loadedCents / 100,
        'Billed to date: Procore': (node.billedToDate.procoreCents ?? 0) / 100,
        'Billed to date: Sage': '–',
        Balance: node.balance.loadedCents / 100,
      });
    }
    const jobs = rowsOf(sheetOf(workbook, 'Job-Extra-Code-Category')).map(({ cells }) => cells);
    const base = model.jobs.find((node) => node.job === '24-101' && node.extra === '' && node.costCode === null);
    expect(
      jobs.find((row) => row['Job'] === '24-101' && row['Extra'] === 'base' && row['Cost code'] === null),
    ).toMatchObject({ 'Total estimate': (base?.totalEstimate.loadedCents ?? 0) / 100 });
    const register = rowsOf(sheetOf(workbook, 'AP register')).map(({ cells }) => cells);
    expect(register.find((row) => row['Invoice'] === 'AS-RET-01' && row['No.'] === null)).toMatchObject({
      Amount: 0,
      Retainage: -12_500,
      Net: 12_500,
      'Source rows': 'Releases retainage: do not release it again in AP.',
    });
  });

  it('groups lines under their totals, and Procore and Sage under the loaded figure', async () => {
    const sheet = sheetOf(await workbookOf(reportFixture()), 'Vendor-Commitment-Line');
    const levels = rowsOf(sheet).map(({ row }) => sheet.getRow(row).outlineLevel ?? 0);
    expect(levels.slice(0, 7)).toEqual([2, 2, 1, 2, 2, 2, 1]);
    expect(levels.slice(-2)).toEqual([0, 0]);
    const grouped = sheet.columns.filter((column) => (column.outlineLevel ?? 0) > 0);
    expect(grouped).toHaveLength(14);
    expect(grouped.every((column) => column.hidden === true)).toBe(true);
  });

  it('keeps codes and everything that looks like a formula as text', async () => {
    const model = reportFixture();
    const hostile = model.actions.map((row, index) =>
      index === 0 ? { ...row, document: '0042', vendor: '+1', job: '-2', reason: '@SUM(A1)', toType: '03-300' } : row,
    );
    const workbook = await workbookOf({ ...model, actions: hostile });
    const sheet = sheetOf(workbook, 'Action list');
    expect(formulaCells(sheet)).toEqual([]);
    const rows = rowsOf(sheet);
    expect(rows[0]?.cells).toMatchObject({
      Document: '0042',
      Vendor: '+1',
      Job: '-2',
      Reason: '@SUM(A1)',
      'What to type': '03-300',
    });
    expect(rows.map(({ cells }) => cells['Document'])).toContain(NASTY_FORMULA);
    sheet.getRow(rows[0]?.row ?? 0).eachCell((cell) => {
      if (typeof cell.value === 'string' && cell.value !== '–') expect(cell.numFmt).toBe('@');
    });
  });

  it('writes a total as a number where the section was cut, so that nothing changes on recalculation', async () => {
    const model = reportFixture();
    const cut = { ...model, vendors: model.vendors.filter((node) => node.line !== 2), cutSections: { vendors: 20 } };
    const sheet = sheetOf(await workbookOf(cut), 'Vendor-Commitment-Line');
    const total = rowsOf(sheet).find(({ cells }) => cells['Commitment'] === 'SC-24101-01' && cells['Line'] === null);
    const original = sheet.getRow(total?.row ?? 0).getCell(8);
    expect(original.type).toBe(ExcelJS.ValueType.Number);
    expect(original.value).toBe(829_000);
    for (const cell of formulaCells(sheet)) expect(cell.result).toBe(subtotalOf(sheet, cell.formula));
    expect(rowsOf(sheet).at(-1)?.cells).toMatchObject({ Original: 1_955_300.5 });
    expect(sheet.getRow(3).getCell(1).text).toContain('16 of 20 rows are listed');
  });

  it('says None on the sheets of an empty report', async () => {
    const workbook = await workbookOf(emptyFixture());
    for (const name of SHEETS.filter((sheet) => sheet !== 'Open items movement')) {
      const sheet = sheetOf(workbook, name);
      expect(rowsOf(sheet).map(({ row }) => sheet.getRow(row).getCell(1).value)).toContain('None.');
    }
  });

  it('rejects when it cannot write, and leaves no half file', async () => {
    const path = join(folder, 'missing', 'report.xlsx');
    await expect(writeReportWorkbook(reportFixture(), path)).rejects.toThrow('ENOENT');
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

/** Trees whose totals are their sums only where they are honest: what a cut section looks like. */
function treeOf(depth: number): fc.Arbitrary<OutlineNode> {
  const children = depth === 0 ? fc.constant([]) : fc.array(treeOf(depth - 1), { maxLength: 3 });
  const cents = fc.option(fc.integer({ min: -1_000_000, max: 1_000_000 }));
  return fc.tuple(cents, fc.boolean(), children).map(([own, honest, below]) => {
    const sum = below.reduce((total, child) => total + Number(child.cells[1]?.value ?? 0), 0);
    const value = below.length > 0 && honest ? sum : own;
    return {
      cells: [
        { kind: 'text', value: 'x' },
        { kind: 'money', value },
      ],
      children: below,
    };
  });
}

describe('outline rows', () => {
  const columns = [
    { name: 'a', head: 'A', kind: 'text', width: 9 },
    { name: 'b', head: 'B', kind: 'money', width: 9 },
  ] as const;

  it('never write a formula that gives another figure, and total the roots', () => {
    fc.assert(
      fc.property(fc.array(treeOf(3), { minLength: 1, maxLength: 4 }), (roots) => {
        const { rows } = outlineRows(roots, columns, 5, 'Total');
        const figures = rows.map(({ cells }) => cells[1]);
        for (const figure of figures) {
          const range = /^SUBTOTAL\(9,B(\d+):B(\d+)\)$/.exec(figure?.formula ?? '');
          if (range === null) continue;
          const constants = figures
            .slice(Number(range[1]) - 5, Number(range[2]) - 4)
            .filter((other) => other?.formula === undefined);
          expect(figure?.value).toBe(constants.reduce((total, other) => total + Number(other?.value ?? 0), 0));
        }
        const totals = roots.map((root) => root.cells[1]?.value ?? null);
        const sum = totals.includes(null) ? null : totals.reduce<number>((total, cents) => total + Number(cents), 0);
        expect(figures.at(-1)?.value).toBe(sum);
      }),
    );
  });

  it('know their columns past Z', () => {
    expect([1, 26, 27, 52, 53, 702, 703].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});
