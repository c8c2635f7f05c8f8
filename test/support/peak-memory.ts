/**
 * The most memory a process held, as the kernel counts it.
 * Promise: null elsewhere than on Linux. Does not: keep a process from ending, or count its children.
 */
import { readFileSync } from 'node:fs';

const SAMPLE_MS = 30;

/** Gives the peak in megabytes when called after the end. */
export function watchMemory(pid: number): () => number | null {
  let peak: number | null = null;
  const timer = setInterval(() => {
    try {
      const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      if (kilobytes !== undefined) peak = Math.max(peak ?? 0, Number(kilobytes) / 1024);
    } catch {
      // Gone, or no Linux.
    }
  }, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    return peak;
  };
}
