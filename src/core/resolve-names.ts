/**
 * Names and Procore ids → codes, through the crosswalk.
 * Promise: one code, or a reason that names the candidates; a code beside a name or id that is somebody else's is a
 * reason too. Nothing is guessed.
 */
import type { ResolveStep } from './compile-plan.js';
import { note, reason } from './document-notes.js';
import type { Value } from './nouns.js';
import { nearNames } from './near-names.js';
import type { LookupPort } from './ports.js';
import { subjects, type Subject } from './subjects.js';
import type { WorkDocument } from './work.js';

export async function resolveNames(
  step: ResolveStep,
  documents: readonly WorkDocument[],
  lookups: LookupPort,
): Promise<void> {
  const { definition } = step;
  for (const [by, column] of [
    ['id', definition.byId],
    ['name', definition.byName],
  ] as const) {
    if (column === undefined) continue;
    const naming = namedBy(column, documents, step);
    if (naming.length === 0) continue;
    const texts = new Set(naming.map(({ subject }) => keyText(subject.values[column])));
    const found = await lookups.crosswalk(definition.entity, by, [...texts]);
    const wanting = naming.filter(({ subject }) => subject.values[definition.column] == null);
    const coded = naming.filter(({ subject }) => subject.values[definition.column] != null);
    const names = wanting.some(({ subject }) => (found.get(keyText(subject.values[column]))?.length ?? 0) !== 1)
      ? await lookups.names(definition.entity)
      : [];
    for (const { document, subject } of wanting) {
      resolveOne(step, document, subject, column, found.get(keyText(subject.values[column])) ?? [], names);
    }
    for (const { document, subject } of coded) {
      checkName(step, document, subject, column, found.get(keyText(subject.values[column])) ?? []);
    }
  }
}

interface Named {
  readonly document: WorkDocument;
  readonly subject: Subject;
}

function namedBy(column: string, documents: readonly WorkDocument[], { level }: ResolveStep): Named[] {
  const named: Named[] = [];
  for (const document of documents) {
    for (const subject of subjects(document, level)) {
      if (subject.values[column] != null) named.push({ document, subject });
    }
  }
  return named;
}

/** A code and a name or id beside it that is somebody else's: which of them is meant is for a person to say. */
function checkName(
  { definition, level }: ResolveStep,
  document: WorkDocument,
  subject: Subject,
  column: string,
  codes: readonly string[],
): void {
  const code = String(subject.values[definition.column]);
  if (definition.optional || codes.length !== 1 || codes[0]!.toUpperCase() === code.toUpperCase()) return;
  const text = String(subject.values[column]);
  const message =
    `${definition.column} says ${code}, and ${column} "${text}" is ${codes[0]}. ` + 'Correct one of them.';
  const row = level === 'line' ? subject.row : null;
  document.reasons.push(reason('held', 'cell.given-twice', message, { column, row, value: text }));
}

function keyText(value: Value | undefined): string {
  return String(value).trim().toLowerCase();
}

function resolveOne(
  step: ResolveStep,
  document: WorkDocument,
  subject: Subject,
  column: string,
  codes: readonly string[],
  names: readonly { code: string; name: string }[],
): void {
  const { definition } = step;
  const text = String(subject.values[column]);
  if (codes.length === 1) {
    subject.values[definition.column] = codes[0]!;
    note(
      document,
      {
        column: definition.column,
        kind: 'resolved',
        because: `${definition.entity} found by ${column}`,
        before: text,
        after: codes[0]!,
      },
      subject.row,
    );
    return;
  }
  if (codes.length === 0 && definition.optional) return;
  const candidates = codes.length > 1 ? codes : nearNames(text, names);
  const ambiguous = codes.length > 1 || (candidates.length > 0 && column === definition.byName);
  const entity = definition.entity === 'job' ? 'project' : definition.entity;
  const message =
    codes.length > 1
      ? `${column} "${text}" stands for ${codes.length} ${entity}s: ${codes.join(', ')}. ` +
        `Type the code in ${definition.column}.`
      : `No ${entity} is called "${text}" (${column})` +
        `${candidates.length > 0 ? `; near ones: ${candidates.join(', ')}` : ''}. ` +
        `Type the code in ${definition.column}, or add the ${entity} to the crosswalk.`;
  document.reasons.push({
    outcome: ambiguous ? 'held' : 'waiting',
    severity: ambiguous ? 'error' : 'warning',
    code: ambiguous ? `${definition.entity}.ambiguous` : `${definition.entity}.missing`,
    message,
    column,
    row: step.level === 'line' ? subject.row : null,
    value: text,
    allowed: null,
    nearest: candidates.length > 0 ? candidates : null,
    rule: null,
    waitsFor: ambiguous ? null : { table: step.table, key: [text] },
  });
}
