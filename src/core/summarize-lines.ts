/**
 * Lines → fewer lines: the connector's one line per commitment, and its three rivals, as one function over groups.
 * Promise: every line is in exactly one group, so amount, retainage and tax of the groups equal those of the lines to
 * the cent; money of different job cost coding is never merged unless the profile says so, and never moves to another
 * code.
 * Does not: compute target columns (map-document does) or decide which lines bill nothing (rules do).
 */
import type { Reason, SummarizeDefinition } from './mapping-grammar.js';
import type { Summarization } from './nouns.js';
import type { WorkLine } from './work.js';

export interface LineGroup {
  readonly lines: readonly WorkLine[];
  /** The line that lends its commitment line and texts to the group. */
  readonly lead: WorkLine;
  /** True where lines of several codings were merged because the profile asked for the commitment line's coding. */
  readonly mixed: boolean;
}

export function summarizeLines(
  lines: readonly WorkLine[],
  definition: SummarizeDefinition,
  settings: Summarization,
): { groups: LineGroup[]; reason: Reason | null } {
  if (definition.strategy === 'by') return { groups: groupBy(lines, definition.by ?? [], definition), reason: null };
  const coding = definition.coding ?? [];
  const item = definition.commitmentLine === undefined ? [] : [definition.commitmentLine];
  if (settings.strategy === 'none') return { groups: lines.map((line) => single(line)), reason: null };
  if (settings.strategy === 'per-commitment-line') {
    return { groups: groupBy(lines, [...item, ...coding], definition), reason: null };
  }
  const codings = groupBy(lines, coding, definition);
  if (settings.strategy === 'per-commitment' && codings.length > 1) {
    if (settings.onMixedCoding === 'hold') return { groups: [], reason: mixedCoding(lines, codings) };
    if (settings.onMixedCoding === 'commitment-line') {
      return { groups: groupBy(lines, [...item, ...coding], definition), reason: null };
    }
  }
  return severalCommitmentLines(codings, item, definition, settings);
}

/** One group per coding, which may cover several commitment lines of that coding. */
function severalCommitmentLines(
  codings: LineGroup[],
  item: readonly string[],
  definition: SummarizeDefinition,
  settings: Summarization,
): { groups: LineGroup[]; reason: Reason | null } {
  if (item.length === 0 || settings.onSeveralCommitmentLines === 'largest') return { groups: codings, reason: null };
  const byLine = codings.flatMap((group) => groupBy(group.lines, item, definition));
  if (byLine.length === codings.length || settings.onSeveralCommitmentLines === 'split') {
    return { groups: byLine, reason: null };
  }
  return { groups: [], reason: severalLines(codings, item[0]!) };
}

function single(line: WorkLine): LineGroup {
  return { lines: [line], lead: line, mixed: false };
}

function groupBy(lines: readonly WorkLine[], names: readonly string[], definition: SummarizeDefinition): LineGroup[] {
  const groups = new Map<string, WorkLine[]>();
  for (const line of lines) {
    const key = names.map((name) => String(line.values[name] ?? '')).join('\u0001');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  return [...groups.values()].map((group) => ({ lines: group, lead: leadOf(group, definition), mixed: false }));
}

/** The commitment line with the largest gross lends its number; ties go to the lowest number. */
function leadOf(lines: readonly WorkLine[], definition: SummarizeDefinition): WorkLine {
  const item = definition.commitmentLine;
  if (item === undefined || lines.length === 1) return lines[0]!;
  const totals = new Map<number, { cents: number; line: WorkLine }>();
  for (const line of lines) {
    const number = Number(line.values[item] ?? 0);
    const cents = (line.values[definition.amount] ?? 0) as number;
    const total = totals.get(number);
    if (total === undefined) totals.set(number, { cents, line });
    else total.cents += cents;
  }
  let best: { number: number; cents: number; line: WorkLine } | null = null;
  for (const [number, total] of totals) {
    if (best === null || total.cents > best.cents || (total.cents === best.cents && number < best.number)) {
      best = { number, ...total };
    }
  }
  return best!.line;
}

function mixedCoding(lines: readonly WorkLine[], codings: readonly LineGroup[]): Reason {
  return held(
    'invoice.mixed-coding',
    lines[0]!.row,
    `This invoice bills ${codings.length} different job cost codings, and the profile holds mixed coding ` +
      '(summarization.onMixedCoding). Split the invoice by coding, or change that setting.',
  );
}

function severalLines(codings: readonly LineGroup[], item: string): Reason {
  const group = codings.find((entry) => new Set(entry.lines.map((line) => line.values[item])).size > 1)!;
  const numbers = [...new Set(group.lines.map((line) => line.values[item]))].join(', ');
  return held(
    'invoice.several-commitment-lines',
    group.lead.row,
    `Lines of the same coding bill the commitment lines ${numbers}, and the profile holds that ` +
      '(summarization.onSeveralCommitmentLines). Bill one commitment line per coding, or change that setting.',
  );
}

function held(code: string, row: number, message: string): Reason {
  return {
    outcome: 'held',
    severity: 'error',
    code,
    message,
    column: null,
    row,
    value: null,
    allowed: null,
    nearest: null,
    rule: null,
    waitsFor: null,
  };
}
