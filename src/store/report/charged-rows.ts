/**
 * What the batch charged, from the distributions in the table, added up by commitment line and coding: read once for
 * the trees and for billed against charged.
 * Promise: every distribution of the batch is in it; without a batch, every one of the company.
 */
import { analyze } from '../refresh-statistics.js';
import { textLiteral } from '../sage-sql.js';
import { centsOf, type ReportContext } from './report-context.js';

export const DISTRIBUTIONS = 'apm_master__distribution';

/** The temporary table: a row a commitment line and coding, with `cents` without tax. */
export const CHARGED = 'report_charged';

const BY = 'commitment, commitment_line_item, job, extra, cost_code, category';

export async function readCharged(context: ReportContext): Promise<void> {
  await forgetCharged(context);
  // A statement that makes a table takes no parameters.
  const { company, batch } = context;
  const own = batch === null ? '' : ` and tieout_batch = ${textLiteral(batch)}`;
  await context.client.query(
    `create temp table ${CHARGED} as
     select ${BY}, sum(${centsOf('amount')} - ${centsOf('tax')}) as cents
     from sage.${DISTRIBUTIONS}
     where tieout_company = ${textLiteral(company)}${own}
     group by ${BY}`,
  );
  await analyze(context.client, [CHARGED]);
}

export async function forgetCharged({ client }: ReportContext): Promise<void> {
  await client.query(`drop table if exists ${CHARGED}`);
}
