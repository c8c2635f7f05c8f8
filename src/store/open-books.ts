/**
 * Our own books through TypeORM, for lists and the status of a company.
 * Promise: reads only; the pool is closed when the caller is done, whatever happened.
 * Does not: migrate, or take part in a batch.
 */
import type { EntityManager } from 'typeorm';
import { createDataSource } from './data-source.js';
import { books } from './entities/books.js';

export async function withBooks<T>(url: string, use: (manager: EntityManager) => Promise<T>): Promise<T> {
  const source = createDataSource(url, { entities: books });
  try {
    await source.initialize();
    return await use(source.manager);
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}
