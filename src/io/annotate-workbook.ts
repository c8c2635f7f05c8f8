/**
 * The user's own workbook back, with the issues of its check marked in it: bad cells filled and noted, a sheet that
 * lists the issues with links, and unseen whose check it was. A CSV or JSON file comes back as a workbook of its rows.
 * Promise: the workbook is edited part by part in its ZIP, so charts, pivot tables, drawings, validations, formulas and
 * formats stay byte for byte what they were; only macros and signatures cannot stay, and are named. The file itself is
 * never written over, and a half-written workbook is never left behind.
 * Does not: decide what an issue is.
 *
 * Why not exceljs here. Measured with 4.4.0 on ordinary workbooks: loading fails on a note written by openpyxl; four
 * whole-column validations cost 90 s and 1.2 GB; charts and pivot tables go; a table loses its header row, a dynamic
 * name its formula, a filter's hidden name its sheet, and Excel then "repairs" the file.
 */
import { mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { UsageFault } from '../core/faults.js';
import type { Issue } from '../core/nouns.js';
import { annotateXlsx } from './annotate/annotate-xlsx.js';
import { writeDeliveredWorkbook } from './annotate/delivered-workbook.js';
import type { FileShape } from './annotate/place-issues.js';
import { openExtract } from './open-extract.js';
import { READ_LIMITS } from './read-limits.js';

export interface AnnotateRequest {
  /** The file as the user named it. */
  readonly file: string;
  /** The kept copy: what was checked is what is annotated. */
  readonly kept: string;
  /** Replaced when it is there. */
  readonly output: string;
  readonly tempFolder: string;
  /** In the order they are to be listed. */
  readonly issues: readonly Issue[];
  /** JSON: names of the arrays that hold lines. */
  readonly lineArrays: readonly string[];
  /** CSV and JSON: our column → index of its header cell. */
  readonly columns: ReadonlyMap<string, number>;
  /** Of the check, for matching the workbook when it comes back. */
  readonly validation: string;
  /** Fingerprint. */
  readonly definitions: string;
}

export interface AnnotateLimits {
  readonly fileBytesMax: number;
}

/** A workbook of this size packed holds more than anybody corrects by hand. */
export const ANNOTATE_LIMITS: AnnotateLimits = { fileBytesMax: 100 * 1024 * 1024 };

const MADE_BYTES_MAX = 3 * 1024 * 1024 * 1024;
const ZIP_MAGIC = 'PK';
/** Of a workbook: its issues name their cells. */
const AS_IT_LIES: FileShape = { sheet: null, rowOffset: 0, headerRow: null, columns: new Map() };

/** What can be refused before the file is checked; a `UsageFault` says what to do. */
export async function refuseAnnotation(file: string, output: string, limits = ANNOTATE_LIMITS): Promise<void> {
  const [from, to] = [await stat(file), await stat(output).catch(() => null)];
  const same =
    to !== null &&
    ((from.ino === to.ino && from.dev === to.dev) || (await realpath(file)) === (await realpath(output)));
  if (same) {
    throw new UsageFault('The annotated workbook would replace the file that is checked.', {
      remedy: 'Give --annotate another name.',
    });
  }
  if (to?.isDirectory() === true) {
    throw new UsageFault(`${output} is a folder.`, { remedy: 'Name an .xlsx file in it.' });
  }
  const folder = await stat(dirname(output)).catch(() => null);
  if (folder?.isDirectory() !== true) {
    throw new UsageFault(`There is no folder ${dirname(output)}.`, { remedy: 'Make it, or name another file.' });
  }
  if (from.size > limits.fileBytesMax) {
    const megabytes = Math.floor(limits.fileBytesMax / 1024 / 1024);
    throw new UsageFault(`The file has ${from.size} bytes; at most ${megabytes} MB are annotated.`, {
      remedy: 'Leave --annotate out (--json lists every issue), or split the file.',
    });
  }
}

/** Throws a `FileProblem` when the file cannot be read at all. */
export async function annotateWorkbook(request: AnnotateRequest): Promise<void> {
  await refuseAnnotation(request.file, request.output);
  const part = join(dirname(request.output), `.${basename(request.output)}.${process.pid}.part`);
  const made = join(request.tempFolder, `${basename(part)}.rows`);
  try {
    await mkdir(request.tempFolder, { recursive: true });
    if (await isZip(request.kept)) await annotate(request, { path: request.kept, output: part }, AS_IT_LIES, []);
    else await annotateRows(request, made, part);
    await rename(part, request.output);
  } finally {
    await rm(part, { force: true });
    await rm(made, { force: true });
  }
}

async function annotateRows(request: AnnotateRequest, made: string, output: string): Promise<void> {
  const { kept: path, lineArrays, tempFolder, columns } = request;
  const name = basename(request.file);
  const extract = await openExtract(path, { name, lineArrays, tempFolder });
  try {
    const { sheet, headerRow, rowOffset } = await writeDeliveredWorkbook(
      { path, name, extract, limits: READ_LIMITS },
      made,
    );
    const lines = [
      `${name} holds text, so every cell here is text: it can be corrected here and delivered as a workbook.`,
    ];
    if (rowOffset > 0) {
      lines.push(
        'The names stand in row 1, so row 1 of the file stands in row 2, and so on; the column Row counts as the file ' +
          'does.',
      );
    }
    await annotate(request, { path: made, output }, { sheet, headerRow, rowOffset, columns }, lines);
  } finally {
    await extract.close();
  }
}

async function annotate(
  request: AnnotateRequest,
  files: { readonly path: string; readonly output: string },
  shape: FileShape,
  lines: readonly string[],
): Promise<void> {
  const { issues, validation, definitions } = request;
  await annotateXlsx({
    ...files,
    fileName: basename(request.file),
    issues,
    shape,
    lines: [
      'Errors are filled salmon, warnings yellow; each filled cell has a note. Correct the cells and deliver this ' +
        'workbook.',
      ...lines,
      `Check ${validation}, definitions ${definitions}.`,
    ],
    validation,
    definitions,
    // A sheet made of text unpacks to many times the file; it is ours, so it is no bomb.
    limits: shape.sheet === null ? READ_LIMITS : { ...READ_LIMITS, inflatedBytesMax: MADE_BYTES_MAX },
  });
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1', 0, bytesRead) === ZIP_MAGIC;
  } finally {
    await file.close();
  }
}
