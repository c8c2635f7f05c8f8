/**
 * The answers of one look-up, remembered by the parts of its key.
 * Promise: a key that is known is found without putting its parts together: the text of both, made anew for every line
 * and hashed, took longer than all that is done with the answer.
 * Does not: ask anybody.
 */
import type { Values } from './work.js';

type Branch = Map<string, Branch | readonly Values[]>;

/** All keys have the same number of parts, at least one. */
export class AnswerMemory {
  private readonly root: Branch = new Map();
  private answers = 0;

  get size(): number {
    return this.answers;
  }

  find(key: readonly string[]): readonly Values[] | undefined {
    let branch: Branch | readonly Values[] | undefined = this.root;
    for (let at = 0; at < key.length; at++) {
      branch = (branch as Branch).get(key[at]!);
      if (branch === undefined) return undefined;
    }
    return branch as readonly Values[];
  }

  /** Keeps the answer to a key that is not known yet. */
  keep(key: readonly string[], rows: readonly Values[]): void {
    let branch = this.root;
    for (const part of key.slice(0, -1)) {
      const next = (branch.get(part) ?? new Map()) as Branch;
      branch.set(part, next);
      branch = next;
    }
    branch.set(key.at(-1)!, rows);
    this.answers++;
  }

  clear(): void {
    this.root.clear();
    this.answers = 0;
  }
}
