/**
 * A dataset that came again and brings nothing new has the answer it had before, warnings and all.
 * Promise: a run repeated under the same conditions lists the same issues; a warning about what was loaded long ago
 * does not come back in a batch that loads something else.
 * Does not: judge. The warnings are those the last batch gave for the same documents.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { Issue } from '../core/nouns.js';
import type { StageContext } from './stage-context.js';
import { writeIssues } from './write-issues.js';

type Remembered = Omit<Issue, 'dataset'>;

/** Before the books are written: they still say which batch judged each document last. */
export async function repeatWarnings(context: StageContext, dataset: CompiledDataset): Promise<void> {
  // A file that changed its name or its rows is cited as it is now.
  const { rows } = await context.client.query<Remembered>(
    `select s.file, s.sheet, case when same then i."row" else s.row_numbers[1] end as "row", i."column",
       case when same then i.cell end as cell, i.header, i.document, i.code, i.severity, i.value, i.message,
       i.allowed, i.nearest
     from stage_document s
     join tieout.document d
       on d.tieout_company = $1 and d.dataset = s.dataset and d.document = s.document
     join tieout.issue i
       on i.tieout_company = $1 and i.batch = d.batch and i.dataset = s.dataset and i.document = s.document
     cross join lateral (select s.sha256 is not distinct from d.sha256 as same) c
     where s.outcome = 'unchanged' and s.target_hash is null and i.outcome = 'warned'
       and not exists (select 1 from stage_document where outcome = 'loaded')
     order by i.batch, i.sequence`,
    [context.company],
  );
  await writeIssues(
    context,
    rows.map((row) => ({ issue: { dataset: dataset.name, ...row }, outcome: 'warned' })),
  );
}
