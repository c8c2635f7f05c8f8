/**
 * JSON records as rows: an object with lines becomes one row per line, its own names repeated on each.
 * Promise: nested objects get dotted names (`vendor.id`), every value lands in one cell as text, two values for one
 * cell are a problem and not a choice; the header is the union of all names in the order first seen.
 * Does not: strip HTML, parse values, or follow arrays of objects that hold no lines (attachments).
 */
import { FileProblem } from '../core/faults.js';
import type { CellProblem, HeaderCell } from '../core/nouns.js';
import { cutText, soundText, unsoundCharacter } from '../core/visible-text.js';
import { JsonArray, JsonObject, type JsonValue } from './json-scanner.js';

type Scope = 'header' | 'line';
type Cells = (string | null | undefined)[];

interface Column {
  readonly name: string;
  readonly scope: Scope;
  hasValue: boolean;
}

interface Lines {
  readonly array: string;
  readonly objects: JsonObject[];
}

interface Gathered {
  readonly cells: Cells;
  readonly problems: CellProblem[];
  readonly lines: Lines[];
}

/** Which line array a row came from, when a file has several. */
const LINE_ARRAY = 'line_array';

export class JsonFlattener {
  private readonly columns: Column[] = [];
  private readonly indexes: Readonly<Record<Scope, Map<string, number>>> = { header: new Map(), line: new Map() };
  /** Names that held an object or array somewhere, by scope: their `null` elsewhere makes no column. */
  private readonly containers: Readonly<Record<Scope, Set<string>>> = { header: new Set(), line: new Set() };
  private readonly arraysWithLines = new Set<string>();
  private sawLineArray = false;
  private lineArrayColumn: number | null = null;
  private rowNumber = 0;

  constructor(
    private readonly lineArrays: ReadonlySet<string>,
    private readonly columnsMax: number,
    private readonly give: (row: number, cells: Cells, problems: readonly CellProblem[]) => void,
  ) {}

  addRecord(record: JsonObject): void {
    const header: Gathered = { cells: [], problems: [], lines: [] };
    this.gather(record, '', 'header', header);
    const lineCount = header.lines.reduce((count, { objects }) => count + objects.length, 0);
    if (lineCount === 0) {
      this.give(++this.rowNumber, header.cells, header.problems);
      return;
    }
    for (const { array, objects } of header.lines) {
      this.arraysWithLines.add(array);
      for (const object of objects) {
        const line: Gathered = { cells: [...header.cells], problems: [...header.problems], lines: [] };
        this.lineArrayColumn ??= this.addColumn(LINE_ARRAY, 'line');
        line.cells[this.lineArrayColumn] = array;
        this.gather(object, '', 'line', line);
        this.give(++this.rowNumber, line.cells, line.problems);
      }
    }
  }

  /**
   * Once all records are in. `kept[i]` is the spooled index of header cell `i`: columns that only said `null` for what
   * is an object elsewhere are left out, and so is `line_array` where one array gives all lines.
   */
  finish(): { header: HeaderCell[]; kept: number[] } {
    const header: HeaderCell[] = [];
    const kept: number[] = [];
    for (const [index, { name, scope, hasValue }] of this.columns.entries()) {
      if (!hasValue && this.containers[scope].has(name)) continue;
      if (index === this.lineArrayColumn && this.arraysWithLines.size < 2) continue;
      header.push({ name, letter: null, scope: this.sawLineArray ? scope : null });
      kept.push(index);
    }
    return { header, kept };
  }

  // ------------------------------------------------------------------------------------------------ one object

  private gather(object: JsonObject, prefix: string, scope: Scope, into: Gathered): void {
    for (let index = 0; index < object.names.length; index++) {
      const name = prefix + soundText(object.names[index]!);
      const value = object.values[index]!;
      if (value instanceof JsonObject) {
        this.containers[scope].add(name);
        this.gather(value, `${name}.`, scope, into);
      } else if (value instanceof JsonArray) {
        this.gatherArray(value, name, scope, into);
      } else if (value !== null || scope === 'line' || !this.lineArrays.has(name)) {
        this.put(name, scope, value, into);
      }
    }
  }

  private gatherArray(array: JsonArray, name: string, scope: Scope, into: Gathered): void {
    this.containers[scope].add(name);
    if (scope === 'header' && this.lineArrays.has(name)) {
      this.sawLineArray = true;
      if (into.lines.some((lines) => lines.array === name)) this.blameSecondList(name, into);
      into.lines.push({ array: name, objects: array.items.map((item) => this.lineOf(item, name)) });
      return;
    }
    const texts = array.items.filter((item): item is string => typeof item === 'string');
    const scalars = array.items.every((item) => item === null || typeof item === 'string');
    if (scalars && texts.length > 0) this.put(name, scope, texts.join(';'), into);
  }

  /** Nobody can say which of the two holds the lines; both are kept, and held. */
  private blameSecondList(name: string, into: Gathered): void {
    this.lineArrayColumn ??= this.addColumn(LINE_ARRAY, 'line');
    into.problems.push({
      index: this.lineArrayColumn,
      code: 'cell.given-twice',
      value: name,
      message: `The record holds the list ${name} twice. Leave one of them.`,
    });
  }

  private lineOf(item: JsonValue, array: string): JsonObject {
    if (item instanceof JsonObject) return item;
    throw new FileProblem(
      'file.json-shape',
      `An element of ${array}, after row ${this.rowNumber}, is not an object.`,
      'Export the lines as objects, as the REST API gives them.',
    );
  }

  private put(name: string, scope: Scope, value: string | null, into: Gathered): void {
    const index = this.columnIndex(name, scope);
    const text = value === null || value.trim() === '' ? null : value;
    const before = into.cells[index];
    if (before !== undefined && before !== text) {
      into.cells[index] = null;
      into.problems.push({
        index,
        code: 'cell.given-twice',
        value: shown(text ?? ''),
        message: `The record holds ${name} twice, with two values. Leave one of them.`,
      });
      return;
    }
    const unsound = text === null ? null : unsoundCharacter(text);
    if (text !== null && unsound !== null) {
      into.cells[index] = null;
      into.problems.push({
        index,
        code: 'cell.control-character',
        value: shown(text),
        message: `${name} holds ${unsound}. Type it again.`,
      });
      return;
    }
    into.cells[index] = text;
    if (text !== null) this.columns[index]!.hasValue = true;
  }

  private columnIndex(name: string, scope: Scope): number {
    const known = this.indexes[scope].get(name);
    if (known !== undefined) return known;
    const index = this.addColumn(name, scope);
    this.indexes[scope].set(name, index);
    return index;
  }

  private addColumn(name: string, scope: Scope): number {
    if (this.columns.length >= this.columnsMax) {
      throw new FileProblem(
        'file.too-many-columns',
        `The records have more than ${this.columnsMax} different names.`,
        'Check the shape of the export.',
      );
    }
    this.columns.push({ name, scope, hasValue: false });
    return this.columns.length - 1;
  }
}

function shown(text: string): string {
  return cutText(soundText(text), 200);
}
