/**
 * The sink of one dataset on PostgreSQL: stage, check, hold what must be held, publish.
 * Promise: one object per dataset and batch, all on the connection of the batch's transaction.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { StagedFinding } from '../core/ports.js';
import type { DatasetSink, ExtractRead, ReadTotals } from '../core/run-batch.js';
import type { WorkDocument } from '../core/work.js';
import { applyFindings, checkStaged } from './check-staged.js';
import { missingDocuments } from './missing-documents.js';
import { publishDataset } from './publish-dataset.js';
import { repeatWarnings } from './repeat-warnings.js';
import { contentOf, createStage, stageDocuments, type StageContext } from './stage-documents.js';

export class PgDatasetSink implements DatasetSink {
  private readonly copies = new Map<string, number>();
  private readonly crosswalk = new Map<string, { id: string; code: string }>();

  constructor(
    private readonly context: StageContext,
    private readonly dataset: CompiledDataset,
    private readonly wrote: () => void,
  ) {}

  begin(): Promise<void> {
    return createStage(this.context, this.dataset);
  }

  async stage(documents: readonly WorkDocument[]): Promise<void> {
    for (const document of documents) this.rememberIds(document);
    await stageDocuments(this.context, this.dataset, documents, this.copies);
  }

  async check({ isWhole }: ExtractRead): Promise<StagedFinding[]> {
    const missing = isWhole ? await missingDocuments(this.context, this.dataset) : [];
    return [...(await checkStaged(this.context, this.dataset)), ...missing];
  }

  apply(findings: readonly StagedFinding[], contents: ReadonlyMap<string, string>): Promise<void> {
    return applyFindings(this.context, this.dataset, findings, contents);
  }

  async publish(read: ReadTotals): Promise<void> {
    await repeatWarnings(this.context, this.dataset);
    if (await publishDataset(this.context, this.dataset, read.superseded)) this.wrote();
    await this.writeCrosswalk();
  }

  contentOf(document: WorkDocument): string {
    return contentOf(document);
  }

  /** Procore ids of what is loaded, so that other extracts may name it by id. */
  private rememberIds(document: WorkDocument): void {
    const { crosswalk } = this.dataset.mapping;
    if (crosswalk === undefined || (document.outcome !== 'loaded' && document.outcome !== 'unchanged')) return;
    const code = document.values[crosswalk.code];
    for (const column of crosswalk.ids) {
      const id = document.values[column];
      if (code != null && id != null) this.crosswalk.set(String(id), { id: String(id), code: String(code) });
    }
  }

  private async writeCrosswalk(): Promise<void> {
    const { crosswalk } = this.dataset.mapping;
    if (crosswalk === undefined || this.crosswalk.size === 0) return;
    const entries = [...this.crosswalk.values()];
    await this.context.client.query(
      `insert into tieout.crosswalk (tieout_company, entity, by, source, code, batch)
       select $1, $2, 'id', id, code, $3::uuid from unnest($4::text[], $5::text[]) e(id, code) on conflict do nothing`,
      [
        this.context.company,
        crosswalk.entity,
        this.context.batch,
        entries.map((entry) => entry.id),
        entries.map((entry) => entry.code),
      ],
    );
  }
}
