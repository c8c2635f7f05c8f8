/**
 * Lines → fewer lines: the connector's one line per commitment, and its three rivals, as one function over groups.
 * Promise: every line is in exactly one group, so amount, retainage and tax of the groups equal those of the lines to
 * the cent; money of different job cost coding is never merged unless the profile says so, and never moves to another
 * code.
 * Does not: compute target columns (map-document does) or decide which lines bill nothing (rules do).
 */
import type { Reason, SummarizeDefinition } from './mapping-grammar.js';
import type { Summarization } from './nouns.js';
import { keyOf, readerOf } from './value-access.js';
import type { WorkLine } from './work.js';

export interface LineGroup {
  readonly lines: readonly WorkLine[];
  /** The line that lends its commitment line and texts to the group. */
  readonly lead: WorkLine;
  /** True where lines of several codings were merged because the profile asked for the commitment line's coding. */
  readonly mixed: boolean;
}

export interface Summary {
  readonly groups: readonly LineGroup[];
  /** Why the lines could not be summarised; then there is no group. */
  readonly reason: Reason | null;
}

export type Summarize = (lines: readonly WorkLine[], settings: Summarization) => Summary;
type GroupLines = (lines: readonly WorkLine[]) => LineGroup[];

export function compileSummarize(definition: SummarizeDefinition): Summarize {
  const leadOf = compileLead(definition);
  if (definition.strategy === 'by') return always(groupsBy(definition.by ?? [], leadOf));
  const coding = definition.coding ?? [];
  const item = definition.commitmentLine === undefined ? [] : [definition.commitmentLine];
  const byCoding = groupsBy(coding, leadOf);
  const byItem = groupsBy(item, leadOf);
  const byItemAndCoding = groupsBy([...item, ...coding], leadOf);
  return (lines, settings) => {
    if (settings.strategy === 'none') return whole(lines.map(single));
    if (settings.strategy === 'per-commitment-line') return whole(byItemAndCoding(lines));
    const codings = byCoding(lines);
    if (settings.strategy === 'per-commitment' && codings.length > 1) {
      if (settings.onMixedCoding === 'hold') return { groups: [], reason: mixedCoding(lines, codings) };
      if (settings.onMixedCoding === 'commitment-line') return whole(byItemAndCoding(lines));
    }
    // One group per coding, which may cover several commitment lines of that coding.
    if (item.length === 0 || settings.onSeveralCommitmentLines === 'largest') return whole(codings);
    const byLine = codings.flatMap((group) => byItem(group.lines));
    const isSplit = byLine.length === codings.length || settings.onSeveralCommitmentLines === 'split';
    return isSplit ? whole(byLine) : { groups: [], reason: severalLines(codings, item[0]!) };
  };
}

function always(group: GroupLines): Summarize {
  return (lines) => whole(group(lines));
}

function whole(groups: readonly LineGroup[]): Summary {
  return { groups, reason: null };
}

function single(line: WorkLine): LineGroup {
  return { lines: [line], lead: line, mixed: false };
}

function groupsBy(names: readonly string[], leadOf: LeadOf): GroupLines {
  const textOf = keyOf(names);
  return (lines) => {
    const groups = new Map<string, WorkLine[]>();
    for (const line of lines) {
      const key = textOf(line.values);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [line]);
      else group.push(line);
    }
    const found: LineGroup[] = [];
    for (const group of groups.values()) found.push({ lines: group, lead: leadOf(group), mixed: false });
    return found;
  };
}

type LeadOf = (lines: readonly WorkLine[]) => WorkLine;

/** The commitment line with the largest gross lends its number; ties go to the lowest number. */
function compileLead({ commitmentLine, amount }: SummarizeDefinition): LeadOf {
  if (commitmentLine === undefined) return (lines) => lines[0]!;
  const itemOf = readerOf(commitmentLine);
  const centsOf = readerOf(amount);
  return (lines) => {
    if (lines.length === 1) return lines[0]!;
    const totals = new Map<number, { number: number; cents: number; line: WorkLine }>();
    for (const line of lines) {
      const number = Number(itemOf(line.values) ?? 0);
      const cents = (centsOf(line.values) ?? 0) as number;
      const total = totals.get(number);
      if (total === undefined) totals.set(number, { number, cents, line });
      else total.cents += cents;
    }
    let best: { number: number; cents: number; line: WorkLine } | null = null;
    for (const total of totals.values()) {
      if (best === null || total.cents > best.cents || (total.cents === best.cents && total.number < best.number)) {
        best = total;
      }
    }
    return best!.line;
  };
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
