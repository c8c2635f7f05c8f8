/**
 * A workbook with its issues marked: fills, notes, a sheet that lists them, and whose check it was.
 * Promise: every part that needs no mark is copied as it is; what an earlier annotation left is taken out first; the
 * original is only read.
 * Does not: make a workbook of what is none.
 */
import type { Issue } from '../../core/nouns.js';
import type { ReadLimits } from '../read-limits.js';
import { readWorkbookParts, type SheetPart, type WorkbookParts } from '../xlsx-parts.js';
import { editCustomProperties, readCustomProperties } from './custom-properties.js';
import { dropForeignParts } from './foreign-parts.js';
import { type LookedAt, lookAtSheet } from './look-at-sheet.js';
import {
  type CellMark,
  type FileShape,
  marksOf,
  namesHeader,
  noteRuns,
  type PlacedIssue,
  placeIssue,
  rowOfIssue,
  sheetOfIssue,
} from './place-issues.js';
import { putIssuesSheet } from './put-issues-sheet.js';
import { hasIssueHeads, ISSUE_LINKS_MAX, ISSUE_ROWS_MAX, ISSUES_SHEET } from './xlsx-issues-sheet.js';
import { type CellNote, NoteEdit, type SheetNotes } from './xlsx-note-edit.js';
import { XlsxPackage } from './xlsx-package.js';
import { SheetEdit } from './xlsx-sheet-edit.js';
import { StyleEdit } from './xlsx-style-edit.js';

export interface XlsxAnnotation {
  readonly path: string;
  readonly output: string;
  /** As the user knows the file. */
  readonly fileName: string;
  readonly issues: readonly Issue[];
  readonly shape: FileShape;
  /** Said above the list. */
  readonly lines: readonly string[];
  readonly validation: string;
  readonly definitions: string;
  readonly limits: ReadLimits;
}

/** More notes than this on one sheet nobody reads, and their boxes need no second block of shape numbers. */
export const NOTES_PER_SHEET_MAX = 1_000;

const COMMENTS_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml';
const DRAWING_TYPE = 'application/vnd.openxmlformats-officedocument.vmlDrawing';

export async function annotateXlsx(request: XlsxAnnotation): Promise<void> {
  const pack = await XlsxPackage.open(request.path, request.limits);
  try {
    await new Annotator(pack, request).run();
  } finally {
    pack.close();
  }
}

class Annotator {
  private readonly lines: string[];

  constructor(
    private readonly pack: XlsxPackage,
    private readonly request: XlsxAnnotation,
  ) {
    this.lines = [...request.lines];
  }

  async run(): Promise<void> {
    const { pack, request } = this;
    const lookGuard = await pack.newGuard();
    const writeGuard = await pack.newGuard();
    try {
      const workbook = await readWorkbookParts(lookGuard, request.limits);
      const { looks, own } = await this.look(workbook, (part, wanted) =>
        lookAtSheet(lookGuard, part, workbook, request.limits, wanted),
      );
      const placed = this.place(looks);
      const { styles, part: stylesPart, earlier } = await this.styles(own !== null);
      const marks = marksOf(placed);
      for (const part of workbook.sheets) {
        if (part === own) continue;
        const sheet = { part, look: looks.get(part.name) ?? null, marks: marks.get(part.name) ?? [] };
        await this.editSheet(sheet, styles, (name) => writeGuard.textOf(name));
      }
      this.lines.push(...(await dropForeignParts(pack)));
      if (earlier !== null) this.lines.push(earlier);
      const listed = placed.slice(0, ISSUE_ROWS_MAX);
      this.sayWhatIsCut(placed);
      const list = { title: this.title(), lines: this.lines, issues: listed };
      await putIssuesSheet(pack, { list, own, styles: styles.sheetStyles() });
      pack.replace(stylesPart, () => [styles.toXml()], true);
      await editCustomProperties(pack, {
        TieoutValidation: request.validation,
        TieoutDefinitions: request.definitions,
        TieoutIssues: String(placed.length),
      });
      await pack.save(request.output);
    } finally {
      lookGuard.close();
      writeGuard.close();
    }
  }

  // --------------------------------------------------------------------------------------------------- 1. look

  private async look(
    workbook: WorkbookParts,
    lookAt: (part: SheetPart, wanted: Parameters<typeof lookAtSheet>[4]) => Promise<LookedAt>,
  ): Promise<{ looks: Map<string, LookedAt>; own: SheetPart | null }> {
    const { issues, shape } = this.request;
    const rows = new Map<string, { rows: Set<number>; headerRows: Set<number> }>();
    for (const issue of issues) {
      const sheet = sheetOfIssue(issue, shape);
      const row = rowOfIssue(issue, shape);
      if (sheet === null || row === null) continue;
      let wanted = rows.get(sheet);
      if (wanted === undefined) rows.set(sheet, (wanted = { rows: new Set(), headerRows: new Set() }));
      wanted.rows.add(row);
      if (namesHeader(issue)) wanted.headerRows.add(shape.headerRow ?? row);
    }
    const looks = new Map<string, LookedAt>();
    let own: SheetPart | null = null;
    const none = { rows: new Set<number>(), headerRows: new Set<number>() };
    for (const part of workbook.sheets) {
      const wanted = rows.get(part.name);
      if (wanted !== undefined || (await this.hasNotes(part))) looks.set(part.name, await lookAt(part, wanted ?? none));
      if (own !== null || !part.name.startsWith(ISSUES_SHEET)) continue;
      let isOurs = false;
      await lookAt(part, {
        ...none,
        eachRow: (cells) => {
          isOurs ||= hasIssueHeads(cells);
        },
      });
      if (isOurs) own = part;
    }
    return { looks, own };
  }

  private async hasNotes(part: SheetPart): Promise<boolean> {
    return (await this.pack.relationships(part.part)).some(({ type }) => type === 'comments');
  }

  private place(looks: ReadonlyMap<string, LookedAt>): PlacedIssue[] {
    const { issues, shape } = this.request;
    return issues.map((issue) => {
      const sheet = sheetOfIssue(issue, shape);
      return placeIssue(issue, sheet === null ? null : (looks.get(sheet) ?? null), shape);
    });
  }

  // -------------------------------------------------------------------------------------------------- 2. styles

  /** `earlier` says what the annotation before this one counted; its paint is off the styles. */
  private async styles(hasOwn: boolean): Promise<{ styles: StyleEdit; part: string; earlier: string | null }> {
    const { pack } = this;
    const known = (await pack.relationships(pack.workbook)).find(({ type }) => type === 'styles')?.part;
    const part = known !== undefined && pack.has(known) ? known : `${folderOf(pack.workbook)}styles.xml`;
    if (!pack.has(part)) {
      if (known === undefined) await pack.relate(pack.workbook, 'styles', part);
      await pack.declare(part, 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml');
    }
    const styles = new StyleEdit((await pack.text(part)) ?? StyleEdit.empty(pack.namespaces.main));
    const properties = await readCustomProperties(pack);
    const before = properties.get('TieoutIssues');
    if (!hasOwn && !properties.has('TieoutValidation')) return { styles, part, earlier: null };
    // LibreOffice gives every fill a background of its own, for programs that do not know its colours.
    styles.clearPaint(!/<Application>(?:Libre|Open)Office/.test((await pack.text('docProps/app.xml')) ?? ''));
    const earlier =
      before === undefined ? null : `When this workbook was annotated before, it had ${issueCount(Number(before))}.`;
    return { styles, part, earlier };
  }

  // ------------------------------------------------------------------------------------------ 3. sheets and notes

  private async editSheet(
    sheet: { part: SheetPart; look: LookedAt | null; marks: readonly CellMark[] },
    styles: StyleEdit,
    textOf: (part: string) => AsyncIterable<string>,
  ): Promise<void> {
    const { pack } = this;
    const { part, look, marks } = sheet;
    if (look === null) return;
    const related = await pack.relationships(part.part);
    const commentsPart = related.find(({ type }) => type === 'comments')?.part ?? null;
    const drawingPart = related.find(({ id }) => id === look.notesDrawing)?.part ?? null;
    const read = async (name: string | null): Promise<string | null> => (name === null ? null : pack.text(name));
    const edit = new NoteEdit(await read(commentsPart), await read(drawingPart), pack.namespaces.main);
    const changed = edit.annotated;
    edit.clear();
    const notes = this.notesOf(edit, part, marks);
    if (!changed && marks.length === 0) return;
    const places = { comments: commentsPart, drawing: drawingPart };
    const { comments, drawing, drawingId } = await this.placesOfNotes(part, places, notes.length > 0);
    const sheetEdit = new SheetEdit({
      marks,
      painted: (base, paint) => styles.painted(base, paint),
      notesDrawing: look.notesDrawing === null ? drawingId : null,
      office: pack.namespaces.office,
    });
    if (marks.length > 0) pack.replace(part.part, () => sheetEdit.chunks(textOf(part.part)), false);
    let written: SheetNotes | null = null;
    const write = (): SheetNotes => (written ??= edit.write(notes, sheetEdit.geometry));
    if (comments !== null) pack.replace(comments, () => [write().comments], true);
    if (drawing !== null) pack.replace(drawing, () => [write().drawing], true);
  }

  private notesOf(edit: NoteEdit, part: SheetPart, marks: readonly CellMark[]): CellNote[] {
    const taking = marks.filter(({ row, column }) => edit.takesNote(row, column));
    if (taking.length < marks.length) {
      const count = marks.length - taking.length;
      const cells =
        count === 1 ? `1 marked cell of ${part.name} carries` : `${count} marked cells of ${part.name} carry`;
      this.lines.push(`${cells} a thread of comments, which leaves no room for a note.`);
    }
    if (taking.length > NOTES_PER_SHEET_MAX) {
      this.lines.push(
        `The first ${NOTES_PER_SHEET_MAX} of the ${taking.length} marked cells of ${part.name} have a note; ` +
          'all are filled, and all issues are listed here.',
      );
    }
    return taking
      .slice(0, NOTES_PER_SHEET_MAX)
      .map(({ row, column, issues }) => ({ row, column, runs: noteRuns(issues) }));
  }

  /** The parts the sheet's notes live in, made when it has none; `null` where nothing has to be written. */
  private async placesOfNotes(
    part: SheetPart,
    known: { comments: string | null; drawing: string | null },
    needed: boolean,
  ): Promise<{ comments: string | null; drawing: string | null; drawingId: string | null }> {
    const { pack } = this;
    if (!needed) return { ...known, drawingId: null };
    const folder = folderOf(pack.workbook);
    const comments = known.comments ?? pack.freeName(`${folder}comments`, 'xml');
    const drawing = known.drawing ?? pack.freeName(`${folder}drawings/vmlDrawing`, 'vml');
    // The names are taken from here on.
    if (known.comments === null) {
      pack.set(comments, '');
      await pack.relate(part.part, 'comments', comments);
      await pack.declare(comments, COMMENTS_TYPE);
    }
    if (known.drawing !== null) return { comments, drawing, drawingId: null };
    pack.set(drawing, '');
    await pack.declareExtension('vml', DRAWING_TYPE);
    return { comments, drawing, drawingId: await pack.relate(part.part, 'vmlDrawing', drawing) };
  }

  // ---------------------------------------------------------------------------------------------------- 4. words

  private title(): string {
    const { issues, fileName } = this.request;
    const errors = issues.filter(({ severity }) => severity === 'error').length;
    const warnings = issues.length - errors;
    if (issues.length === 0) return `No issues in ${fileName}`;
    const parts = [
      errors === 1 ? '1 error' : `${errors} errors`,
      warnings === 1 ? '1 warning' : `${warnings} warnings`,
    ];
    return `${parts.join(' and ')} in ${fileName}`;
  }

  private sayWhatIsCut(placed: readonly PlacedIssue[]): void {
    if (placed.length > ISSUE_ROWS_MAX) {
      this.lines.push(`Listed are the first ${ISSUE_ROWS_MAX} of ${placed.length} issues: a sheet holds no more rows.`);
    }
    if (placed.length > ISSUE_LINKS_MAX) {
      this.lines.push(`The first ${ISSUE_LINKS_MAX} issues are linked to their cells: a sheet holds no more links.`);
    }
  }
}

function issueCount(count: number): string {
  return count === 1 ? '1 issue' : `${count} issues`;
}

function folderOf(part: string): string {
  return part.slice(0, part.lastIndexOf('/') + 1);
}
