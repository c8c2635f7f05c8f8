/** placeholder */
import type { Client } from 'pg';
import type { Catalog } from '../core/catalog.js';
import type { ReconciliationReport } from '../core/report-model.js';
export async function buildReport(_client: Client, _company: string, _batch: string, _catalog: Catalog): Promise<ReconciliationReport> {
  return null as unknown as ReconciliationReport;
}
