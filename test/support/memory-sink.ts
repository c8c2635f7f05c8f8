/**
 * The sink of one dataset in memory: stage, hold colliding documents, publish rows, totals and books.
 * Promise: what PostgreSQL would hold, refuse or keep, step by step, in code of its own; only what the machine itself
 * decides (row counts, digest, delivered rows) is asked of it.
 * Does not: keep before-images, or run the named total checks, which only warn.
 */
import type { CompiledDataset } from '../../src/core/compile-dataset.js';
import { codeColumns, codesOf } from '../../src/core/key-names.js';
import type { TargetDefinition } from '../../src/core/mapping-grammar.js';
import type { Issue, SageTable, Value } from '../../src/core/nouns.js';
import type { StagedFinding } from '../../src/core/ports.js';
import type { DatasetSink } from '../../src/core/run-batch.js';
import type { ReadTotals } from '../../src/core/read-totals.js';
import { documentIssues } from '../../src/core/to-issues.js';
import type { TargetRow, Values, WorkDocument } from '../../src/core/work.js';
import { CopyText } from '../../src/store/copy-text.js';
import { codeColumn } from '../../src/store/crosswalk.js';
import { documentIssue } from '../../src/store/document-issue.js';
import { contentOf, rowCounts } from '../../src/store/document-version.js';
import { rowHash, writeCell } from '../../src/store/render-chunk.js';
import { copyFormOf } from '../../src/store/sage-sql.js';
import type { Delivered, MemoryBooks, StoredVersion } from './memory-books.js';
import { SEPARATOR, type MemoryTables, type StoredRow } from './memory-tables.js';

export interface MemorySinkContext {
  readonly batch: string;
  readonly definitions: string;
  readonly tables: MemoryTables;
  readonly books: MemoryBooks;
}

interface NamedDocument {
  readonly document: string;
  readonly code: string;
  readonly ids: readonly string[];
  readonly isNew: boolean;
}

interface BilledLine {
  readonly document: string;
  readonly item: string;
  readonly amount: number;
  readonly retainage: number;
}

export class MemorySink implements DatasetSink<readonly WorkDocument[]> {
  private readonly versions: StoredVersion[] = [];
  private readonly copies = new Map<string, number>();
  private named: NamedDocument[] = [];
  private staged: StoredRow[][] = [];
  private billed: BilledLine[] = [];

  constructor(
    private readonly context: MemorySinkContext,
    private readonly dataset: CompiledDataset,
  ) {}

  async begin(): Promise<void> {
    this.staged = this.dataset.mapping.targets.map(() => []);
  }

  render(documents: readonly WorkDocument[]): readonly WorkDocument[] {
    return documents;
  }

  async stage(documents: readonly WorkDocument[]): Promise<void> {
    for (const document of documents) {
      const copy = this.copies.get(document.key) ?? 0;
      this.copies.set(document.key, copy + 1);
      this.versions.push(this.versionOf(document, copy));
      for (const row of document.targets) this.staged[row.target]!.push(this.storedRow(document, row));
      const outcomes = document.reasons.filter((entry) => entry.outcome !== 'excluded').map((entry) => entry.outcome);
      for (const [at, issue] of documentIssues(document).entries()) {
        this.context.books.issues.push({ batch: this.context.batch, issue, outcome: outcomes[at]! });
      }
      this.billed.push(...this.billedLines(document));
      this.rememberIds(document);
    }
  }

  /** What source lines bill of each commitment line, whichever line of the same coding is charged. */
  private billedLines(document: WorkDocument): BilledLine[] {
    const { summarize, measures, targets } = this.dataset.mapping;
    const group = targets.findIndex((target) => target.per === 'group');
    const commitment = document.targets.find((row) => row.target === group)?.values['commitment'];
    if (summarize?.strategy !== 'profile' || document.outcome !== 'loaded' || commitment == null) return [];
    const cents = (value: Value | undefined): number => (value ?? 0) as number;
    return document.lines
      .filter((line) => line.excludedBy === null)
      .map(({ values }) => ({
        document: `${this.dataset.name}:${document.key}`,
        item: [commitment, values[summarize.commitmentLine ?? 'line_key']].join(SEPARATOR),
        amount: cents(values[summarize.amount]),
        retainage: cents(values[measures['retainage'] ?? '']),
      }));
  }

  private versionOf(document: WorkDocument, copy: number): StoredVersion {
    const { outcome, group, source } = document;
    const first = document.reasons.find((entry) => entry.outcome === outcome);
    return {
      batch: this.context.batch,
      dataset: this.dataset.name,
      document: document.key,
      copy,
      isCopy: document.copyOf !== null,
      outcome,
      action: document.action,
      carried: group.carried !== null,
      carriedKey: group.carried?.key ?? null,
      openedBy: group.carried?.batch ?? null,
      rows: document.rowNumbers.length,
      rowNumbers: document.rowNumbers,
      counts: rowCounts(document, this.dataset),
      amounts: [...document.amounts],
      amountsExcluded: [...document.amountsExcluded],
      amountsUnchanged: [...document.amountsUnchanged],
      unreadable: [...document.unreadable],
      sourceHash: document.sourceHash,
      targetHash: document.targetHash,
      digest: outcome === 'loaded' ? this.dataset.digestOf(document) : null,
      reasonCode: first?.code ?? null,
      content: outcome === 'held' || outcome === 'waiting' ? contentOf(document) : null,
      file: source.file,
      sheet: source.sheet,
      sha256: source.sha256,
      targets: document.targets,
      delivered: this.deliveredOf(document),
    };
  }

  private deliveredOf({ deliveredHash, values, lines, amounts }: WorkDocument): Delivered | null {
    if (deliveredHash === null) return null;
    const text = (name: string | undefined): string | null => {
      const value = name === undefined ? null : (values[name] ?? lines[0]?.values[name] ?? null);
      return value === null ? null : String(value);
    };
    const { vendor, job, title } = this.dataset.mapping.show ?? {};
    const shown = { vendor: text(vendor), job: text(job), title: text(title) };
    return { hash: deliveredHash, amounts: [...amounts], codes: codesOf(values, codeColumns(this.dataset)), shown };
  }

  private storedRow(document: WorkDocument, row: TargetRow): StoredRow {
    const target = this.dataset.mapping.targets[row.target]!;
    const table = this.dataset.tables.get(target.table)!;
    const columns = columnsOf(target, table);
    const values: Values = {};
    const text = new CopyText(columns);
    for (const column of columns) {
      values[column] = storedValue(table, column, row.values[column]);
      writeCell(text, copyFormOf(table, column), row.values[column]);
    }
    return {
      values,
      batch: this.context.batch,
      document: `${this.dataset.name}:${document.key}`,
      hash: rowHash(text.bytesOfRow()),
    };
  }

  private rememberIds(document: WorkDocument): void {
    const { crosswalk } = this.dataset.mapping;
    if (crosswalk === undefined || (document.outcome !== 'loaded' && document.outcome !== 'unchanged')) return;
    const code = document.values[crosswalk.code];
    const ids = crosswalk.ids.flatMap((column) => document.values[column] ?? []).map(String);
    if (code == null || ids.length === 0) return;
    this.named.push({ document: document.key, code: String(code), ids, isNew: document.outcome === 'loaded' });
  }

  // ---------------------------------------------------------------------------------------------------- checks

  async check(): Promise<StagedFinding[]> {
    return [...this.collidingKeys(), ...this.strangers()];
  }

  /** Documents whose id has another code, or whose code has another id. */
  private strangers(): StagedFinding[] {
    const { crosswalk } = this.dataset.mapping;
    if (crosswalk === undefined) return [];
    const pairs = [...this.context.books.crosswalk].flatMap(([name, codes]) => {
      const [entity, by, id] = name.split(SEPARATOR);
      return entity === crosswalk.entity && by === 'id' ? codes.map((code) => ({ id: id!, code })) : [];
    });
    const here = this.named.flatMap(({ ids, code }) => ids.map((id) => ({ id, code })));
    return this.named.flatMap(({ document, code, ids, isNew }) => {
      const owners = pairs.filter((pair) => pair.code === code).map((pair) => pair.id);
      if (!isNew || ids.some((id) => owners.includes(id))) return [];
      const moved = [...pairs, ...here].some((pair) => ids.includes(pair.id) && pair.code !== code);
      if (!moved && owners.length === 0) return [];
      const name = moved ? 'document.code-changed' : 'document.code-taken';
      const issue = documentIssue(this.dataset.name, document, name, '', 'error');
      return [{ issue: { ...issue, column: codeColumn(this.dataset) }, hold: [document] }];
    });
  }

  private collidingKeys(): StagedFinding[] {
    const seen = new Set<string>();
    return this.dataset.mapping.targets.flatMap((target, index) => {
      // A number that documents only share is warned of.
      if (this.dataset.mapping.reload !== 'hold' || target.op === 'update' || target.numberedBy !== undefined)
        return [];
      return this.collisions(target, index).flatMap(({ key, documents, held }) => {
        const fresh = held.filter((document) => !seen.has(document));
        for (const document of fresh) seen.add(document);
        return fresh.map((document) => finding(this.dataset.name, document, key, documents));
      });
    });
  }

  private collisions(target: TargetDefinition, index: number): { key: string; documents: string[]; held: string[] }[] {
    const { tables } = this.context;
    const keyOf = (values: Values): string => tables.keyOf(target.table, values);
    const byKey = new Map<string, Set<string>>();
    for (const row of this.staged[index]!) {
      const key = keyOf(row.values);
      byKey.set(key, (byKey.get(key) ?? new Set()).add(row.document));
    }
    return [...byKey].flatMap(([key, names]) => {
      const staged = [...names].sort();
      const owner = tables.at(target.table, key)?.document;
      const others = owner === undefined ? [] : staged.filter((name) => name !== owner);
      return [
        ...(staged.length > 1 ? [{ key, documents: staged, held: staged }] : []),
        ...others.map((name) => ({ key, documents: [name, owner!], held: [name] })),
      ];
    });
  }

  async apply(findings: readonly StagedFinding[], contents: ReadonlyMap<string, string>): Promise<void> {
    for (const entry of findings) {
      this.context.books.issues.push({
        batch: this.context.batch,
        issue: this.placed(entry.issue),
        outcome: entry.hold.length > 0 ? 'held' : 'warned',
      });
    }
    const codes = new Map(
      findings.flatMap((entry) => entry.hold.map((key) => [key, entry.issue.code] as const)).reverse(),
    );
    const names = new Set([...codes.keys()].map((key) => `${this.dataset.name}:${key}`));
    this.staged = this.staged.map((rows) => rows.filter((row) => !names.has(row.document)));
    this.billed = this.billed.filter((line) => !names.has(line.document));
    this.named = this.named.filter(({ document }) => !codes.has(document));
    for (const [at, version] of this.versions.entries()) {
      const code = codes.get(version.document);
      if (code === undefined) continue;
      const none = version.amounts.map(() => 0);
      this.versions[at] = {
        ...version,
        outcome: 'held',
        action: null,
        counts: { loaded: 0, summarized: 0, unchanged: 0, excluded: 0 },
        digest: null,
        amountsExcluded: none,
        amountsUnchanged: none,
        reasonCode: code,
        content: contents.get(version.document) ?? null,
        targets: [],
      };
    }
  }

  private placed(issue: Issue): Issue {
    const version = this.versions.find((entry) => entry.document === issue.document);
    return version === undefined || issue.file !== null
      ? issue
      : { ...issue, file: version.file, sheet: version.sheet, row: version.rowNumbers[0] ?? null };
  }

  contentOf(document: WorkDocument): string {
    return contentOf(document);
  }

  // --------------------------------------------------------------------------------------------------- publish

  async publish({ replaced }: ReadTotals): Promise<void> {
    const { mapping } = this.dataset;
    for (const [index, target] of mapping.targets.entries()) {
      const staged = this.staged[index]!;
      if (staged.length === 0) continue;
      if (mapping.reload === 'replace') this.clearReplaced(target, staged);
      if (target.op === 'update') this.updateColumns(target, staged);
      else if (mapping.reload === 'update') this.insertOrUpdate(target.table, staged);
      else this.insertAll(target, staged);
    }
    for (const { item, amount, retainage } of this.billed) {
      this.context.tables.add('jcm_master__commitment_item', item, {
        amount_billed: amount,
        retainage_billed: retainage,
      });
    }
    const here = new Set(this.versions.map(({ document }) => document));
    const moved = this.versions.flatMap(({ carriedKey, document }) =>
      carriedKey !== null && carriedKey !== document && (carriedKey.startsWith('?') || !here.has(carriedKey))
        ? [carriedKey]
        : [],
    );
    const gone = replaced.filter(({ isGone }) => isGone).map(({ key }) => key);
    for (const key of [...gone, ...moved]) this.context.books.forget(this.dataset.name, key);
    for (const version of this.versions) this.context.books.write(version, this.context.definitions);
    for (const { ids, code } of this.named) for (const id of ids) this.writeCrosswalk(id, code);
  }

  private insertAll(target: TargetDefinition, staged: readonly StoredRow[]): void {
    const { tables } = this.context;
    for (const row of staged) tables.insert(target.table, row);
    const { profile } = this.dataset;
    const columns = new Set(columnsOf(target, this.dataset.tables.get(target.table)!));
    tables.addToTotals(
      target.table,
      staged,
      columns,
      profile,
      ({ countedWith }) => countedWith === null || profile.countedOnArrival[countedWith] !== false,
    );
  }

  /** Of several documents that bring one row, the first by its key counts. */
  private insertOrUpdate(table: string, staged: readonly StoredRow[]): void {
    const { tables } = this.context;
    const written = new Set<string>();
    for (const row of [...staged].sort((a, b) => (a.document < b.document ? -1 : a.document > b.document ? 1 : 0))) {
      const key = tables.keyOf(table, row.values);
      if (written.has(key)) continue;
      written.add(key);
      const before = tables.at(table, key);
      if (before?.hash !== row.hash) tables.put(table, key, { ...row, values: { ...before?.values, ...row.values } });
    }
  }

  /** What a snapshot no longer holds of its document's rows. */
  private clearReplaced({ table, columns }: TargetDefinition, staged: readonly StoredRow[]): void {
    const { tables } = this.context;
    const { key } = this.dataset.tables.get(table)!;
    const scope = key.filter((column) => this.dataset.mapping.identity.includes(String(columns[column])));
    const scopeOf = (values: Values): string => scope.map((column) => values[column] ?? '').join(SEPARATOR);
    const scopes = new Set(staged.map(({ values }) => scopeOf(values)));
    const kept = new Set(staged.map(({ values }) => tables.keyOf(table, values)));
    const none = Object.fromEntries(
      Object.keys(columns)
        .filter((column) => !key.includes(column))
        .map((column) => [column, null]),
    );
    for (const row of tables.all(table)) {
      const at = tables.keyOf(table, row.values);
      if (scopes.has(scopeOf(row.values)) && !kept.has(at)) {
        tables.put(table, at, { ...row, values: { ...row.values, ...none } });
      }
    }
  }

  private updateColumns(target: TargetDefinition, staged: readonly StoredRow[]): void {
    const { tables } = this.context;
    for (const row of staged) {
      const key = tables.keyOf(target.table, row.values);
      const before = tables.at(target.table, key);
      if (before === undefined) continue;
      const given = Object.entries(row.values).filter(([, value]) => value !== null);
      tables.put(target.table, key, { ...before, values: { ...before.values, ...Object.fromEntries(given) } });
    }
  }

  private writeCrosswalk(id: string, code: string): void {
    const name = `${this.dataset.mapping.crosswalk!.entity}${SEPARATOR}id${SEPARATOR}${id.toLowerCase()}`;
    const codes = this.context.books.crosswalk.get(name) ?? [];
    if (!codes.includes(code)) this.context.books.crosswalk.set(name, [...codes, code].sort());
  }
}

function columnsOf(target: TargetDefinition, table: SageTable): string[] {
  return [...new Set([...table.key, ...Object.keys(target.columns)])];
}

/** An absent value is null, or the default of a column that may not be null. */
function storedValue(table: SageTable, name: string, value: Value | undefined): Value {
  if (value != null) return value;
  const column = table.columns.find((entry) => entry.name === name)!;
  return column.notNull ? (column.default ?? (column.type === 'text' ? '' : 0)) : null;
}

function finding(dataset: string, name: string, key: string, documents: readonly string[]): StagedFinding {
  const [document, ...all] = [name, ...documents].map((text) => text.slice(text.indexOf(':') + 1)) as [
    string,
    ...string[],
  ];
  const message = `${key.split(SEPARATOR).join(' ')} would stand for ${all.join(' and ')}`;
  return { hold: [document], issue: documentIssue(dataset, document, 'document.number-used', message, 'error') };
}
