/**
 * The notes of one sheet: their texts (the comments part) and their boxes (the drawing in VML that belongs to it).
 * Promise: a note of the user stays and is extended, its box grows; notes and lines of an earlier annotation are taken
 * out first; a box is as large as its text needs, whatever the columns and rows around it measure.
 * Does not: touch the threads of newer Excels: a cell that carries one takes no note (`takesNote`).
 */
import { unescapeText } from '../xlsx-parts.js';
import { attributeOf, decodeXml } from '../xml-scanner.js';
import { boxAnchor, grownAnchor, newDrawing, noteShape, NOTE_SHAPE } from './note-boxes.js';
import { cellName, type NoteRun } from './place-issues.js';
import { asUtf8, escapeCell, joinElement, splitElement } from './xml-edit.js';
import type { SheetGeometry } from './xlsx-sheet-edit.js';

export interface CellNote {
  readonly row: number;
  readonly column: number;
  readonly runs: readonly NoteRun[];
}

export interface SheetNotes {
  readonly comments: string;
  readonly drawing: string;
}

const AUTHOR = 'Tieout';
/** Where our lines begin, in a note of the user too. Authors do not come back from every program; text does. */
const SEPARATOR = '———— Tieout ————';
const BLANKS_AT_END = /(?:\s|&#(?:10|13|x[aAdD]);)+$/;
/** How Excel names the author of the stand-in it keeps for a thread. */
const THREAD_AUTHOR = /^tc=\{/;
const CHARACTERS_PER_LINE = 52;
const FONT = '<sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/>';

export class NoteEdit {
  private readonly authors: string[];
  private readonly comments: { readonly ref: string; readonly raw: string; readonly ours: boolean }[] = [];
  private readonly root: ReturnType<typeof splitElement>;
  private drawing: string;
  private readonly threads = new Set<string>();

  constructor(comments: string | null, drawing: string | null, main: string) {
    this.root = splitElement(comments ?? `<comments xmlns="${main}"><authors/><commentList/></comments>`);
    const partOf = (name: string): string | undefined => this.root.children.find((child) => child.name === name)?.raw;
    this.authors = splitElement(partOf('authors') ?? '<authors/>').children.map(({ raw }) => textOf(raw));
    for (const { raw } of splitElement(partOf('commentList') ?? '<commentList/>').children) {
      const author = this.authors[Number(attributeOf(raw, 'authorId') ?? 0)] ?? '';
      const ref = attributeOf(raw, 'ref') ?? '';
      this.comments.push({ ref, raw, ours: author === AUTHOR });
      if (THREAD_AUTHOR.test(author)) this.threads.add(ref);
    }
    this.drawing = asUtf8(drawing ?? newDrawing());
  }

  /** Whether an earlier annotation left something here. */
  get annotated(): boolean {
    return this.comments.some(({ ours, raw }) => ours || raw.includes(SEPARATOR));
  }

  clear(): void {
    const gone = new Set<string>();
    for (const { ref, raw, ours } of this.comments.splice(0)) {
      const kept = ours ? null : withoutOurLines(raw);
      if (kept === null) gone.add(ref);
      else this.comments.push({ ref, raw: kept, ours });
    }
    if (gone.size > 0) this.eachShape((shape, ref) => (gone.has(ref) ? '' : shape));
  }

  /** Excel shows a thread instead of the note under it. */
  takesNote(row: number, column: number): boolean {
    const ref = cellName(row, column);
    return !this.threads.has(ref);
  }

  write(notes: readonly CellNote[], geometry: SheetGeometry): SheetNotes {
    const known = new Map(this.comments.map((comment, index) => [comment.ref, index]));
    const grown = new Map<string, number>();
    const added: CellNote[] = [];
    for (const note of notes) {
      const ref = cellName(note.row, note.column);
      const index = known.get(ref);
      if (index === undefined) {
        added.push(note);
        continue;
      }
      const comment = this.comments[index]!;
      this.comments[index] = { ...comment, raw: extended(comment.raw, note.runs) };
      grown.set(ref, linesOf(note.runs) + 1);
    }
    if (grown.size > 0) this.eachShape((shape, ref) => grownAnchor(shape, grown.get(ref) ?? 0));
    this.addShapes(added, geometry);
    return { comments: this.toXml(added), drawing: this.drawing };
  }

  private toXml(added: readonly CellNote[]): string {
    const { prefix } = this.root;
    const authors = this.authors.includes(AUTHOR) || added.length === 0 ? this.authors : [...this.authors, AUTHOR];
    const authorId = authors.indexOf(AUTHOR);
    const names = authors.map((author) => `<${prefix}author>${escapeCell(author)}</${prefix}author>`);
    const list = [
      ...this.comments.map(({ raw }) => raw),
      ...added.map(({ row, column, runs }) => {
        const text = [headRun(''), ...runs].map((run) => runXml(run, prefix)).join('');
        const open = `<${prefix}comment ref="${cellName(row, column)}" authorId="${authorId}">`;
        return `${open}<${prefix}text>${text}</${prefix}text></${prefix}comment>`;
      }),
    ];
    const others = this.root.children.filter(({ name }) => name !== 'authors' && name !== 'commentList');
    return asUtf8(
      joinElement(this.root, [
        `<${prefix}authors>${names.join('')}</${prefix}authors>`,
        `<${prefix}commentList>${list.join('')}</${prefix}commentList>`,
        ...others.map(({ raw }) => raw),
      ]),
    );
  }

  // ------------------------------------------------------------------------------------------------------- boxes

  private eachShape(edit: (shape: string, ref: string) => string): void {
    this.drawing = this.drawing.replace(NOTE_SHAPE, (shape) => {
      const number = (name: string): number | null => {
        const found = new RegExp(`<(?:\\w+:)?${name}>\\s*(\\d+)\\s*<`).exec(shape)?.[1];
        return found === undefined ? null : Number(found);
      };
      const row = number('Row');
      const column = number('Column');
      if (row === null || column === null || !/ObjectType\s*=\s*["']Note["']/.test(shape)) return shape;
      return edit(shape, cellName(row + 1, column));
    });
  }

  private addShapes(added: readonly CellNote[], geometry: SheetGeometry): void {
    if (added.length === 0) return;
    const ids = [...this.drawing.matchAll(/\b_x0000_s(\d+)/g)].map(([, id]) => Number(id));
    let id = ids.reduce((most, one) => Math.max(most, one), 1024);
    const shapes = added.map(({ row, column, runs }) =>
      noteShape(++id, row - 1, column, boxAnchor(row - 1, column, linesOf(runs) + 1, geometry)),
    );
    this.drawing = this.drawing.replace(/<\/(?:\w+:)?xml\s*>\s*$/, (close) => shapes.join('') + close);
  }
}

// --------------------------------------------------------------------------------------------------------- texts

function runXml({ text, bold }: NoteRun, prefix: string): string {
  const markup = `<r><rPr>${bold ? '<b/>' : ''}${FONT}</rPr><t xml:space="preserve">${escapeCell(text)}</t></r>`;
  return prefix === '' ? markup : markup.replace(/(<\/?)(?=(?:r|rPr|b|sz|color|rFont|family|t)[\s/>])/g, `$1${prefix}`);
}

/** The user's text stays as it is, ours follows. */
function extended(raw: string, runs: readonly NoteRun[]): string {
  const lines = [headRun('\n\n'), ...runs];
  return withText(raw, (text) => {
    const element = splitElement(text);
    const children = element.children.map(({ name, raw: child }) =>
      // A note without formats holds its text bare; beside runs it has to be one.
      name === 't' ? `<${element.prefix}r>${child}</${element.prefix}r>` : child,
    );
    return joinElement(element, [...children, ...lines.map((run) => runXml(run, element.prefix))]);
  });
}

function headRun(before: string): NoteRun {
  return { text: `${before}${SEPARATOR}\n`, bold: true };
}

/** The comment up to our separator, in whichever run that stands by now; `null` when nothing stands before it. */
function withoutOurLines(raw: string): string | null {
  if (!raw.includes(SEPARATOR)) return raw;
  let left = 0;
  const comment = withText(raw, (text) => {
    const element = splitElement(text);
    const kept: string[] = [];
    for (const { raw: child } of element.children) {
      const at = child.indexOf(SEPARATOR);
      kept.push(at === -1 ? child : child.slice(0, at) + closingTags(child));
      if (at !== -1) break;
    }
    while (kept.length > 0 && isBlank((kept[kept.length - 1] = withoutBlanks(kept.at(-1)!)))) kept.pop();
    left = kept.length;
    return joinElement(element, kept);
  });
  return left === 0 ? null : comment;
}

function closingTags(run: string): string {
  return /(?:<\/[^>]*>\s*)+$/.exec(run)?.[0] ?? '';
}

function withoutBlanks(run: string): string {
  const close = closingTags(run);
  return run.slice(0, run.length - close.length).replace(BLANKS_AT_END, '') + close;
}

function isBlank(run: string): boolean {
  return textOf(run) === '';
}

function withText(raw: string, edit: (text: string) => string): string {
  const comment = splitElement(raw);
  return joinElement(
    comment,
    comment.children.map(({ name, raw: child }) => (name === 'text' ? edit(child) : child)),
  );
}

function textOf(raw: string): string {
  return unescapeText(decodeXml(raw.replace(/<[^>]*>/g, ''))).trim();
}

function linesOf(runs: readonly NoteRun[]): number {
  const text = runs.map((run) => run.text).join('');
  return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / CHARACTERS_PER_LINE)), 0);
}
