/**
 * Documents that came again as they were loaded: told by the texts of their rows, before anything of them is parsed.
 * Why: of the lines of a night some ninety-nine in a hundred came the night before.
 * Promise: such a document is what it was loaded as, and judging its rows anew under the key it was loaded by would say
 * nothing else; where the crosswalk or Sage have another code for its vendor since, it is not a second one of that.
 * Does not: take copies in several files, datasets that teach the crosswalk from each document, or datasets that follow
 * a name to another code (a master that is updated).
 */
import type { CompiledDataset } from './compile-dataset.js';
import type { JudgeContext } from './judge-dataset.js';
import { codeColumns } from './key-names.js';
import type { LoadedDocument } from './ports.js';
import type { RowGroup, Values, WorkDocument } from './work.js';

/**
 * What the books keep, so that the same rows are known when they come again. Null where judging them anew could say
 * something else than unchanged: it is open, it was not loaded with just these values, or it `isUnreadable` in part.
 */
export function hashToKeep({ group, outcome, known, sourceHash }: WorkDocument, isUnreadable: boolean): string | null {
  const isAsLoaded = outcome === 'loaded' || (outcome === 'unchanged' && known?.sourceHash === sourceHash);
  return isAsLoaded && !isUnreadable ? group.deliveredHash : null;
}

/** Whether the hash of a document's rows is kept and asked for. */
export function isAskedByHash({ mapping }: CompiledDataset): boolean {
  const followsNames = mapping.reload !== 'hold' && (mapping.resolve ?? []).length > 0;
  return mapping.crosswalk === undefined && !followsNames;
}

/** Those of the groups that need no judging. */
export async function repeatedDocuments(
  groups: readonly RowGroup[],
  { dataset, definitions, lookups }: JudgeContext,
): Promise<Map<RowGroup, WorkDocument>> {
  const found = new Map<RowGroup, WorkDocument>();
  const hashes = groups.flatMap(({ deliveredHash }) => deliveredHash ?? []);
  if (hashes.length === 0) return found;
  const loaded = await lookups.loadedAs(dataset.name, definitions, hashes);
  if (loaded.size === 0) return found;
  for (const group of groups) {
    const known = group.deliveredHash === null ? undefined : loaded.get(group.deliveredHash);
    if (known !== undefined) found.set(group, repeatedDocument(group, known, dataset));
  }
  return found;
}

function repeatedDocument(group: RowGroup, known: LoadedDocument, dataset: CompiledDataset): WorkDocument {
  const none = dataset.measures.map(() => 0);
  return {
    dataset: dataset.name,
    key: known.key,
    group,
    source: group.firstRow.source,
    values: knownValues(known, dataset),
    lines: [],
    reasons: [],
    alterations: [],
    failedCodes: null,
    rowNumbers: group.rowNumbers,
    amounts: [...known.amounts],
    amountsExcluded: [...known.amountsExcluded],
    amountsUnchanged: none,
    rowsUnchanged: 0,
    unreadable: [...none],
    known,
    sourceHash: known.sourceHash,
    targetHash: null,
    outcome: 'unchanged',
    copyOf: null,
    differs: null,
    rivals: [],
    action: null,
    targets: [],
    deliveredHash: group.deliveredHash,
  };
}

/** No more than is shown of an unchanged document, and tells it from another of its key. */
function knownValues({ codes, shown }: LoadedDocument, dataset: CompiledDataset): Values {
  const { show } = dataset.mapping;
  const values: Values = {};
  for (const [at, column] of codeColumns(dataset).entries()) values[column] = codes[at] ?? null;
  for (const part of ['vendor', 'job', 'title'] as const) {
    const name = show?.[part];
    if (name !== undefined && shown[part] !== null) values[name] = shown[part];
  }
  return values;
}
