/**
 * One sheet's XML as rows of cell texts.
 * Promise: row numbers and columns are the file's own (a writer may leave them out, then they are counted); memory is
 * one row, however many empty styled cells or whatever dimension the sheet claims; a cell without a trustworthy value
 * is a problem, never a guess.
 * Does not: know headers, or which rows are data.
 */
import { FileProblem } from '../core/faults.js';
import type { CellProblem } from '../core/nouns.js';
import { cutText, soundText, unsoundCharacter } from '../core/visible-text.js';
import { addressOf, columnLetter, isDateLook, numberText, serialText, shownNumber } from './excel-values.js';
import type { ReadLimits } from './read-limits.js';
import { isTrue, TextCollector, unescapeText, type WorkbookParts } from './xlsx-parts.js';
import { attributeOf, decodeXml, type XmlHandler } from './xml-scanner.js';

export interface SheetRow {
  readonly row: number;
  readonly cells: (string | null)[];
  readonly problems: CellProblem[] | null;
  readonly hidden: boolean;
  /** Cells that hold text rather than a number, date or boolean; a header has many. */
  readonly textCells: number;
}

/** A merged range, 0-based columns, 1-based rows, ends included. */
export interface MergedRange {
  readonly reference: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

type CellTrouble = Omit<CellProblem, 'index'>;
type Decoded = { text: string | null } | { trouble: CellTrouble };

const ROWS_MAX = 1_048_576;
const FORMULAS_REMEMBERED_MAX = 10_000;
const SHOWN_CHARACTERS = 200;

export class SheetScanner implements XmlHandler {
  readonly merges: MergedRange[] = [];

  private rowNumber = 0;
  private hidden = false;
  private cells: (string | null)[] = [];
  private problems: CellProblem[] | null = null;
  private textCells = 0;

  private column = -1;
  private type = '';
  private style = 0;
  private value: string | null = null;
  private formula: string | null = null;
  private sharedFormula: string | null = null;
  private inlined = false;
  private readonly inlineText = new TextCollector();
  private readonly sharedFormulas = new Map<string, string>();

  private inData = false;
  private inCell = false;
  private gathering: 'value' | 'formula' | null = null;

  constructor(
    private readonly sheet: string,
    private readonly workbook: WorkbookParts,
    private readonly limits: ReadLimits,
    private readonly give: (row: SheetRow) => void,
  ) {}

  open(name: string, attributes: string, empty: boolean): void {
    if (this.inCell) {
      this.openInCell(name, attributes);
    } else if (name === 'c') {
      if (this.inData) this.openCell(attributes, empty);
    } else if (name === 'row') {
      if (this.inData) this.openRow(attributes);
    } else if (name === 'sheetData') {
      this.inData = true;
    } else if (name === 'mergeCell') {
      this.addMerge(attributeOf(attributes, 'ref') ?? '');
    }
  }

  text(raw: string, literal: boolean): void {
    if (!this.inCell) return;
    if (this.gathering === 'value') this.value = (this.value ?? '') + (literal ? raw : decodeXml(raw));
    else if (this.gathering === 'formula') this.formula = (this.formula ?? '') + (literal ? raw : decodeXml(raw));
    else if (this.inlined) this.inlineText.text(raw, literal);
  }

  close(name: string): void {
    if (this.inCell) {
      this.gathering = null;
      if (name === 'c') this.closeCell();
      else if (this.inlined) this.inlineText.close(name);
    } else if (name === 'row') {
      if (this.inData) this.closeRow();
    } else if (name === 'sheetData') {
      this.inData = false;
    }
  }

  // -------------------------------------------------------------------------------------------- rows and cells

  private openRow(attributes: string): void {
    const given = attributeOf(attributes, 'r');
    const row = given === null ? this.rowNumber + 1 : Number(given);
    if (!Number.isInteger(row) || row <= this.rowNumber || row > ROWS_MAX) {
      throw new FileProblem(
        'file.not-a-workbook',
        `Row "${given ?? row}" of sheet ${this.sheet} stands after row ${this.rowNumber}.`,
        'Open the file in Excel, save it as XLSX and deliver that.',
        { sheet: this.sheet },
      );
    }
    this.rowNumber = row;
    this.hidden = isTrue(attributeOf(attributes, 'hidden'));
    this.cells = [];
    this.problems = null;
    this.textCells = 0;
    this.column = -1;
  }

  private closeRow(): void {
    if (this.cells.length === 0) return;
    const { rowNumber: row, cells, problems, hidden, textCells } = this;
    this.cells = [];
    this.give({ row, cells, problems, hidden, textCells });
  }

  private openCell(attributes: string, empty: boolean): void {
    const reference = attributeOf(attributes, 'r');
    this.column = reference === null ? this.column + 1 : (addressOf(reference)?.column ?? -1);
    if (this.column < 0 || this.column >= this.limits.columnsMax) {
      throw new FileProblem(
        'file.not-a-workbook',
        `"${(reference ?? '').slice(0, 20)}" in row ${this.rowNumber} of sheet ${this.sheet} is no cell address.`,
        'Open the file in Excel, save it as XLSX and deliver that.',
        { sheet: this.sheet, row: this.rowNumber },
      );
    }
    // A cell that is only coloured or framed; whole columns of them are common.
    if (empty) return;
    this.inCell = true;
    this.value = null;
    this.formula = null;
    this.sharedFormula = null;
    this.inlined = false;
    this.type = attributeOf(attributes, 't') ?? 'n';
    this.style = Number(attributeOf(attributes, 's') ?? 0);
  }

  private openInCell(name: string, attributes: string): void {
    if (name === 'v') {
      this.gathering = 'value';
      this.value ??= '';
    } else if (name === 'f') {
      this.gathering = 'formula';
      this.formula ??= '';
      if (attributeOf(attributes, 't') === 'shared') this.sharedFormula = attributeOf(attributes, 'si');
    } else if (name === 'is') {
      this.inlined = true;
      this.inlineText.clear();
    } else if (this.inlined) {
      this.inlineText.open(name);
    }
  }

  private closeCell(): void {
    this.inCell = false;
    const formula = this.formula === null ? null : this.formulaText(this.formula);
    const decoded = formula === null ? this.decode() : this.decodeResult(formula);
    if ('trouble' in decoded) {
      this.put(null);
      this.blame(decoded.trouble);
    } else if (decoded.text !== null && decoded.text.trim() !== '') {
      this.putText(decoded.text);
    }
  }

  private putText(text: string): void {
    const unsound = unsoundCharacter(text);
    if (unsound !== null || text.length > this.limits.cellCharactersMax) {
      const [code, what] =
        unsound === null
          ? ['cell.too-long', `${text.length} characters. Shorten it.`]
          : ['cell.control-character', `${unsound}. Type it again.`];
      this.put(null);
      this.blame({ code, value: shown(text), message: `Cell ${this.address()} holds ${what}` });
      return;
    }
    if (this.type === 's' || this.type === 'str' || this.type === 'inlineStr') this.textCells++;
    this.put(text);
  }

  private put(text: string | null): void {
    if (this.cells[this.column] !== undefined && this.cells[this.column] !== null) {
      this.blame({
        code: 'cell.given-twice',
        value: shown(text ?? ''),
        message: `The file holds cell ${this.address()} twice, with two values. Save the workbook with Excel.`,
      });
      this.cells[this.column] = null;
      return;
    }
    while (this.cells.length < this.column) this.cells.push(null);
    this.cells[this.column] = text;
  }

  private blame(trouble: CellTrouble): void {
    this.problems ??= [];
    this.problems.push({ index: this.column, ...trouble });
  }

  private address(): string {
    return `${columnLetter(this.column)}${this.rowNumber}`;
  }

  // ---------------------------------------------------------------------------------------------------- values

  private decode(): Decoded {
    if (this.type === 'e') {
      const value = this.value ?? '#N/A';
      return trouble('cell.error-value', value, `Cell ${this.address()} shows the error ${value}. Type the value.`);
    }
    if (this.inlined) return { text: this.inlineText.take() };
    if (this.value === null || this.value === '') return { text: null };
    return this.decodeValue(this.value);
  }

  private decodeResult(formula: string): Decoded {
    const value = this.value;
    if (this.type === 'e') {
      return trouble(
        'cell.formula-error',
        value ?? '#N/A',
        `Cell ${this.address()} shows the error ${value ?? '#N/A'}; its formula is ${formula}. ` +
          'Repair the formula, or type the value.',
      );
    }
    // A formula may well answer with empty text; any other type without a value was never calculated.
    if (this.type === 'str' && value !== null) return { text: unescapeText(value) };
    if (value === null || value === '') {
      return trouble(
        'cell.formula-without-value',
        formula,
        `Cell ${this.address()} holds the formula ${formula} without a saved value; open it in Excel and save it.`,
      );
    }
    return this.decodeValue(value);
  }

  private decodeValue(value: string): Decoded {
    switch (this.type) {
      case 's': {
        const text = /^\d+$/.test(value) ? this.workbook.sharedTexts[Number(value)] : undefined;
        return text === undefined ? this.unreadable(value) : { text };
      }
      case 'str':
      case 'inlineStr':
        return { text: unescapeText(value) };
      case 'b':
        return { text: isTrue(value) ? 'true' : 'false' };
      case 'd':
        return this.isoDate(value);
      default:
        return this.number(value);
    }
  }

  private number(value: string): Decoded {
    const look = this.workbook.looks[this.style] ?? 'number';
    const number = numberText(value);
    if (number === null) return this.unreadable(value);
    if (!isDateLook(look)) return { text: shownNumber(number, look) };
    const text = serialText(value, look, this.workbook.date1904);
    if (text !== null) return { text };
    return trouble(
      'cell.no-such-date',
      number,
      `Cell ${this.address()} is shown as a date, but ${number} is no day of Excel's calendar. Type the day.`,
    );
  }

  private isoDate(value: string): Decoded {
    const [, date, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?)?$/.exec(value.trim()) ?? [];
    if (date === undefined) return this.unreadable(value);
    return { text: time === undefined || time === '00:00:00' ? date : `${date}T${time}` };
  }

  private unreadable(value: string): Decoded {
    return trouble(
      'cell.unreadable',
      shown(value),
      `Cell ${this.address()} is stored in a way no value can be read from. Type it again.`,
    );
  }

  private formulaText(own: string): string {
    const key = this.sharedFormula;
    if (key === null) return `=${shown(own)}`;
    if (own !== '' && this.sharedFormulas.size < FORMULAS_REMEMBERED_MAX) this.sharedFormulas.set(key, shown(own));
    return `=${own === '' ? (this.sharedFormulas.get(key) ?? '') : shown(own)}`;
  }

  private addMerge(reference: string): void {
    const [from, to] = reference.split(':').map(addressOf);
    if (from === null || from === undefined || to === null || to === undefined) return;
    if (this.merges.length >= this.limits.mergedRangesMax) {
      throw new FileProblem(
        'file.too-large',
        `Sheet ${this.sheet} has more than ${this.limits.mergedRangesMax} merged ranges.`,
        'Unmerge the cells, or deliver the table as CSV.',
        { sheet: this.sheet },
      );
    }
    this.merges.push({
      reference,
      top: Math.min(from.row, to.row),
      bottom: Math.max(from.row, to.row),
      left: Math.min(from.column, to.column),
      right: Math.max(from.column, to.column),
    });
  }
}

function trouble(code: string, value: string, message: string): Decoded {
  return { trouble: { code, value: shown(value), message } };
}

function shown(text: string): string {
  return cutText(soundText(text), SHOWN_CHARACTERS);
}
