/**
 * The documents one dataset of a batch has met, by key.
 * Promise: a delivered document supersedes the copy that an earlier batch left open, whatever name either gives it;
 * what leaves so is named with what stands for it; rows that come to one key in several ways are never loaded apart
 * from each other.
 * Does not: compare contents (judge-dataset settles equal copies in several files).
 */
import type { CompiledDataset } from './compile-dataset.js';
import { shownKey } from './fill-message.js';
import { codeApart, codeColumns, nameOneDocument, namesOf, namings, type DocumentNames } from './key-names.js';
import { KeylessRows, type SeenDocument } from './keyless-rows.js';
import type { Issue } from './nouns.js';
import type { StagedFinding } from './ports.js';
import { Sightings, type Met, type Place, type Sighting } from './sightings.js';
import type { RowGroup, WorkDocument } from './work.js';

/** An open document that a newer delivery replaced. `by` is the key of what stands for it; null: it was withdrawn. */
export interface Replaced {
  readonly key: string;
  readonly by: string | null;
  /** Nothing else is in the books under its key: it leaves them. */
  readonly isGone: boolean;
}

/** What is known of rows that came to the key of another document. */
interface Repeated {
  /** Column whose codes tell them apart: they are two documents. Null: they are one, named in two ways. */
  apart: string | null;
  readonly documents: Met[];
}

export class MetDocuments {
  private readonly documents = new Map<string, Met>();
  /** Ways of naming the open documents → the delivered documents that are named so. */
  private readonly namings = new Map<string, { key: string; names: DocumentNames }[]>();
  private readonly repeated = new Map<string, Repeated>();
  private readonly keyless: KeylessRows;
  /** What is asked of every document. */
  readonly sightings: Sightings;
  private readonly columns: readonly string[];
  private readonly withdrawn: StagedFinding[] = [];
  private readonly superseded = new Set<RowGroup>();
  private readonly texts = new Map<string, string>();
  private readonly codes = new Map<string, readonly (string | null)[]>();

  /** `carried`: what earlier batches left open. */
  constructor(
    private readonly dataset: CompiledDataset,
    private readonly carried: readonly RowGroup[],
  ) {
    this.columns = codeColumns(dataset);
    this.keyless = new KeylessRows(carried, dataset);
    for (const { keyless, firstRow } of carried) {
      if (!keyless) for (const naming of namings(namesOf(firstRow, dataset))) this.namings.set(naming, []);
    }
    this.sightings = new Sightings(dataset, new Set(this.namings.keys()), this.keyless);
  }

  /** Takes note of a judged document; one that a newer copy supersedes is turned into a copy of it. */
  meet(document: WorkDocument): void {
    const newer = this.take(this.sightings.of(document));
    if (newer === null) return;
    supersede(document, newer);
    this.superseded.add(document.group);
  }

  /** Takes note of a document judged elsewhere. Gives the newer copy, where that supersedes it. */
  take(met: Sighting): Met | null {
    const { key, carriedKey, keyless, names, file, sheet } = met;
    this.keyless.meet({ key, keyless, file, sheet }, met.openRows);
    for (const naming of names === null ? [] : namings(names)) this.namings.get(naming)?.push({ key, names: names! });
    const before = this.documents.get(key);
    if (before === undefined) {
      this.documents.set(key, this.remembered(met));
      return null;
    }
    const apart = codeApart(this.columns, before.codes, met.codes);
    if (apart === null && carriedKey !== null && before.carriedKey !== carriedKey) return before;
    if (!met.isSettled) this.repeat(key, before, met, apart);
    return null;
  }

  /** No more than is needed, and what many share once. */
  private remembered({ carriedKey, outcome, file, sheet, row, codes }: Sighting): Met {
    const name = codes.join('\u0001');
    const shared = this.codes.get(name) ?? codes;
    this.codes.set(name, shared);
    return {
      carriedKey,
      outcome: this.once(outcome),
      file: this.once(file),
      sheet: sheet === null ? null : this.once(sheet),
      row,
      codes: shared,
    };
  }

  private once<T extends string>(text: T): T {
    const known = this.texts.get(text) as T | undefined;
    if (known !== undefined) return known;
    this.texts.set(text, text);
    return text;
  }

  private repeat(key: string, before: Met, met: Met, apart: string | null): void {
    const repeated = this.repeated.get(key) ?? { apart: null, documents: [before] };
    repeated.apart ??= apart;
    repeated.documents.push(met);
    this.repeated.set(key, repeated);
  }

  /** Whether an open document turned out to be the older copy of another. */
  isSuperseded(group: RowGroup): boolean {
    return this.superseded.has(group);
  }

  /** What is still open and judged again, and what this batch's files stand for. Asked when all of them are met. */
  settle(isWhole: boolean): { open: RowGroup[]; replaced: Replaced[] } {
    const again = this.keyless.settle();
    const open: RowGroup[] = [];
    const replaced: Replaced[] = [];
    for (const group of this.carried) {
      const { key } = group.carried!;
      const found = again.get(group);
      if (found !== undefined && !found.keyless) this.warnCompleted(group, found);
      const by = group.keyless ? (found?.key ?? null) : this.standsFor(group);
      if (by !== null) replaced.push({ key, by, isGone: group.keyless ? by !== key : !this.documents.has(key) });
      else if (group.keyless && this.isLeftOut(group, isWhole)) {
        this.warnLeftOut(group, isWhole);
        replaced.push({ key, by, isGone: !this.documents.has(key) });
      } else open.push(this.atOwnPlace(group));
    }
    return { open, replaced };
  }

  /** Key of the delivered document that an open one is. Of several of one name nobody can say which. */
  private standsFor(group: RowGroup): string | null {
    const names = namesOf(group.firstRow, this.dataset);
    const named = namings(names).flatMap((naming) => this.namings.get(naming) ?? []);
    const keys = new Set(named.filter((entry) => nameOneDocument(entry.names, names)).map((entry) => entry.key));
    if (keys.size === 1) return [...keys][0]!;
    const { key } = group.carried!;
    if (keys.has(key)) return key;
    const delivered = this.documents.get(key);
    if (delivered === undefined) return null;
    const own = this.columns.map((column) => names.find((part) => part.has(column))?.get(column) ?? null);
    return codeApart(this.columns, delivered.codes, own) === null ? key : null;
  }

  private get isFull(): boolean {
    return this.dataset.profile.fullExtract.includes(this.dataset.name);
  }

  /** Files hold its dataset whole, or it is the same file again: as far as asked, with everything else that it held. */
  private isLeftOut(group: RowGroup, isWhole: boolean): boolean {
    if (isWhole && this.isFull) return true;
    const beside = group.carried!.beside ?? [];
    const { file } = group.firstRow.source;
    return beside.length > 0 && beside.every((key) => this.documents.get(key)?.file === file);
  }

  /** Where another row without a key stands now at its place, it gets a key of its own. */
  private atOwnPlace(group: RowGroup): RowGroup {
    if (!group.keyless || !this.documents.has(group.key)) return group;
    return { ...group, key: `${group.key}@${group.firstRow.source.sha256.slice(0, 8)}` };
  }

  // ---------------------------------------------------------------------------------------------------- findings

  /** Holds every document that rows came to in more than one way, and warns of rows that were withdrawn. */
  findings(): StagedFinding[] {
    const held = [...this.repeated].flatMap(([key, { apart, documents }]) => {
      const text = apart === null ? namedText(key) : this.numberText(key, apart, documents);
      const code = apart === null ? 'document.named-differently' : 'document.number-used';
      const places = apart === null ? documents.slice(-1) : documents;
      return places.map((place) => ({ hold: [key], issue: this.issue(place, key, code, 'error', text) }));
    });
    return [...held, ...this.withdrawn];
  }

  private numberText(key: string, column: string, documents: readonly Met[]): string {
    const at = this.columns.indexOf(column);
    const each = documents.map((met) => `the one of ${column} ${met.codes[at] ?? '?'} (${placeText(met)})`);
    const settings = numberSettings(this.dataset);
    const change = settings.length === 0 ? '' : `, or change the profile's ${settings.join(' and ')}`;
    return (
      `${each.join(' and ')} would both be ${shownKey(key)}. ` +
      `Two documents cannot share one number: give one of them another${change}.`
    ).replace(/^t/, 'T');
  }

  private warnCompleted(group: RowGroup, { key, file }: SeenDocument): void {
    this.warnWithdrawn(group, `came again as ${shownKey(key)} in ${file}`);
  }

  private warnLeftOut(group: RowGroup, isWhole: boolean): void {
    const what =
      isWhole && this.isFull
        ? 'this extract, which always holds everything'
        : 'the newer file, which has what stood beside it';
    this.warnWithdrawn(group, `is missing from ${what}`);
  }

  private warnWithdrawn(group: RowGroup, what: string): void {
    const { source, row } = group.firstRow;
    const place = { file: source.file, sheet: source.sheet, row };
    const text =
      `Row ${row} of ${source.file}, held without a key since an earlier batch, ${what}: it is withdrawn. ` +
      'If that is another one, deliver the row again with its key.';
    const issue = this.issue(place, group.carried!.key, 'document.row-withdrawn', 'warning', text);
    this.withdrawn.push({ hold: [], issue });
  }

  private issue(
    { file, sheet, row }: Place,
    document: string,
    code: string,
    severity: Issue['severity'],
    message: string,
  ): Issue {
    return {
      dataset: this.dataset.name,
      file,
      sheet,
      row,
      column: null,
      cell: null,
      header: null,
      document,
      code,
      severity,
      value: null,
      message,
      allowed: null,
      nearest: null,
    };
  }
}

function namedText(key: string): string {
  return (
    `Rows of ${shownKey(key)} name it in different ways, so that they were not taken for one document. ` +
    'Give every row of a document the same key cells: the code in all of them, or the name or id in all of them.'
  );
}

function placeText({ file, sheet, row }: Place): string {
  return [file, ...(sheet === null ? [] : [sheet]), ...(row === null ? [] : [`row ${row}`])].join(', ');
}

/** Settings of the profile that make the number of a document, in our books and in Sage. */
function numberSettings({ mapping }: CompiledDataset): string[] {
  const used = new Set([...mapping.identity, ...Object.values(mapping.targets[0]?.columns ?? {})]);
  return mapping.derive.flatMap((derived) =>
    used.has(derived.name) && 'pattern' in derived && derived.pattern.startsWith('@') ? [derived.pattern.slice(1)] : [],
  );
}

/** It stands wherever the newer copy stands; nothing of it is written. */
function supersede(document: WorkDocument, newer: Met): void {
  document.outcome = newer.outcome === 'loaded' ? 'unchanged' : newer.outcome;
  document.action = null;
  document.targets = [];
  document.copyOf = newer.file;
  document.reasons.splice(0, document.reasons.length);
  document.alterations.splice(0, document.alterations.length);
  document.amountsExcluded = document.amountsExcluded.map(() => 0);
  document.amountsUnchanged = document.amountsUnchanged.map(() => 0);
  document.rowsUnchanged = 0;
  for (const line of document.lines) line.excludedBy = null;
}
