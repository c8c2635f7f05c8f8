/**
 * Keeps the memory of a long batch flat. V8 takes its limit from the machine (4 GB on one of 24) and collects the less
 * often the larger the limit is: a batch that holds 150 MB grew to 580. A limit given at the start of the process would
 * end a batch that needs more; this only asks for a collection in time.
 * Promise: never throws, never ends a batch; where V8 gives no collector it does nothing.
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const megabyte = 1024 * 1024;
/** Bytes in use before it is worth a look: less is what a small batch needs anyway. */
const USED_MAX = 190 * megabyte;
/** A batch that truly holds more is not collected at every step. */
const growth = 1.3;

export type HeapGuard = () => void;

/** Call it between two pieces of work, when as little as possible is held. */
export function heapGuard(usedMax = USED_MAX): HeapGuard {
  const collect = collector();
  let threshold = usedMax;
  return () => {
    if (collect === null || getHeapStatistics().used_heap_size < threshold) return;
    collect();
    threshold = Math.max(usedMax, getHeapStatistics().used_heap_size * growth);
  };
}

function collector(): (() => void) | null {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('typeof gc === "function" ? gc : null');
  return typeof found === 'function' ? (found as () => void) : null;
}
