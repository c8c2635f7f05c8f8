/**
 * Paths → opened, kept and recognised sheets of a batch. A file that cannot be used is one issue, the others go on.
 * Promise: what is read is the kept copy, never the delivered path; every file given is named, read or stopped.
 */
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Catalog } from '../../core/catalog.js';
import type { CompiledDataset } from '../../core/compile-dataset.js';
import { FileProblem, UsageFault } from '../../core/faults.js';
import { matchHeader, recognise, type Recognition } from '../../core/header-match.js';
import { nearest } from '../../core/nearest.js';
import { normalForm } from '../../core/spelling.js';
import { MatchedSheet } from '../../core/match-sheet.js';
import type { Issue, OpenExtract, Sheet } from '../../core/nouns.js';
import { fileIssue } from '../../core/to-issues.js';
import type { SourceRef } from '../../core/work.js';
import { isIssuesSheet } from '../../io/annotate/xlsx-issues-sheet.js';
import { cutText } from '../../core/visible-text.js';
import type { ExtractStore, StoredExtract } from '../../io/extract-store.js';
import { openExtract } from '../../io/open-extract.js';

const EXTENSIONS = new Set(['.csv', '.tsv', '.xlsx', '.json', '.ndjson']);

export interface OpenedFile {
  readonly name: string;
  /** Null when it could not be read at all. */
  readonly stored: StoredExtract | null;
  readonly sheets: MatchedSheet[];
  readonly stopped: boolean;
}

/** As a whole, or a sheet of it that does not add up to its total row. */
export function hasStopped(file: OpenedFile): boolean {
  return file.stopped || file.sheets.some((sheet) => sheet.stopped);
}

export interface OpenRequest {
  readonly catalog: Catalog;
  readonly dataset: string | null;
  readonly constants: Readonly<Record<string, string>>;
  readonly tempFolder: string;
  readonly batch: string;
}

export interface OpenedFiles {
  readonly files: OpenedFile[];
  readonly issues: Issue[];
  close(): Promise<void>;
}

/**
 * A folder means its own extracts, by name; never goldens, hidden files or Excel's lock files. What cannot be looked at
 * is listed too: opening it says why.
 */
export async function listExtracts(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const names = (await isFolder(path)) ? await readdir(path).catch(() => null) : null;
    if (names === null) {
      found.push(path);
      continue;
    }
    for (const name of names.sort()) {
      const skipped =
        name.startsWith('.') ||
        name.startsWith('~$') ||
        name.includes('.golden.') ||
        !EXTENSIONS.has(extname(name).toLowerCase());
      if (!skipped && !(await isFolder(join(path, name)))) found.push(join(path, name));
    }
  }
  return found;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** A constant that no dataset has a column for was misspelt: left out, its rows would be judged without it. */
export function refuseUnknownConstants(constants: Readonly<Record<string, string>>, catalog: Catalog): void {
  const unknown = Object.keys(constants).filter((name) =>
    catalog.datasets.every(({ schema }) => matchHeader([], schema, { [name]: '' }).unknownConstants.length > 0),
  );
  if (unknown.length === 0) return;
  const columns = [...new Set(catalog.datasets.flatMap(({ schema }) => schema.columns.map((column) => column.name)))];
  const close = nearest(unknown[0]!, columns, 1)[0];
  throw new UsageFault(`No dataset has the column ${unknown.map((name) => `"${name}"`).join(' or ')} of --set.`, {
    remedy: close === undefined ? 'Name a column of one of the schemas in rules/.' : `Did you mean ${close}?`,
  });
}

export async function openFiles(
  paths: readonly string[],
  store: ExtractStore,
  request: OpenRequest,
): Promise<OpenedFiles> {
  const issues: Issue[] = [];
  const files: OpenedFile[] = [];
  const open: OpenExtract[] = [];
  const lineArrays = lineArraysOf(request.catalog);
  for (const [index, path] of paths.entries()) {
    const name = basename(path);
    let stored: StoredExtract | null = null;
    try {
      stored = await store.keep(path, `${request.batch}-${index}`);
      const { sha256 } = stored;
      const extract = await openExtract(stored.path, { name, lineArrays, tempFolder: request.tempFolder });
      open.push(extract);
      // The list of issues of an annotated workbook comes back with it; it is ours, and no data.
      const ours = new Set(extract.sheets.filter(isIssuesSheet).map((sheet) => sheet.name));
      const given = extract.sheets.filter((sheet) => !ours.has(sheet.name));
      for (const note of extract.notes.filter(({ sheet }) => sheet === null || !ours.has(sheet))) {
        issues.push(fileIssue(note.code, note.message, { file: name, sheet: note.sheet, severity: 'warning' }));
      }
      if (holdsNoRecord(given)) {
        issues.push(noRecords(name));
        files.push({ name, stored, sheets: [], stopped: false });
        continue;
      }
      const sheets = given.flatMap((sheet) => matchSheet(sheet, name, sha256, request, issues));
      if (sheets.length === 0 && given.length !== 1) issues.push(noSheetFits(name, given));
      files.push({ name, stored, sheets, stopped: sheets.length === 0 });
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      issues.push(
        fileIssue(error.code, `${error.message} ${error.remedy}`, { file: name, sheet: error.sheet, row: error.row }),
      );
      files.push({ name, stored, sheets: [], stopped: true });
    }
  }
  return {
    files,
    issues,
    close: async () => {
      for (const extract of open) await extract.close();
    },
  };
}

/** JSON: names of the arrays that hold lines, of all datasets. */
export function lineArraysOf(catalog: Catalog): string[] {
  return [...new Set(catalog.datasets.flatMap((dataset) => dataset.schema.document.lines))];
}

/** An empty list of an interface: nothing happened that night. */
function holdsNoRecord(sheets: readonly Sheet[]): boolean {
  return sheets.length === 1 && sheets[0]!.headerRow === 0 && sheets[0]!.header.length === 0;
}

function noRecords(name: string): Issue {
  const message = `${name} holds no records: its list is empty. Nothing, unless records were expected.`;
  return fileIssue('file.no-records', message, { file: name, severity: 'warning' });
}

function noSheetFits(name: string, sheets: readonly Sheet[]): Issue {
  return fileIssue(
    'file.no-dataset',
    `None of the ${sheets.length} sheets of ${name} fits a dataset${sheetNames(sheets)}. ` +
      'Give a sheet the column names of a schema in rules/, or name the dataset with --dataset.',
    { file: name },
  );
}

function sheetNames(sheets: readonly Sheet[]): string {
  const names = sheets.flatMap((sheet) => sheet.name ?? []);
  return names.length === 0 ? '' : `: ${cutText(names.join(', '), 200)}`;
}

function matchSheet(sheet: Sheet, name: string, sha256: string, request: OpenRequest, issues: Issue[]): MatchedSheet[] {
  const place = { file: name, sheet: sheet.name, row: sheet.headerRow > 0 ? sheet.headerRow : null };
  const dataset = chooseDataset(sheet, name, request, issues, place);
  if (dataset === null) return [];
  const match = matchHeader(sheet.header, dataset.schema, request.constants);
  for (const duplicate of match.duplicates) {
    issues.push(
      fileIssue(
        'file.duplicate-column',
        `The headers ${duplicate.names.map((text) => `"${text}"`).join(' and ')} both mean ${duplicate.column}. ` +
          'Remove or rename one of them.',
        { ...place, dataset: dataset.name, column: duplicate.column },
      ),
    );
  }
  for (const missing of match.missing) {
    issues.push(
      fileIssue(
        'file.missing-column',
        `The column ${missing.join(' or ')} is missing; ${dataset.name} needs it. ` + `The file has ${namesOf(sheet)}.`,
        { ...place, dataset: dataset.name, column: missing[0] ?? null },
      ),
    );
  }
  if (match.duplicates.length > 0 || match.missing.length > 0) return [];
  for (const unknown of match.unknown) {
    if (unknown.name.trim() === '') continue;
    issues.push(
      fileIssue('file.unknown-column', `The column "${unknown.name}" is not one of ${dataset.name} and is left out.`, {
        ...place,
        dataset: dataset.name,
        header: unknown.name,
        severity: 'warning',
      }),
    );
  }
  for (const constant of match.unusedConstants) {
    const message = `--set ${constant} is not used: the file has that column itself. Leave the option away.`;
    issues.push(
      fileIssue('file.unused-constant', message, {
        ...place,
        dataset: dataset.name,
        column: constant,
        severity: 'warning',
      }),
    );
  }
  for (const { index, name: header, column } of match.outranked) {
    // Procore's objects name one thing in several ways by design.
    if (sheet.header[index]?.scope !== null) continue;
    const taken = sheet.header[match.indexes.get(column)!]!.name;
    const message =
      `The column "${header}" is left out: it means ${column}, which is read from "${taken}". ` +
      'Where they differ in a key or an amount, the row is held. Remove one of them.';
    issues.push(
      fileIssue('file.column-passed-over', message, {
        ...place,
        dataset: dataset.name,
        column,
        header,
        severity: 'warning',
      }),
    );
  }
  return [new MatchedSheet(sheet, dataset, match, sourceOf(sheet, name, sha256, match))];
}

function sourceOf(sheet: Sheet, name: string, sha256: string, match: ReturnType<typeof matchHeader>): SourceRef {
  const headers: Record<string, { header: string; letter: string | null }> = {};
  for (const [column, index] of match.indexes)
    headers[column] = { header: sheet.header[index]!.name, letter: sheet.header[index]!.letter };
  for (const column of match.constants.keys()) headers[column] = { header: `--set ${column}`, letter: null };
  return { file: name, sha256, sheet: sheet.name, headers, columns: new Set(Object.keys(headers)) };
}

function chooseDataset(
  sheet: Sheet,
  name: string,
  request: OpenRequest,
  issues: Issue[],
  place: { file: string; sheet: string | null; row: number | null },
): CompiledDataset | null {
  if (request.dataset !== null) return request.catalog.dataset.get(request.dataset)!;
  const found = recognise(
    sheet.header,
    request.catalog.datasets.map((dataset) => dataset.schema),
    [sheet.name ?? '', name],
    request.constants,
  );
  if (found.dataset !== null) return request.catalog.dataset.get(found.dataset)!;
  if (found.tied.length > 1) {
    issues.push(
      fileIssue(
        'file.ambiguous-dataset',
        `The columns fit ${found.tied.join(' and ')} equally well. ` +
          'Name the dataset with --dataset, or in the file name.',
        place,
      ),
    );
    return null;
  }
  const named = request.catalog.datasets
    .filter((dataset) => normalForm(name).includes(normalForm(dataset.name)))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (named !== undefined && sheet.name === null) return named;
  issues.push(
    fileIssue(
      'file.no-dataset',
      `No dataset fits the columns ${namesOf(sheet)}. ${nearestDataset(found.closest)}${withoutLines(sheet, request)}`,
      {
        ...place,
        severity: sheet.name === null ? 'error' : 'warning',
      },
    ),
  );
  return null;
}

/** Records of JSON without their lines have only half the columns. */
function withoutLines(sheet: Sheet, request: OpenRequest): string {
  if (sheet.headerRow > 0 || sheet.header.some(({ scope }) => scope === 'line')) return '';
  const arrays = lineArraysOf(request.catalog).join(', ');
  return ` None of its records has lines: purchase orders, invoices and the like need theirs (${arrays}).`;
}

function nearestDataset(closest: Extract<Recognition, { dataset: null }>['closest']): string {
  if (closest === null) {
    return (
      'Too few of them are known to tell what the file holds: give the columns the names of a schema in rules/, or ' +
      'name the dataset with --dataset or in the file name.'
    );
  }
  const missing = closest.missing.map((set) => set.join(' or ')).join(', ');
  return `The nearest is ${closest.dataset}, which also needs ${missing}.`;
}

/** The column names a sheet has, as delivered. */
function namesOf(sheet: Sheet): string {
  return sheet.header
    .map((cell) => cell.name)
    .filter(Boolean)
    .join(', ');
}
