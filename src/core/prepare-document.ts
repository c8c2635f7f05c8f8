/**
 * From assembled documents to documents that know everything a rule may ask: codes in their masks, names resolved,
 * defaults set, values derived, look-ups answered. Works on a chunk, so that each look-up is one question a chunk.
 * Promise: steps run in an order in which every value a step needs is there; trouble becomes a reason, never a guess.
 * Does not: decide the outcome (judge-document does).
 */
import type { CompiledDataset } from './compile-dataset.js';
import type { CompiledCode } from './compile-codes.js';
import type { LookupStep, PlanStep } from './compile-plan.js';
import { note, reason } from './document-notes.js';
import { hoist } from './hoist.js';
import { fillMessage } from './fill-message.js';
import type { LookupPort } from './ports.js';
import { resolveNames } from './resolve-names.js';
import { subjects, type Subject } from './subjects.js';
import { suggestions } from './suggestions.js';
import type { Values, WorkDocument } from './work.js';

const SEPARATOR = '\u0001';

/** Codes into their masks, then lines by their identity: a budget's lines are told apart by formatted codes. */
export function formatDocuments(documents: readonly WorkDocument[], dataset: CompiledDataset): void {
  for (const document of documents) {
    formatCodes(document, dataset);
    dataset.nameLines(document);
  }
}

/** Names resolved, values derived, look-ups answered. Needs formatted codes and set defaults. */
export async function answerDocuments(
  documents: readonly WorkDocument[],
  dataset: CompiledDataset,
  lookups: LookupPort,
): Promise<void> {
  for (const step of dataset.plan) await runStep(step, documents, lookups);
}

/** Numbers for documents that load. Needs their outcome. */
export async function numberDocuments(
  documents: readonly WorkDocument[],
  dataset: CompiledDataset,
  lookups: LookupPort,
): Promise<void> {
  for (const step of dataset.latePlan) await runStep(step, documents, lookups);
}

async function runStep(step: PlanStep, documents: readonly WorkDocument[], lookups: LookupPort): Promise<void> {
  if (step.kind === 'resolve') return resolveNames(step, documents, lookups);
  hoist(step.hoist, documents);
  if (step.kind === 'derive') {
    for (const document of documents) step.derive(document);
    return;
  }
  return lookUp(step, documents, lookups);
}

// ----------------------------------------------------------------------------------------------------- codes

function formatCodes(document: WorkDocument, dataset: CompiledDataset): void {
  for (const code of dataset.codes) {
    if (code.level === 'header') formatOne(document, document.values, document.rowNumbers[0] ?? 0, code);
    else for (const line of document.lines) formatOne(document, line.values, line.row, code);
  }
}

function formatOne(document: WorkDocument, values: Values, row: number, code: CompiledCode): void {
  const before = code.read(values);
  if (before == null) return;
  const { reasons } = document;
  // What broke its schema already has its issue.
  if (
    reasons.length > 0 &&
    reasons.some(({ column, row: at }) => column === code.column && (code.level === 'header' || at === row))
  )
    return;
  const result = code.format(String(before));
  if (!result.ok) {
    (document.failedCodes ??= new Set()).add(`${code.level === 'header' ? '*' : row}:${code.column}`);
    document.reasons.push({
      outcome: 'held',
      severity: 'error',
      code: result.code,
      message: result.message,
      column: code.column,
      row: code.level === 'header' ? null : row,
      value: String(before),
      allowed: result.allowed ?? null,
      nearest: result.nearest ?? null,
      rule: null,
      waitsFor: null,
    });
    return;
  }
  if (result.value === before) return;
  code.write(values, result.value);
  if (result.listed) {
    note(
      document,
      {
        column: code.column,
        kind: 're-formatted',
        because: result.because,
        before: String(before),
        after: result.value,
      },
      row,
    );
  }
}

// -------------------------------------------------------------------------------------------------- look-ups

interface Asking {
  readonly document: WorkDocument;
  readonly subject: Subject;
  readonly key: readonly string[];
}

const NONE: readonly Values[] = [];

async function lookUp(step: LookupStep, documents: readonly WorkDocument[], lookups: LookupPort): Promise<void> {
  step.makeRoom();
  const asking: Asking[] = [];
  const parts = step.keyParts.map(() => '');
  for (const document of documents) {
    // A document is answered in the order of its lines: its first that must be asked for makes the others wait.
    let waits = false;
    for (const subject of subjects(document, step.definition.on)) {
      if (!step.applies(subject.values) || hasFailed(document, subject.row, step.sources)) continue;
      if (!readKey(step, subject.values, parts)) continue;
      const known: readonly Values[] = (waits ? undefined : step.known(parts)) ?? NONE;
      waits = known.length === 0;
      if (waits) asking.push({ document, subject, key: [...parts] });
      else answer(step, document, subject, known);
    }
  }
  if (asking.length === 0) return;
  const keys = unknownKeys(step, asking);
  if (step.definition.max)
    return answerMax(
      step,
      asking,
      await lookups.max(step.definition.table, step.keyColumns, step.definition.take[0]!, [...keys.values()]),
    );
  await step.learn(lookups, keys);
  const missing: Asking[] = [];
  for (const ask of asking) {
    const rows = step.known(ask.key);
    const given = rows !== undefined && rows.length > 0 ? rows : ofParents(step, ask.key);
    if (given === undefined) missing.push(ask);
    else answer(step, ask.document, ask.subject, given);
  }
  if (missing.length > 0 && step.definition.missing !== undefined) await reportMissing(step, missing, lookups);
}

/** The keys that must be asked for, with those of parent lines, each once, by their texts. */
function unknownKeys(step: LookupStep, asking: readonly Asking[]): Map<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>();
  for (const { key } of asking) {
    if (step.known(key) !== undefined) continue;
    keys.set(key.join(SEPARATOR), key);
    for (const parent of parents(step, key)) keys.set(parent.join(SEPARATOR), parent);
  }
  return keys;
}

/** A code that is wrong in itself is one trouble, not two: nothing is looked up by it. */
export function hasFailed({ failedCodes }: WorkDocument, row: number, columns: readonly string[]): boolean {
  return (
    failedCodes !== null &&
    columns.some((column) => failedCodes.has(`${row}:${column}`) || failedCodes.has(`*:${column}`))
  );
}

function answerMax(step: LookupStep, asking: readonly Asking[], found: ReadonlyMap<string, number>): void {
  for (const { subject, key } of asking) step.takes[0]!.write(subject.values, found.get(key.join(SEPARATOR)) ?? 0);
}

/** Fills in the parts. False where one that must be there is absent: then nothing is asked. */
function readKey({ keyParts }: LookupStep, values: Values, parts: string[]): boolean {
  for (let at = 0; at < keyParts.length; at++) {
    const { read, mayBeBlank } = keyParts[at]!;
    const value = read(values);
    if (value == null && !mayBeBlank) return false;
    parts[at] = value == null ? '' : String(value);
  }
  return true;
}

/** What the nearest parent line has that is known. */
function ofParents(step: LookupStep, key: readonly string[]): readonly Values[] | undefined {
  return parents(step, key)
    .map((parent) => step.known(parent))
    .find((rows) => rows !== undefined && rows.length > 0);
}

const NO_PARENTS: readonly (readonly string[])[] = [];

/** The keys of the parent lines of `1.1.2`: those of `1.1` and `1`. */
function parents({ parentIndex: at }: LookupStep, key: readonly string[]): readonly (readonly string[])[] {
  if (at < 0) return NO_PARENTS;
  const all: (readonly string[])[] = [];
  let line = key[at]!;
  while (line.includes('.')) {
    line = line.slice(0, line.lastIndexOf('.'));
    const parent = line;
    all.push(key.map((part, index) => (index === at ? parent : part)));
  }
  return all;
}

function answer(step: LookupStep, document: WorkDocument, subject: Subject, rows: readonly Values[]): void {
  const { definition } = step;
  if (rows.length > 1 && definition.unique !== undefined) {
    document.reasons.push(
      reason(
        'held',
        definition.unique.code,
        fillMessage(definition.unique.message, (name) => subject.values[name], step.kinds),
        {
          column: definition.missing?.column ?? null,
          row: definition.on === 'line' ? subject.row : null,
          nearest: rows.slice(0, 5).map((row) => String(row[definition.take[0]!])),
        },
      ),
    );
    return;
  }
  const { values } = subject;
  const row = rows[0]!;
  step.setExists(values, true);
  for (const { read, write } of step.takes) {
    const value = read(row);
    if (value != null) write(values, value);
  }
}

async function reportMissing(step: LookupStep, missing: readonly Asking[], lookups: LookupPort): Promise<void> {
  const rule = step.definition.missing!;
  if (rule.ifLoaded && !(await lookups.anyRow(step.definition.table))) return;
  const suggested = new Map<string, string[]>();
  for (const { document, subject, key } of missing) {
    const column = rule.column ?? step.keyParts.find((part) => part.literal === null)?.name ?? null;
    const value = column === null ? null : (subject.values[column] ?? null);
    const close = await suggestions(step, key, String(value ?? ''), rule, suggested, lookups);
    const message =
      fillMessage(rule.message, (name) => subject.values[name], step.kinds) +
      (close.length > 0 ? ` Nearest: ${close.join(', ')}.` : '');
    document.reasons.push({
      ...reason(rule.outcome, rule.code, message, {
        column,
        row: step.definition.on === 'line' ? subject.row : null,
        nearest: close,
      }),
      value: value === null ? null : String(value),
      waitsFor: rule.outcome === 'waiting' ? { table: step.definition.table, key } : null,
    });
  }
}
