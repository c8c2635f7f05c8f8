/**
 * The reconciliation report of a batch, or of the company as it stands, from the books and the re-read tables
 * (INTERFACE §7).
 * Promise: made again at any time with the same figures. Does not: render it.
 */
import type { Client } from 'pg';
import type { Catalog } from '../core/catalog.js';
import type { ReconciliationReport } from '../core/report-model.js';
import { companyEquations } from './reconcile-batch.js';
import { forgetCharged, readCharged } from './report/charged-rows.js';
import { hashTotals, measureRows, readEquations, reportFiles, reportHead } from './report/report-head.js';
import { billedAgainstCharged, invoiceSections } from './report/report-invoices.js';
import { actionRows, alterations, excludedRows, openItems, warningIssues } from './report/report-lists.js';
import type { ReportContext } from './report/report-context.js';
import { jobTree, vendorTree } from './report/report-trees.js';

export async function buildReport(
  client: Client,
  company: string,
  batch: string | null,
  catalog: Catalog,
  rowsMax = catalog.profile.reportDetailRows,
): Promise<ReconciliationReport> {
  const context: ReportContext = { client, company, batch, catalog, rowsMax, cut: {} };
  const equations =
    batch === null
      ? await companyEquations(client, company, catalog.datasets, catalog.profile.toleranceCents)
      : await readEquations(context);
  const measures = await measureRows(context, equations);
  const { register, merged } = await invoiceSections(context);
  await readCharged(context);
  const trees = { vendors: await vendorTree(context), jobs: await jobTree(context) };
  const billed = await billedAgainstCharged(context);
  await forgetCharged(context);
  return {
    head: await reportHead(context, equations, measures),
    measures,
    equations,
    actions: await actionRows(context),
    openItems: await openItems(context),
    excluded: await excludedRows(context),
    ...trees,
    register,
    alterations: await alterations(context),
    mergedLines: merged,
    billedAgainstCharged: billed,
    warnings: await warningIssues(context),
    files: await reportFiles(context),
    hashTotals: await hashTotals(context),
    cutSections: context.cut,
  };
}
