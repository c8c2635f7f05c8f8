/**
 * The sink of one dataset on PostgreSQL: stage, check, hold what must be held, publish.
 * Promise: one object per dataset and batch, all on the connection of the batch's transaction.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { StagedFinding } from '../core/ports.js';
import type { DatasetSink, ExtractRead } from '../core/run-batch.js';
import type { ReadTotals } from '../core/read-totals.js';
import type { WorkDocument } from '../core/work.js';
import { applyFindings } from './apply-findings.js';
import { checkStaged } from './check-staged.js';
import { createCodingStage, publishCodingSums } from './coding-sums.js';
import { createStage, stageTable } from './create-stage.js';
import { CrosswalkEntries } from './crosswalk.js';
import { contentOf } from './document-version.js';
import { missingDocuments } from './missing-documents.js';
import { publishDataset } from './publish-dataset.js';
import { analyze } from './refresh-statistics.js';
import { ChunkRenderer, type RenderedChunk } from './render-chunk.js';
import { repeatWarnings } from './repeat-warnings.js';
import type { StageContext } from './stage-context.js';
import { numberCopies, stageChunk } from './stage-chunk.js';

export class PgDatasetSink implements DatasetSink<RenderedChunk> {
  private readonly crosswalk: CrosswalkEntries;
  private readonly renderer: ChunkRenderer;

  constructor(
    private readonly context: StageContext,
    private readonly dataset: CompiledDataset,
    private readonly wrote: () => void,
  ) {
    this.crosswalk = new CrosswalkEntries(context, dataset);
    this.renderer = new ChunkRenderer(dataset);
  }

  async begin(): Promise<void> {
    await createStage(this.context, this.dataset);
    await createCodingStage(this.context);
  }

  render(documents: readonly WorkDocument[]): RenderedChunk {
    return this.renderer.render(documents);
  }

  async stage(chunk: RenderedChunk): Promise<void> {
    for (const entry of chunk.crosswalk) this.crosswalk.remember(entry);
    await stageChunk(this.context, this.dataset, chunk);
  }

  async check({ isWhole }: ExtractRead): Promise<StagedFinding[]> {
    const targets = this.dataset.mapping.targets.map((_, index) => stageTable(index));
    await analyze(this.context.client, ['stage_document', ...targets]);
    await numberCopies(this.context);
    const missing = isWhole ? await missingDocuments(this.context, this.dataset) : [];
    return [...(await checkStaged(this.context, this.dataset)), ...(await this.crosswalk.check()), ...missing];
  }

  apply(findings: readonly StagedFinding[], contents: ReadonlyMap<string, string>): Promise<void> {
    this.crosswalk.forget(findings.flatMap(({ hold }) => hold));
    return applyFindings(this.context, this.dataset, findings, contents);
  }

  async publish(read: ReadTotals): Promise<void> {
    await repeatWarnings(this.context, this.dataset);
    await publishCodingSums(this.context, this.dataset);
    if (await publishDataset(this.context, this.dataset, read.replaced)) this.wrote();
    await this.crosswalk.write();
  }

  contentOf(document: WorkDocument): string {
    return contentOf(document);
  }
}
