/** `node stream-workbook.mjs PATH`: exceljs merely streams a workbook, touching every cell. */
import ExcelJS from 'exceljs';

let cells = 0;
const options = { sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', worksheets: 'emit' };
for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(process.argv[2], options)) {
  for await (const row of sheet) row.eachCell(() => cells++);
}
process.stdout.write(`${cells}\n`);
