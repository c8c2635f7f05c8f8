/** How many threads a batch takes for its large datasets, and from which size on. */
export interface ThreadUse {
  /** Threads that judge a dataset; 0: the batch does it all itself. */
  readonly count: number;
  /** Rows of a dataset that is worth them. */
  readonly rowsMin: number;
}

export const NO_THREADS: ThreadUse = { count: 0, rowsMin: 0 };
