/**
 * Documents that are loaded and missing from an extract that always holds everything (`fullExtract` of the profile).
 * Promise: each is listed once, as a warning; nothing is taken out of Sage, for only a person knows why it is gone.
 * Does not: ask where a file of the dataset was not read whole, nor of what only Sage has brought.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import { shownKey } from '../core/fill-message.js';
import type { StagedFinding } from '../core/ports.js';
import { documentIssue } from './document-issue.js';
import type { StageContext } from './stage-context.js';

export async function missingDocuments(context: StageContext, dataset: CompiledDataset): Promise<StagedFinding[]> {
  if (!dataset.profile.fullExtract.includes(dataset.name)) return [];
  const { rows } = await context.client.query<{ document: string; file: string | null; since: string }>(
    `select d.document, v.file, b.as_of::text as since
     from tieout.document d
     join lateral (
       select v.file, v.batch from tieout.document_version v
       join tieout.batch b on b.tieout_company = v.tieout_company and b.batch = v.batch and b.origin = 'procore'
       where v.tieout_company = d.tieout_company and v.dataset = d.dataset and v.document = d.document and not v.carried
       order by b.started_at desc limit 1) v on true
     join tieout.batch b on b.tieout_company = d.tieout_company and b.batch = v.batch
     where d.tieout_company = $1 and d.dataset = $2 and d.loaded_batch is not null
       and not exists (select 1 from stage_document s where s.document = d.document and not s.carried)
     order by d.document`,
    [context.company, dataset.name],
  );
  return rows.map(({ document, file, since }) => {
    const message =
      `${shownKey(document)} is loaded and is missing from this extract, which always holds everything; it last came ` +
      `${file === null ? '' : `in ${file} `}on ${since}. If it was deleted in Procore, reverse it in Sage.`;
    return {
      issue: documentIssue(dataset.name, document, 'document.missing-from-full-extract', message, 'warning'),
      hold: [],
    };
  });
}
