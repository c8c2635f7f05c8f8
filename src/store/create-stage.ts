/**
 * The temporary tables of one dataset: `stage_document` for its documents, and one for each of its targets.
 * Promise: columns have the types of the tables they are published to; what an earlier dataset left is gone.
 * Does not: fill them.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { TargetDefinition } from '../core/mapping-grammar.js';
import type { SageTable } from '../core/nouns.js';
import { VERSION_COLUMNS } from './document-version.js';
import { columnList, sageTable } from './sage-sql.js';
import type { StageContext } from './stage-context.js';

/** A target of the dataset, the table it is for, and where it stands among the targets. */
export interface StagedTarget {
  readonly target: TargetDefinition;
  readonly table: SageTable;
  readonly index: number;
}

export async function createStage({ client }: StageContext, dataset: CompiledDataset): Promise<void> {
  await client.query('drop table if exists stage_document');
  await client.query(
    `create temp table stage_document as
     select ${columnList(VERSION_COLUMNS)}, null::jsonb as content,
       null::json as digest, null::text as delivered_hash, null::jsonb as codes, null::text as first_state
     from tieout.document_version
     with no data`,
  );
  for (const [index, target] of dataset.mapping.targets.entries()) {
    const table = dataset.tables.get(target.table)!;
    await client.query(`drop table if exists ${stageTable(index)}`);
    await client.query(
      `create temp table ${stageTable(index)} as
       select ${columnList(stagedColumns(target, table), 't')}, ''::text as tieout_document, ''::text as tieout_row_hash
       from ${sageTable(table.table)} t
       with no data`,
    );
  }
}

/** Name of the temporary table of a target. */
export function stageTable(index: number): string {
  return `stage_${index}`;
}

export function stagedColumns(target: TargetDefinition, table: SageTable): string[] {
  return [...new Set([...table.key, ...Object.keys(target.columns)])];
}
