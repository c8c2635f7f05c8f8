/**
 * What is remembered of each judged document: enough to know which open document of earlier batches it stands for.
 * Promise: plain data, the same in whichever thread it is made; a thread needs of the open documents only how they are
 * named, and of those without a key their rows.
 */
import type { CompiledDataset } from './compile-dataset.js';
import { codeColumns, codesOf, namesOf, namings, type DocumentNames } from './key-names.js';
import type { FoundRow, KeylessRows } from './keyless-rows.js';
import type { Outcome } from './nouns.js';
import type { WorkDocument } from './work.js';

/** `carriedKey` is null for a delivered document. Flat, for there are as many of these as documents. */
export interface Met extends Place {
  readonly carriedKey: string | null;
  readonly outcome: Outcome;
  readonly codes: readonly (string | null)[];
}

/** What is remembered of a judged document, wherever it was judged: plain data. */
export interface Sighting extends Met {
  readonly key: string;
  readonly keyless: boolean;
  /** It was settled already against the copies beside it. */
  readonly isSettled: boolean;
  /** How it is named, where an open document is named so too. */
  readonly names: DocumentNames | null;
  readonly openRows: readonly FoundRow[];
}

export interface Place {
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number | null;
}

export class Sightings {
  private readonly columns: readonly string[];

  /** `asked` are the ways of naming the open documents. */
  constructor(
    private readonly dataset: CompiledDataset,
    readonly asked: ReadonlySet<string>,
    private readonly keyless: KeylessRows,
  ) {
    this.columns = codeColumns(dataset);
  }

  of(document: WorkDocument): Sighting {
    const { group, key, outcome, source } = document;
    const carriedKey = group.carried?.key ?? null;
    return {
      key,
      carriedKey,
      outcome,
      keyless: group.keyless,
      isSettled: document.copyOf !== null || document.differs !== null,
      file: source.file,
      sheet: source.sheet,
      row: document.rowNumbers[0] ?? null,
      codes: codesOf(document.values, this.columns),
      names: carriedKey === null ? this.namesAsked(document) : null,
      openRows: carriedKey === null ? this.keyless.foundIn(document) : [],
    };
  }

  private namesAsked({ group }: WorkDocument): DocumentNames | null {
    if (this.asked.size === 0 || group.keyless) return null;
    const names = namesOf(group.firstRow, this.dataset);
    return namings(names).some((naming) => this.asked.has(naming)) ? names : null;
  }
}
