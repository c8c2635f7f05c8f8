/**
 * The measures of a mapping that a second reading of the tables must find, in file order.
 * Does not: read anything (store/reconcile-books does).
 */
import type { MappingDefinition, Reconciled } from './mapping-grammar.js';

export interface MeasureReadAgain extends Reconciled {
  readonly measure: string;
}

export function measuresReadAgain({ reconcile }: MappingDefinition): MeasureReadAgain[] {
  return Object.entries(reconcile).flatMap(([measure, again]) => ('none' in again ? [] : [{ measure, ...again }]));
}
