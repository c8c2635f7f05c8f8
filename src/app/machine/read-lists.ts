/**
 * What `batches`, `documents` and `status` show, from the books.
 * Promise: plain data, newest first. Does not: change anything.
 */
import { In, type EntityManager } from 'typeorm';
import { formatCents } from '../../core/money.js';
import type { BatchSummary, Outcome } from '../../core/nouns.js';
import {
  batchBook,
  batchFileBook,
  documentBook,
  type BatchRecord,
  type DocumentRecord,
} from '../../store/entities/books.js';
import type { BatchLine, CompanyStatus, DocumentFilter, DocumentLine, DocumentState } from '../engine.js';

export async function listBatches(books: EntityManager, company: string, limit: number): Promise<BatchLine[]> {
  const rows = await books.find(batchBook, {
    where: { tieout_company: company },
    order: { started_at: 'DESC', batch: 'DESC' },
    take: limit,
  });
  return rows.map(toLine);
}

function toLine(row: BatchRecord): BatchLine {
  const count = (pick: (documents: BatchSummary['datasets'][number]['documents']) => number): number =>
    (row.summary?.datasets ?? []).reduce((sum, dataset) => sum + pick(dataset.documents), 0);
  const documents: Record<Outcome, number> = {
    loaded: count((d) => d.inserted + d.updated),
    unchanged: count((d) => d.unchanged),
    held: count((d) => d.held),
    waiting: count((d) => d.waiting),
    excluded: count((d) => d.excluded),
  };
  return {
    batch: row.batch,
    started: row.started_at.toISOString(),
    seconds: row.finished_at === null ? null : (row.finished_at.getTime() - row.started_at.getTime()) / 1000,
    status: row.status,
    asOf: row.as_of,
    datasets: (row.summary?.datasets ?? []).map((dataset) => dataset.dataset),
    documents,
    dryRun: false,
    repeats: row.repeats,
  };
}

export async function listDocuments(books: EntityManager, filter: DocumentFilter): Promise<DocumentLine[]> {
  const query = books
    .createQueryBuilder(documentBook, 'd')
    .innerJoin(batchBook.options.name, 'b', 'b.tieout_company = d.tieout_company and b.batch = d.batch')
    .select(['dataset', 'document', 'state', 'reason_code', 'reason', 'amount', 'batch'].map(ownName))
    .addSelect('coalesce(d.open_since, b.started_at)', 'since')
    .where('d.tieout_company = :company', { company: filter.company });
  if (filter.states.length > 0) query.andWhere('d.state in (:...states)', { states: filter.states });
  if (filter.dataset !== null) query.andWhere('d.dataset = :dataset', { dataset: filter.dataset });
  const rows = await query
    .orderBy('since', 'DESC')
    .addOrderBy('d.dataset')
    .addOrderBy('d.document')
    .limit(filter.limit)
    .getRawMany<DocumentRecord & { state: DocumentState; since: Date }>();
  return rows.map((row) => ({
    dataset: row.dataset,
    document: row.document,
    state: row.state,
    code: row.reason_code,
    message: row.reason,
    amount: row.amount === null ? null : formatCents(BigInt(row.amount)),
    since: row.since.toISOString(),
    batch: row.batch,
  }));
}

/** A column under its own name: TypeORM would set the alias before it. */
function ownName(column: string): string {
  return `d.${column} as ${column}`;
}

export async function companyStatus(
  books: EntityManager,
  company: string,
  definitions: string,
  database: 'embedded' | 'url',
): Promise<CompanyStatus> {
  const open = await books
    .createQueryBuilder(documentBook, 'd')
    .select(['d.state as state', 'count(*) as count'])
    .where({ tieout_company: company, state: In(['held', 'waiting', 'ready']) })
    .groupBy('d.state')
    .getRawMany<{ state: DocumentState; count: string }>();
  const newest = await books
    .createQueryBuilder(batchFileBook, 'f')
    .innerJoin(batchBook.options.name, 'b', 'b.tieout_company = f.tieout_company and b.batch = f.batch')
    .select(['f.dataset as dataset', 'f.name as file', 'b.started_at as received_at'])
    .distinctOn(['f.dataset'])
    .where('f.tieout_company = :company and f.dataset is not null', { company })
    .orderBy('f.dataset')
    .addOrderBy('b.started_at', 'DESC')
    .getRawMany<{ dataset: string; file: string; received_at: Date }>();
  return {
    company,
    definitions,
    database,
    lastBatch: (await listBatches(books, company, 1))[0] ?? null,
    open: Object.fromEntries(open.map((row) => [row.state, Number(row.count)])),
    newestExtracts: newest.map((row) => ({
      dataset: row.dataset,
      file: row.file,
      receivedAt: row.received_at.toISOString(),
    })),
  };
}
