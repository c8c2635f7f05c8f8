/**
 * The text by which the rows of a sheet are grouped into documents.
 * Promise: from the cells of the key alone; rows with the same key one after the other are given the very same text:
 * comparing and finding it is then a matter of its address.
 */
import type { CompiledDataset } from './compile-dataset.js';
import type { HeaderMatch } from './header-match.js';
import { inIdentityOrder, isTooLongForKey, presentText } from './key-cells.js';
import type { RawRow } from './nouns.js';
import { BUDGET_CODES, SPLIT_CODES, splitBudgetCode } from './split-budget-code.js';
import type { Values } from './work.js';

interface KeyPart {
  /** Columns that the file has, in the order in which they count. */
  readonly columns: readonly KeyColumn[];
  /** The code that a budget code may be split into for this part. */
  readonly split: string | null;
  readonly mayBeBlank: boolean;
}

interface KeyColumn {
  readonly index: number;
  readonly constant: string | null;
  readonly asKey: KeyText;
}

/** The text a cell adds to the key; null for a cell without a value, `undefined` for one that can be no key. */
type KeyText = (text: string | null) => string | null | undefined;

/** A column that a budget code is split from or into. */
interface SplitColumn {
  readonly name: string;
  readonly index: number;
  readonly constant: string | null;
}

const CODING: ReadonlySet<string> = new Set([...BUDGET_CODES, ...SPLIT_CODES]);

export class RowKeys {
  private readonly parts: readonly KeyPart[];
  /** Where a budget code may stand for a cost code of the key. */
  private readonly splits: readonly SplitColumn[];
  /** Of the last key, part by part; `lastKey` is null when it is not made of them yet. */
  private readonly lastParts: (string | null)[];
  private lastKey: string | null = null;

  /** `absent` are texts of cells that mean nothing. */
  constructor(
    private readonly dataset: CompiledDataset,
    private readonly match: HeaderMatch,
    private readonly absent: ReadonlySet<string>,
  ) {
    const { schema, profile } = dataset;
    const splits =
      schema.document.key.some((part) => part.includes('budget_code')) &&
      BUDGET_CODES.some((name) => this.cellOf(name) !== null);
    this.parts = schema.document.key.map((part) => ({
      split: splits ? (part.find((name) => name === 'cost_code' || name === 'sub_job') ?? null) : null,
      mayBeBlank: !part.some((name) => schema.requiredColumns.some((set) => set.includes(name))),
      columns: inIdentityOrder(part, profile.invoiceIdentity).flatMap((name) => {
        const cell = this.cellOf(name);
        return cell === null ? [] : [{ ...cell, asKey: this.keyCellOf(name, name === part[0] ? '' : `${name}:`) }];
      }),
    }));
    this.lastParts = this.parts.map(() => null);
    this.splits = !splits
      ? []
      : schema.columns.flatMap(({ name }) => {
          const cell = CODING.has(name) ? this.cellOf(name) : null;
          return cell === null ? [] : [{ name, ...cell }];
        });
  }

  /** Indexes of the columns that make it. */
  get columns(): number[] {
    const cells = [...this.parts.flatMap(({ columns }) => columns), ...this.splits];
    return cells.map(({ index }) => index).filter((index) => index >= 0);
  }

  /** Null where a part of the key has no value. */
  of(row: RawRow): string | null {
    const split = this.splits.length === 0 ? null : this.splitCodes(row);
    const { parts, lastParts } = this;
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at]!;
      const text = this.partOf(part, row, split);
      if (text === undefined || (text === null && !part.mayBeBlank)) return null;
      if (text === lastParts[at]) continue;
      lastParts[at] = text;
      this.lastKey = null;
    }
    this.lastKey ??= lastParts.join('|');
    return this.lastKey;
  }

  private partOf(part: KeyPart, row: RawRow, split: Values | null): string | null | undefined {
    const { columns, split: name } = part;
    const code = name === null ? null : split?.[name];
    if (code != null) return this.keyTextOf(name!)(String(code));
    for (let i = 0; i < columns.length; i++) {
      const { index, constant, asKey } = columns[i]!;
      const text = asKey(constant ?? row.cells[index] ?? null);
      if (text !== null) return text;
    }
    return null;
  }

  private splitCodes(row: RawRow): Values {
    const values: Values = {};
    for (const { name, index, constant } of this.splits) {
      const text = presentText(constant ?? row.cells[index], this.absent);
      if (text !== null) values[name] = text;
    }
    splitBudgetCode(values, this.dataset.schema, this.dataset.profile);
    return values;
  }

  /**
   * A cell of a key as part of it; `prefix` tells a name or id from the code that stands first in the part. Rows of a
   * document stand together, so the last text is kept.
   */
  private keyCellOf(name: string, prefix: string): KeyText {
    const asKey = this.keyTextOf(name);
    let lastText: string | null = null;
    let last: string | null | undefined = null;
    return (text) => {
      if (text === lastText) return last;
      const present = presentText(text, this.absent);
      lastText = text;
      if (present === null) last = null;
      else last = isTooLongForKey(present) ? undefined : prefix + asKey(present);
      return last;
    };
  }

  /**
   * A code counts in its mask: `26.101` and `26-101` are one job. Rows of a document stand together, so the last text
   * is kept.
   */
  private keyTextOf(name: string): (text: string) => string {
    const code = this.dataset.codes.find((entry) => entry.column === name);
    let lastText = '';
    let lastKey = '';
    return (text) => {
      if (text === lastText) return lastKey;
      const result = code?.format(text);
      lastText = text;
      lastKey = (result?.ok === true ? result.value : text).toUpperCase();
      return lastKey;
    };
  }

  private cellOf(name: string): { readonly index: number; readonly constant: string | null } | null {
    const index = this.match.indexes.get(name) ?? -1;
    const constant = this.match.constants.get(name) ?? null;
    return index < 0 && constant === null ? null : { index, constant };
  }
}
