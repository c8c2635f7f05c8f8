/**
 * Prepared documents → outcomes. In this order, the first that applies wins: unreadable, excluded, held, waiting,
 * loaded.
 * Promise: every rule that fires is a reason in file order; a document that is loaded already is never changed by a
 * rule, it is unchanged, or held with the difference named; the same facts always give the same outcome.
 * Does not: read or write anything; look-ups were answered before.
 */
import type { CompiledDataset } from './compile-dataset.js';
import type { RulePhase } from './dataset-rules.js';
import { fillMessage } from './fill-message.js';
import { formatValue } from './format-value.js';
import type { Reason, RuleDefinition } from './mapping-grammar.js';
import type { Value } from './nouns.js';
import { deliveredText, note, reason } from './document-notes.js';
import { hoist } from './hoist.js';
import { hasFailed } from './prepare-document.js';
import { hasExclusions, linesLeft } from './subjects.js';
import type { BatchFacts, Values, WorkDocument, WorkLine } from './work.js';

/** Values every rule may ask for, whatever the document. */
export function setBatchFacts(documents: readonly WorkDocument[], dataset: CompiledDataset, batch: BatchFacts): void {
  for (const document of documents) {
    Object.assign(document.values, dataset.profileFacts, { 'batch.asOf': batch.asOf, 'batch.origin': batch.origin });
    if (batch.origin === 'sage') document.values['batch.adopts'] = true;
  }
}

/** Defaults and other `set` rules, before anything is looked up. Each is a listed alteration. */
export async function applySetRules(documents: readonly WorkDocument[], dataset: CompiledDataset): Promise<void> {
  await eachFired(
    documents,
    dataset.rules.setDocument,
    (document) => [document],
    (document, values, rule) => {
      setValue(document, values, document.rowNumbers[0] ?? 0, rule);
    },
  );
  hoist(dataset.rules.setLine.hoist, documents);
  await eachFired(
    documents,
    dataset.rules.setLine,
    (document) => document.lines,
    (document, values, rule, row) => {
      setValue(document, values, row, rule);
    },
  );
}

function setValue(document: WorkDocument, values: Values, row: number, rule: RuleDefinition): void {
  const { column, from, value } = rule.set!;
  const before = values[column] ?? null;
  const after = from === undefined ? (value ?? null) : (values[from] ?? document.values[from] ?? null);
  if (after === null || after === before) return;
  values[column] = after;
  note(
    document,
    {
      column,
      kind: 'defaulted',
      because: rule.because,
      before: before === null ? null : String(before),
      after: String(after),
    },
    row,
  );
}

/** Judges a chunk. Documents known to be unchanged by their source hash are not asked again. */
export async function judgeDocuments(documents: readonly WorkDocument[], dataset: CompiledDataset): Promise<void> {
  const { rules } = dataset;
  const readable = documents.filter((document) => !isUnreadable(document));
  for (const document of readable) document.values['document.loaded'] = document.known?.loadedBatch != null;
  await eachFired(
    readable,
    rules.exclude,
    (document) => [document],
    (document, values, rule) => {
      const loaded = document.known?.loadedBatch != null;
      if (loaded && rule.afterLoading === 'withdrawn') withdrawn(document, values, rule, dataset);
      else if (!loaded) document.reasons.push(fromRule('excluded', rule, values, document, null, dataset));
      else if (rule.afterLoading === 'left') left(document, values, rule, dataset);
    },
  );
  const asked = readable.filter((document) => !document.reasons.some((entry) => entry.outcome === 'excluded'));
  hoist(rules.excludeLine.hoist, asked);
  await eachFired(
    asked,
    rules.excludeLine,
    (document) => document.lines,
    (document, values, rule, row, line) => {
      if (line !== null && line.excludedBy === null)
        line.excludedBy = fromRule('excluded', rule, values, document, row, dataset);
    },
  );
  for (const document of asked) forgiveExcludedRows(document);
  await listDifferences(readable, dataset);
  await eachFired(
    asked,
    rules.judgeDocument,
    (document) => [document],
    (document, values, rule) => {
      document.reasons.push(fromRule(outcomeOf(rule), rule, values, document, null, dataset));
    },
  );
  hoist(rules.judgeLine.hoist, asked);
  await eachFired(asked, rules.judgeLine, linesLeft, (document, values, rule, row) => {
    document.reasons.push(fromRule(outcomeOf(rule), rule, values, document, row, dataset));
  });
  for (const document of documents) settle(document, dataset);
}

/** What another system owns is left out, and still said where it differs. */
async function listDifferences(documents: readonly WorkDocument[], dataset: CompiledDataset): Promise<void> {
  const { listLine } = dataset.rules;
  if (listLine.rules.length === 0) return;
  hoist(listLine.hoist, documents);
  await eachFired(documents, listLine, linesLeftOut, (document, values, rule, row) => {
    document.reasons.push(fromRule('warned', rule, values, document, row, dataset));
  });
}

function linesLeftOut(document: WorkDocument): readonly WorkLine[] {
  const whole = document.reasons.some((entry) => entry.outcome === 'excluded');
  return whole ? document.lines : document.lines.filter((line) => line.excludedBy !== null);
}

/**
 * What is wrong with a row that is excluded on its own does not hold the rest of the document; a number used twice
 * does.
 */
function forgiveExcludedRows(document: WorkDocument): void {
  if (!hasExclusions(document.lines)) return;
  const excluded = new Set(document.lines.filter((line) => line.excludedBy !== null).map((line) => line.row));
  document.reasons = document.reasons.filter(
    (entry) => entry.row === null || !excluded.has(entry.row) || entry.code === 'line.duplicate',
  );
}

function outcomeOf(rule: RuleDefinition): Reason['outcome'] {
  if (rule.do === 'hold') return 'held';
  return rule.do === 'wait' ? 'waiting' : 'warned';
}

export function isUnreadable(document: WorkDocument): boolean {
  return (
    document.group.keyless ||
    document.reasons.some((entry) => STRUCTURAL.has(entry.code.split('.')[0]!) && entry.severity === 'error') ||
    document.reasons.some((entry) => entry.code === 'document.header-disagrees')
  );
}

/** Issue families that say a row could not be read or breaks its schema: asked before anything else. */
const STRUCTURAL: ReadonlySet<string> = new Set(['cell', 'value', 'row']);

function withdrawn(document: WorkDocument, values: Values, rule: RuleDefinition, dataset: CompiledDataset): void {
  const found = fromRule('held', rule, values, document, null, dataset);
  document.reasons.push({
    ...found,
    code: 'document.withdrawn-after-loading',
    message: `${found.message} It was loaded before: Sage still holds it. Reverse it there, or set it back in Procore.`,
  });
}

/** A master the source gives up: nothing else is asked of it, and what Sage has of it stays. */
function left(document: WorkDocument, values: Values, rule: RuleDefinition, dataset: CompiledDataset): void {
  const found = fromRule('excluded', rule, values, document, null, dataset);
  document.reasons.push({ ...found, message: `${found.message} It was loaded before and stays as it is in Sage.` });
}

type Then = (document: WorkDocument, values: Values, rule: RuleDefinition, row: number, line: WorkLine | null) => void;

async function eachFired(
  documents: readonly WorkDocument[],
  phase: RulePhase,
  subjectsOf: (document: WorkDocument) => readonly (WorkDocument | WorkLine)[],
  then: Then,
): Promise<void> {
  if (phase.rules.length === 0) return;
  const subjects = documents.map(subjectsOf);
  const facts: Values[] = [];
  for (const own of subjects) for (let at = 0; at < own.length; at++) facts.push(own[at]!.values);
  const decisions = await phase.judge.decide(facts);
  let next = 0;
  for (let at = 0; at < documents.length; at++) {
    for (const subject of subjects[at]!) {
      const fired = decisions[next++]!;
      if (fired.length > 0) fire(documents[at]!, subject, fired, phase, then);
    }
  }
}

function fire(
  document: WorkDocument,
  subject: WorkDocument | WorkLine,
  fired: readonly number[],
  phase: RulePhase,
  then: Then,
): void {
  const line = 'excludedBy' in subject ? subject : null;
  const row = line === null ? (document.rowNumbers[0] ?? 0) : line.row;
  for (const index of fired) {
    const rule = phase.rules[index]!;
    // A code that is wrong in itself is one trouble, not two: no rule is asked about it.
    if (hasFailed(document, row, phase.columns[index]!) || isHeldByLookup(document, row, rule)) continue;
    then(document, subject.values, rule, row, line);
  }
}

/** A value that no look-up knows is one trouble: what else it differs from says nothing. */
function isHeldByLookup(document: WorkDocument, row: number, { column }: RuleDefinition): boolean {
  return (
    column !== undefined &&
    document.reasons.some(
      (entry) =>
        entry.outcome === 'held' &&
        entry.rule === null &&
        entry.column === column &&
        (entry.row === row || entry.row === null),
    )
  );
}

function fromRule(
  outcome: Reason['outcome'],
  rule: RuleDefinition,
  values: Values,
  document: WorkDocument,
  row: number | null,
  dataset: CompiledDataset,
): Reason {
  const read = (name: string): Value | undefined => values[name] ?? document.values[name];
  const message = fillMessage(rule.message, read, dataset.kinds);
  const column = rule.column ?? null;
  const seenIn = (name: string): string =>
    deliveredText(document, row, name) ?? formatValue(read(name)!, dataset.kinds.get(name) ?? 'text');
  return {
    ...reason(outcome, rule.code, message, { column, row, rule: rule.id, allowed: rule.allowed ?? null }),
    value: column === null || read(column) == null ? null : seenIn(column),
  };
}

// --------------------------------------------------------------------------------------------------- outcome

function settle(document: WorkDocument, dataset: CompiledDataset): void {
  turnWarningsIntoHolds(document, dataset);
  if (isUnreadable(document)) document.outcome = 'held';
  else if (hasReason(document, 'excluded')) document.outcome = 'excluded';
  else if (hasReason(document, 'held')) document.outcome = 'held';
  else if (hasReason(document, 'waiting')) document.outcome = 'waiting';
  else if (linesLeft(document).length === 0) excludeWhole(document);
  else document.outcome = 'loaded';
  if (document.outcome === 'held') dropOvertaken(document);
  if (document.outcome === 'excluded') keepOnly(document, ['excluded', 'warned']);
  if (isUnreadable(document)) {
    keepOnly(document, ['held']);
    for (const line of document.lines) line.excludedBy = null;
  }
}

function hasReason({ reasons }: WorkDocument, outcome: Reason['outcome']): boolean {
  for (const entry of reasons) if (entry.outcome === outcome) return true;
  return false;
}

/** Nobody waits for a value that is wrong: a division that does not exist, a group code. */
function dropOvertaken(document: WorkDocument): void {
  const held = new Set(
    document.reasons.filter((entry) => entry.outcome === 'held').map((entry) => `${entry.row}:${entry.column}`),
  );
  document.reasons = document.reasons.filter(
    (entry) => entry.outcome !== 'waiting' || !held.has(`${entry.row}:${entry.column}`),
  );
}

/** A document all of whose lines are excluded is excluded itself, by the first of those rules. */
function excludeWhole(document: WorkDocument): void {
  document.outcome = 'excluded';
  document.reasons.push({ ...document.lines[0]!.excludedBy!, row: null });
}

function keepOnly(document: WorkDocument, outcomes: readonly string[]): void {
  document.reasons = document.reasons.filter((entry) => outcomes.includes(entry.outcome));
}

function turnWarningsIntoHolds(document: WorkDocument, dataset: CompiledDataset): void {
  const strict = dataset.profile.warningsAsHolds;
  if (strict.length === 0) return;
  for (const [index, entry] of document.reasons.entries()) {
    if (entry.outcome === 'warned' && strict.includes(entry.code)) {
      document.reasons[index] = { ...entry, outcome: 'held', severity: 'error' };
    }
  }
}
