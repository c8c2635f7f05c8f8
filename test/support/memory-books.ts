/**
 * Our own books in memory: where each document stands, what each batch decided, and what that adds up to.
 * Promise: the same transitions as `tieout.document` and `tieout.document_version` in PostgreSQL, in code of its own.
 * Does not: hold Sage's tables.
 */
import type { CompiledDataset } from '../../src/core/compile-dataset.js';
import type { DatasetSummary, Issue, MeasureCounts, Outcome } from '../../src/core/nouns.js';
import { formatCents } from '../../src/core/money.js';
import type { CarriedGroup, LoadedDocument } from '../../src/core/ports.js';
import type { Digest, KnownDocument, TargetRow } from '../../src/core/work.js';

export interface StoredDocument {
  readonly state: KnownDocument['state'];
  readonly batch: string;
  readonly definitions: string;
  readonly loadedBatch: string | null;
  readonly sourceHash: string | null;
  readonly targetHash: string | null;
  readonly digest: Digest | null;
  readonly rowsExcluded: number;
  readonly amountsExcluded: readonly number[];
  readonly openSince: string | null;
  readonly reasonCode: string | null;
  /** Rows as delivered while it is open, as `contentOf` writes them. */
  readonly content: string | null;
  readonly file: string;
  readonly sheet: string | null;
  readonly sha256: string;
  readonly accepted: boolean;
  readonly delivered: Delivered | null;
}

/** By what the rows of a loaded document are known when they come again, and what is said of it then. */
export type Delivered = Pick<LoadedDocument, 'amounts' | 'codes' | 'shown'> & { readonly hash: string };

export interface StoredVersion {
  readonly batch: string;
  readonly dataset: string;
  readonly document: string;
  readonly copy: number;
  /** An equal or older copy of a document that this batch judged: never in the books itself. */
  readonly isCopy: boolean;
  readonly outcome: Outcome;
  readonly action: 'inserted' | 'updated' | null;
  readonly carried: boolean;
  /** The key it was open under, and since which batch. */
  readonly carriedKey: string | null;
  readonly openedBy: string | null;
  readonly rows: number;
  readonly rowNumbers: readonly number[];
  readonly counts: {
    readonly loaded: number;
    readonly summarized: number;
    readonly unchanged: number;
    readonly excluded: number;
  };
  readonly amounts: readonly number[];
  readonly amountsExcluded: readonly number[];
  readonly amountsUnchanged: readonly number[];
  readonly unreadable: readonly number[];
  readonly sourceHash: string;
  readonly targetHash: string | null;
  readonly digest: Digest | null;
  readonly reasonCode: string | null;
  readonly content: string | null;
  readonly file: string;
  readonly sheet: string | null;
  readonly sha256: string;
  readonly targets: readonly TargetRow[];
  readonly delivered: Delivered | null;
}

export interface StoredIssue {
  readonly batch: string;
  readonly issue: Issue;
  readonly outcome: string;
}

const SEPARATOR = '\u0001';

export class MemoryBooks {
  readonly documents: Map<string, StoredDocument>;
  readonly versions: StoredVersion[];
  readonly issues: StoredIssue[];
  /** entity, by, text → codes. */
  readonly crosswalk: Map<string, string[]>;

  constructor(from?: MemoryBooks) {
    this.documents = new Map(from?.documents);
    this.versions = [...(from?.versions ?? [])];
    this.issues = [...(from?.issues ?? [])];
    this.crosswalk = new Map(from?.crosswalk);
  }

  document(dataset: string, key: string): StoredDocument | undefined {
    return this.documents.get(dataset + SEPARATOR + key);
  }

  /** Documents of a dataset by key. */
  of(dataset: string): [string, StoredDocument][] {
    const prefix = dataset + SEPARATOR;
    return [...this.documents]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, entry]) => [name.slice(prefix.length), entry]);
  }

  carried(dataset: string): CarriedGroup[] {
    const open = this.of(dataset).filter(
      ([, { state, content }]) => (state === 'held' || state === 'waiting' || state === 'ready') && content !== null,
    );
    return open
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, entry]) => {
        const { keyless, copies } = JSON.parse(entry.content!) as {
          keyless: boolean;
          copies: Pick<CarriedGroup, 'file' | 'sha256' | 'sheet' | 'headers' | 'rows'>[];
        };
        const beside = keyless ? { beside: this.beside(dataset, key, entry.sha256) } : {};
        return copies.map((copy) => ({ key, batch: entry.openSince!, keyless, ...copy, ...beside }));
      });
  }

  /** Documents that the file of a row without a key brought with it. */
  private beside(dataset: string, key: string, sha256: string): string[] {
    const own = this.versions.filter((entry) => entry.dataset === dataset && entry.sha256 === sha256 && !entry.carried);
    const batch = own.find(({ document }) => document === key)?.batch;
    const keys = own.filter((entry) => entry.batch === batch && !entry.document.startsWith('?'));
    return [...new Set(keys.map(({ document }) => document))].sort().slice(0, 50);
  }

  accepted(dataset: string): Set<string> {
    return new Set(
      this.of(dataset)
        .filter(([, entry]) => entry.accepted)
        .map(([key]) => key),
    );
  }

  /** An approver accepts a document that waits for one. */
  accept(dataset: string, key: string): void {
    this.documents.set(dataset + SEPARATOR + key, { ...this.document(dataset, key)!, accepted: true });
  }

  known(dataset: string, key: string): KnownDocument | null {
    const entry = this.document(dataset, key);
    return entry === undefined
      ? null
      : {
          key,
          state: entry.state,
          sourceHash: entry.sourceHash ?? '',
          targetHash: entry.targetHash,
          loadedBatch: entry.loadedBatch,
          digest: entry.digest,
          rowsExcluded: entry.rowsExcluded,
          amountsExcluded: entry.amountsExcluded,
          definitions: entry.definitions,
        };
  }

  loadedAs(dataset: string, definitions: string, hash: string): LoadedDocument | null {
    const loaded = this.of(dataset).filter(([, entry]) => entry.state === 'loaded' && entry.delivered?.hash === hash);
    const [found] = loaded;
    if (found === undefined || loaded.length > 1 || found[1].definitions !== definitions) return null;
    const [key, { delivered }] = found;
    const { amounts, codes, shown } = delivered!;
    return { ...this.known(dataset, key)!, amounts, codes, shown, state: 'loaded', targetHash: null, digest: null };
  }

  /** What Sage holds stays in the books as loaded. */
  forget(dataset: string, key: string): void {
    const entry = this.document(dataset, key);
    if (entry === undefined || entry.loadedBatch === null) this.documents.delete(dataset + SEPARATOR + key);
    else
      this.documents.set(dataset + SEPARATOR + key, {
        ...entry,
        state: 'loaded',
        content: null,
        openSince: null,
        reasonCode: null,
      });
  }

  write(version: StoredVersion, definitions: string): void {
    this.versions.push(version);
    if (version.copy !== 0) return;
    const before = this.document(version.dataset, version.document);
    const { outcome } = version;
    const isOpen = outcome === 'held' || outcome === 'waiting';
    const isLoaded = outcome === 'loaded' || outcome === 'unchanged';
    const state = version.reasonCode === 'approval.pending' ? 'ready' : isLoaded ? 'loaded' : outcome;
    const loaded = outcome === 'loaded' ? version : null;
    this.documents.set(version.dataset + SEPARATOR + version.document, {
      state,
      batch: version.batch,
      definitions,
      loadedBatch: before?.loadedBatch ?? loaded?.batch ?? null,
      sourceHash: loaded?.sourceHash ?? before?.sourceHash ?? null,
      targetHash: loaded?.targetHash ?? before?.targetHash ?? null,
      digest: version.digest ?? before?.digest ?? null,
      rowsExcluded: isLoaded || before === undefined ? version.counts.excluded : before.rowsExcluded,
      amountsExcluded: isLoaded || before === undefined ? version.amountsExcluded : before.amountsExcluded,
      openSince: isOpen ? (before?.openSince ?? version.openedBy ?? version.batch) : null,
      reasonCode: version.reasonCode,
      content: version.content,
      file: version.file,
      sheet: version.sheet,
      sha256: version.sha256,
      accepted: before?.accepted ?? false,
      delivered: isLoaded ? version.delivered : null,
    });
  }

  // --------------------------------------------------------------------------------------------------- summary

  /** INTERFACE §2 `datasets` of one batch, files apart. */
  summary(batch: string, datasets: readonly CompiledDataset[]): Omit<DatasetSummary, 'files'>[] {
    return datasets.flatMap((dataset) => {
      const versions = this.versions.filter((entry) => entry.batch === batch && entry.dataset === dataset.name);
      return versions.length === 0
        ? []
        : [
            {
              dataset: dataset.name,
              rows: rowsOf(versions),
              documents: documentsOf(versions),
              amounts: amountsOf(versions, dataset.measures),
            },
          ];
    });
  }
}

function add<T>(entries: readonly T[], value: (entry: T) => number): number {
  return entries.reduce((sum, entry) => sum + value(entry), 0);
}

function rowsOf(versions: readonly StoredVersion[]): DatasetSummary['rows'] {
  const by = (outcome: Outcome): number => add(versions, (entry) => (entry.outcome === outcome ? entry.rows : 0));
  return {
    read: add(versions, (entry) => (entry.carried ? 0 : entry.rows)),
    carried: add(versions, (entry) => (entry.carried ? entry.rows : 0)),
    loaded: add(versions, (entry) => entry.counts.loaded),
    summarized: add(versions, (entry) => entry.counts.summarized),
    unchanged: add(versions, (entry) => entry.counts.unchanged),
    held: by('held'),
    waiting: by('waiting'),
    excluded: add(versions, (entry) => entry.counts.excluded),
  };
}

function documentsOf(versions: readonly StoredVersion[]): DatasetSummary['documents'] {
  const count = (test: (entry: StoredVersion) => boolean): number => versions.filter(test).length;
  return {
    read: count((entry) => !entry.carried),
    carried: count((entry) => entry.carried),
    inserted: count((entry) => entry.action === 'inserted'),
    updated: count((entry) => entry.action === 'updated'),
    unchanged: count((entry) => entry.outcome === 'unchanged'),
    held: count((entry) => entry.outcome === 'held'),
    waiting: count((entry) => entry.outcome === 'waiting'),
    excluded: count((entry) => entry.outcome === 'excluded'),
  };
}

function amountsOf(versions: readonly StoredVersion[], measures: readonly string[]): Record<string, MeasureCounts> {
  return Object.fromEntries(
    measures.map((measure, at) => {
      const sum = (value: (entry: StoredVersion) => number): string => formatCents(BigInt(add(versions, value)));
      const of =
        (outcome: Outcome) =>
        (entry: StoredVersion): number =>
          entry.outcome === outcome ? entry.amounts[at]! : 0;
      const isTaken = ({ outcome }: StoredVersion): boolean => outcome === 'loaded' || outcome === 'unchanged';
      return [
        measure,
        {
          read: sum((entry) => (entry.carried ? 0 : entry.amounts[at]!)),
          carried: sum((entry) => (entry.carried ? entry.amounts[at]! : 0)),
          loaded: sum((entry) =>
            entry.outcome === 'loaded'
              ? entry.amounts[at]! - entry.amountsExcluded[at]! - entry.amountsUnchanged[at]!
              : 0,
          ),
          unchanged: sum((entry) =>
            entry.outcome === 'unchanged'
              ? entry.amounts[at]! - entry.amountsExcluded[at]!
              : entry.outcome === 'loaded'
                ? entry.amountsUnchanged[at]!
                : 0,
          ),
          held: sum(of('held')),
          waiting: sum(of('waiting')),
          excluded: sum((entry) => of('excluded')(entry) + (isTaken(entry) ? entry.amountsExcluded[at]! : 0)),
          unreadableRows: add(versions, (entry) => entry.unreadable[at]!),
        },
      ];
    }),
  );
}
