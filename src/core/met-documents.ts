/**
 * The documents one dataset of a batch has met, by key.
 * Promise: a delivered document supersedes the copy that an earlier batch left open, also where only a look-up tells
 * that they are one; rows that come to one key in several ways are never loaded apart from each other.
 * Does not: compare contents (judge-dataset settles equal copies in several files).
 */
import { shownKey } from './fill-message.js';
import { keylessKey } from './group-rows.js';
import type { Outcome } from './nouns.js';
import type { StagedFinding } from './ports.js';
import type { RowGroup, WorkDocument } from './work.js';

/** `carriedKey` is null for a delivered document. */
interface Met {
  readonly carriedKey: string | null;
  readonly outcome: Outcome;
  readonly file: string;
}

export class MetDocuments {
  private readonly documents = new Map<string, Met>();
  /** Texts that delivered rows were grouped by, and places of delivered rows without a key. */
  private readonly groups = new Set<string>();
  private readonly repeated = new Map<string, WorkDocument>();

  constructor(
    private readonly dataset: string,
    private readonly files: ReadonlySet<string>,
  ) {}

  /** Takes note of a judged document; one that a newer copy supersedes is turned into a copy of it. */
  meet(document: WorkDocument): void {
    const { group, key, outcome, source } = document;
    const carriedKey = group.carried?.key ?? null;
    if (carriedKey === null) this.groups.add(group.keyless ? keylessKey(group.rows[0]!) : `~${group.key}`);
    const before = this.documents.get(key);
    if (before === undefined) this.documents.set(key, { carriedKey, outcome, file: source.file });
    else if (carriedKey !== null && before.carriedKey !== carriedKey) supersede(document, before);
    else if (document.copyOf === null && document.differs === null) this.repeated.set(key, document);
  }

  /** Whether a file of this batch brings what an earlier batch left open. */
  brings(group: RowGroup): boolean {
    const { key } = group.carried!;
    if (group.keyless && this.files.has(group.rows[0]!.source.file)) return true;
    return this.documents.has(key) || this.groups.has(key);
  }

  /** Whether the books hold nothing else under the key of an open document that `brings` found. */
  isGone(key: string): boolean {
    return !this.documents.has(key);
  }

  /** Holds every document that rows came to in more than one way. */
  findings(): StagedFinding[] {
    return [...this.repeated].map(([key, { source, rowNumbers }]) => ({
      hold: [key],
      issue: {
        dataset: this.dataset,
        file: source.file,
        sheet: source.sheet,
        row: rowNumbers[0] ?? null,
        column: null,
        cell: null,
        header: null,
        document: key,
        code: 'document.named-differently',
        severity: 'error',
        value: null,
        message:
          `Rows of ${shownKey(key)} name it in different ways, so that they were not taken for one document. ` +
          'Give every row of a document the same key cells: the code in all of them, or the name or id in all of them.',
        allowed: null,
        nearest: null,
      },
    }));
  }
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
