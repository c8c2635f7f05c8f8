/**
 * A chunk of documents of one dataset, from grouped rows to outcomes: assemble, format, answer, judge, map, compare.
 * Promise: documents go through in chunks (`cut-chunks`), so memory holds a chunk and never a file; the outcome of a
 * document does not depend on which chunk it fell into.
 * Does not: open files or SQL transactions.
 */
import { compareTargets } from './compare-targets.js';
import type { CompiledDataset } from './compile-dataset.js';
import { compareKeys } from './cut-chunks.js';
import { shownKey } from './fill-message.js';
import { hashText } from './fingerprint.js';
import { applySetRules, isUnreadable, judgeDocuments, setBatchFacts } from './judge-document.js';
import { mapDocuments } from './map-document.js';
import { addCents } from './money.js';
import type { LookupPort } from './ports.js';
import { reason } from './document-notes.js';
import { answerDocuments, formatDocuments, numberDocuments } from './prepare-document.js';
import { hashToKeep, repeatedDocuments } from './repeated-documents.js';
import { hasExclusions } from './subjects.js';
import { suggestForRules } from './suggestions.js';
import type { BatchFacts, RowGroup, WorkDocument } from './work.js';

export interface JudgeContext {
  readonly dataset: CompiledDataset;
  readonly batch: BatchFacts;
  readonly lookups: LookupPort;
  /** Documents an approver accepted before: keys. */
  readonly accepted: ReadonlySet<string>;
  readonly definitions: string;
}

/** Judges groups together. All copies of a key that came in several files must be among them. */
export async function judgeChunk(groups: readonly RowGroup[], context: JudgeContext): Promise<WorkDocument[]> {
  const repeated = await repeatedDocuments(groups, context);
  const judged = await judgeGroups(
    groups.filter((group) => !repeated.has(group)),
    context,
  );
  for (const document of judged) repeated.set(document.group, document);
  return groups.map((group) => repeated.get(group)!);
}

async function judgeGroups(groups: readonly RowGroup[], context: JudgeContext): Promise<WorkDocument[]> {
  if (groups.length === 0) return [];
  const { dataset, batch, lookups } = context;
  const documents: WorkDocument[] = [];
  for (const group of groups) documents.push(assembled(group, dataset));
  // 1. What every rule may ask for.
  //    needs: assembled documents; gives: codes, defaults, derived values, look-up answers, measures, key, history
  formatDocuments(documents, dataset);
  setBatchFacts(documents, dataset, batch);
  await applySetRules(documents, dataset);
  await answerDocuments(documents, dataset, lookups);
  for (const document of documents) {
    measure(document, dataset);
    identify(document, dataset);
  }
  const known = await lookups.known(dataset.name, [...new Set(documents.map((document) => document.key))]);
  for (const document of documents) document.known = known.get(document.key) ?? null;
  const unreadable = new Set(documents.filter(isUnreadable));
  // 2. Judge what is not known to be the same as before.
  const asked = documents.filter((document) => !isSameAsLoaded(document, context));
  await judgeDocuments(asked, dataset);
  await suggestForRules(asked, dataset, lookups);
  // 3. Map and compare what may load.
  for (const document of asked) compareDespiteRules(document, dataset);
  const twins = twinsOf(documents);
  for (const copies of twins) holdConflict(copies);
  await settleLoading(
    asked.filter((document) => document.outcome === 'loaded'),
    context,
  );
  for (const document of asked) {
    if (document.outcome === 'unchanged') dropReasons(document);
    measureExcluded(document, dataset);
  }
  for (const copies of twins) countOnce(copies);
  for (const document of documents) document.deliveredHash = hashToKeep(document, unreadable.has(document));
  return documents;
}

function assembled(group: RowGroup, dataset: CompiledDataset): WorkDocument {
  // Before the lines take the values of their rows over.
  const hash = hashText(dataset.sourceText(group.rows));
  const document = dataset.assemble(group);
  document.sourceHash = hash;
  return document;
}

/**
 * Maps, compares and asks the approver. Where documents are given numbers they go one by one in the order of their
 * keys, and one that does not load gives its numbers back: neither files nor held documents shape Sage's numbers.
 */
async function settleLoading(documents: WorkDocument[], context: JudgeContext): Promise<void> {
  const { dataset, lookups } = context;
  const numbered = dataset.latePlan.length > 0;
  if (numbered) documents.sort((a, b) => compareKeys(a.key, b.key) || compareKeys(a.group.key, b.group.key));
  for (const turn of numbered ? documents.map((document) => [document]) : [documents]) {
    await numberDocuments(turn, dataset, lookups);
    mapDocuments(turn, dataset);
    await compareTargets(turn, dataset, lookups);
    for (const document of turn) askApprover(document, context);
    if (turn.some((document) => document.outcome === 'loaded')) dataset.numbers.keep();
    else dataset.numbers.takeBack();
  }
}

/** An unchanged document has nothing to answer for, and what was altered at its first load was listed then. */
function dropReasons(document: WorkDocument): void {
  document.alterations = document.alterations.filter((entry) => entry.kind === 'kept');
  document.reasons = document.reasons.filter((entry) => entry.outcome === 'warned');
}

/** A loaded document that came again with the same values: nothing can have changed, so nothing is asked. */
function isSameAsLoaded(document: WorkDocument, { definitions }: JudgeContext): boolean {
  const { known } = document;
  if (known === null || known.loadedBatch === null || known.state !== 'loaded') return false;
  if (known.sourceHash !== document.sourceHash || known.definitions !== definitions || isUnreadable(document))
    return false;
  document.outcome = 'unchanged';
  document.amountsExcluded = [...known.amountsExcluded];
  document.reasons = [];
  document.alterations = [];
  return true;
}

/**
 * What is loaded stands in Sage whatever a rule says of it today (a job closed since, a month closed since): it is only
 * compared. Its reasons come back when it differs.
 */
function compareDespiteRules(document: WorkDocument, dataset: CompiledDataset): void {
  if (dataset.mapping.reload !== 'hold' || document.known?.loadedBatch == null || isUnreadable(document)) return;
  if (document.outcome !== 'held' && document.outcome !== 'waiting') return;
  if (document.reasons.some((entry) => entry.code === 'document.withdrawn-after-loading')) return;
  document.outcome = 'loaded';
}

function askApprover(document: WorkDocument, context: JudgeContext): void {
  if (context.batch.accept !== 'manual' || document.outcome !== 'loaded' || context.accepted.has(document.key)) return;
  document.outcome = 'waiting';
  document.action = null;
  document.targets = [];
  document.reasons.push(
    reason(
      'waiting',
      'approval.pending',
      `${shownKey(document.key)} is right and waits for an approver. Accept it, or run with --accept auto.`,
    ),
  );
}

// ------------------------------------------------------------------------------------------- measures, key

/** Adds up the measures over all rows. A row with an unreadable cell in a measure's arithmetic adds nothing to it. */
function measure(document: WorkDocument, dataset: CompiledDataset): void {
  for (const [index, read] of dataset.measureReads.entries()) {
    const columns = dataset.measureColumns[index]!;
    let rows = 0;
    for (const { unreadable } of document.group.rows) if (isBad(unreadable, columns)) rows++;
    document.unreadable[index] = rows;
    let cents = 0;
    for (const { values, unreadable } of document.lines) {
      if (!isBad(unreadable, columns)) cents = addCents(cents, (read(values) ?? 0) as number);
    }
    document.amounts[index] = cents;
  }
}

function isBad(unreadable: readonly string[] | null, columns: readonly string[]): boolean {
  return unreadable !== null && unreadable.some((cell) => columns.includes(cell));
}

/** Rows excluded on their own, in a document that is otherwise good. */
function measureExcluded(document: WorkDocument, dataset: CompiledDataset): void {
  if (document.outcome !== 'loaded' && document.outcome !== 'unchanged') return;
  if (!hasExclusions(document.lines)) {
    document.amountsExcluded.fill(0);
    return;
  }
  for (const [index, read] of dataset.measureReads.entries()) {
    document.amountsExcluded[index] = document.lines.reduce(
      (cents, line) => (line.excludedBy === null ? cents : addCents(cents, (read(line.values) ?? 0) as number)),
      0,
    );
  }
}

/** The key in our books; parts that stay unknown fall back to the text the rows were grouped by. */
function identify(document: WorkDocument, dataset: CompiledDataset): void {
  if (document.group.keyless) return;
  const parts = dataset.mapping.identity.map((name) => document.values[name]);
  document.key = parts.some((part) => part == null)
    ? `~${document.group.key}`
    : parts.map((part) => String(part)).join('|');
}

// ----------------------------------------------------------------------------------------------------- twins

/** The same key in several files of one batch, or of the batch that left them open. */
function twinsOf(documents: readonly WorkDocument[]): readonly (readonly WorkDocument[])[] {
  const sets = new Map<string, WorkDocument[]>();
  for (const document of documents) {
    if (!document.group.twin) continue;
    const place = twinPlace(document.group);
    sets.set(place, [...(sets.get(place) ?? []), document]);
  }
  return [...sets.values()];
}

/** Copies that earlier batches left open under different keys are nobody's twins. */
function twinPlace({ key, carried }: RowGroup): string {
  return carried === null ? key : `${carried.key}\u0001${key}`;
}

function areEqual(copies: readonly WorkDocument[]): boolean {
  return copies.every((document) => document.sourceHash === copies[0]!.sourceHash);
}

/** Copies that differ are held until the document is delivered anew: nobody can say which is right. */
function holdConflict(copies: readonly WorkDocument[]): void {
  if (areEqual(copies)) return;
  for (const document of copies) asConflict(document, copies);
}

/** Equal copies count once, the others are unchanged. */
function countOnce(copies: readonly WorkDocument[]): void {
  if (!areEqual(copies)) return;
  for (const document of copies.slice(1)) asCopy(document, copies[0]!);
}

function asCopy(document: WorkDocument, first: WorkDocument): void {
  if (first.outcome === 'loaded') document.outcome = 'unchanged';
  document.action = null;
  document.targets = [];
  document.copyOf = first.source.file;
}

function asConflict(document: WorkDocument, all: readonly WorkDocument[]): void {
  const files = [...new Set(all.map((entry) => entry.source.file))].join(' and ');
  document.differs =
    `${shownKey(document.key)} stands in ${files} with different content. ` +
    'Deliver it once, or make the copies equal.';
  document.rivals = all.filter((entry) => entry !== document).map((entry) => entry.group);
  hold(document, document.differs);
}

function hold(document: WorkDocument, message: string): void {
  document.outcome = 'held';
  document.action = null;
  document.targets = [];
  for (const line of document.lines) line.excludedBy = null;
  document.reasons.push(reason('held', 'document.differs-between-files', message));
}
