/**
 * Procore ids and the Sage codes they stand for, learnt from what a dataset loads.
 * Promise: one to one. A code that belongs to another id, or an id that has another code, holds the document before
 * anything of it is published: it would overwrite a stranger, or be a second one (R-V03, R-V07, R-J01). Rows a person
 * adds to `tieout.crosswalk` are believed: an id listed for a code may use it.
 * Does not: answer look-ups (`lookups.ts` does).
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { StagedFinding } from '../core/ports.js';
import type { WorkDocument } from '../core/work.js';
import { documentIssue } from './document-issue.js';
import type { StageContext } from './stage-context.js';

/** A document that has a code and ids. */
export interface CrosswalkEntry {
  readonly document: string;
  readonly code: string;
  readonly ids: readonly string[];
  /** False where the books have it already, as it stands. */
  readonly isNew: boolean;
}

/** Null for a document that teaches nothing. */
export function crosswalkEntry(document: WorkDocument, { mapping }: CompiledDataset): CrosswalkEntry | null {
  const { crosswalk } = mapping;
  if (crosswalk === undefined || (document.outcome !== 'loaded' && document.outcome !== 'unchanged')) return null;
  const code = document.values[crosswalk.code];
  const ids = crosswalk.ids.flatMap((column) => document.values[column] ?? []).map(String);
  if (code == null || ids.length === 0) return null;
  return { document: document.key, code: String(code), ids, isNew: document.outcome === 'loaded' };
}

/** Key → values that differ from one another. */
type Index = Map<string, Set<string>>;

export class CrosswalkEntries {
  private readonly entries = new Map<string, CrosswalkEntry>();

  constructor(
    private readonly context: StageContext,
    private readonly dataset: CompiledDataset,
  ) {}

  remember(entry: CrosswalkEntry): void {
    this.entries.set(entry.document, entry);
  }

  /** Documents whose code or id is somebody else's. */
  async check(): Promise<StagedFinding[]> {
    const asked = [...this.entries.values()];
    if (!asked.some((entry) => entry.isNew)) return [];
    const books = await this.readBooks(asked);
    const here = index(asked.flatMap((entry) => entry.ids.map((id) => [id, entry.code] as const)));
    return asked.filter((entry) => entry.isNew).flatMap((entry) => this.conflict(entry, books, here) ?? []);
  }

  /** Documents that were held after they were remembered. */
  forget(documents: readonly string[]): void {
    for (const document of documents) this.entries.delete(document);
  }

  async write(): Promise<void> {
    const pairs = [...this.entries.values()].flatMap(({ ids, code }) => ids.map((id) => ({ id, code })));
    if (pairs.length === 0) return;
    await this.context.client.query(
      `insert into tieout.crosswalk (tieout_company, entity, by, source, code, batch)
       select $1, $2, 'id', id, code, $3::uuid
       from unnest($4::text[], $5::text[]) e(id, code)
       on conflict do nothing`,
      [this.context.company, this.entity, this.context.batch, pairs.map(({ id }) => id), pairs.map(({ code }) => code)],
    );
  }

  private get entity(): string {
    return this.dataset.mapping.crosswalk!.entity;
  }

  private async readBooks(entries: readonly CrosswalkEntry[]): Promise<{ codesOf: Index; idsOf: Index }> {
    const { rows } = await this.context.client.query<{ id: string; code: string }>(
      `select source as id, code from tieout.crosswalk
       where tieout_company = $1 and entity = $2 and by = 'id' and (source = any($3) or code = any($4))`,
      [this.context.company, this.entity, entries.flatMap(({ ids }) => ids), entries.map(({ code }) => code)],
    );
    return {
      codesOf: index(rows.map(({ id, code }) => [id, code])),
      idsOf: index(rows.map(({ id, code }) => [code, id])),
    };
  }

  private conflict(entry: CrosswalkEntry, books: { codesOf: Index; idsOf: Index }, here: Index): StagedFinding | null {
    const { code, ids } = entry;
    const owners = books.idsOf.get(code) ?? new Set();
    if (ids.some((id) => owners.has(id))) return null;
    for (const id of ids) {
      const others = [...(books.codesOf.get(id) ?? []), ...(here.get(id) ?? [])].filter((other) => other !== code);
      if (others.length > 0) return this.finding(entry, 'document.code-changed', this.changedText(entry, id, others));
    }
    return owners.size === 0 ? null : this.finding(entry, 'document.code-taken', this.takenText(entry, [...owners]));
  }

  private changedText({ code }: CrosswalkEntry, id: string, others: readonly string[]): string {
    return (
      `${subjects[this.entity]} ${id} of Procore is ${this.entity} ${[...new Set(others)].sort().join(' and ')}, ` +
      `and here it is ${code}. It would be in Sage twice: type the code it has. If its code was changed in Sage, ` +
      'put the new one beside its id in tieout.crosswalk.'
    );
  }

  private takenText({ code, ids }: CrosswalkEntry, owners: readonly string[]): string {
    return (
      `${capital(this.entity)} ${code} is Procore's ${[...owners].sort().join(' and ')}, ` +
      `and this one is ${ids.join(', ')}. It would overwrite the other: give it a code of its own. ` +
      'If both are one, add its id to tieout.crosswalk.'
    );
  }

  private finding({ document, code }: CrosswalkEntry, issueCode: string, message: string): StagedFinding {
    const issue = documentIssue(this.dataset.name, document, issueCode, message, 'error');
    return { issue: { ...issue, column: codeColumn(this.dataset), value: code }, hold: [document] };
  }
}

/** The column of the extract that the code is read from. */
export function codeColumn({ schema, mapping }: CompiledDataset): string | null {
  const { code } = mapping.crosswalk!;
  if (schema.column.has(code)) return code;
  const derived = mapping.derive.find(({ name }) => name === code);
  return derived !== undefined && 'firstOf' in derived ? (derived.firstOf[0] ?? null) : null;
}

/** As Procore calls them. */
const subjects: Readonly<Record<string, string>> = { vendor: 'Company', job: 'Project', commitment: 'Commitment' };

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function index(pairs: Iterable<readonly [string, string]>): Index {
  const found: Index = new Map();
  for (const [key, value] of pairs) found.set(key, (found.get(key) ?? new Set()).add(value));
  return found;
}
