/**
 * Commands under measurement: wall time, and the peak memory of the process itself.
 * Promise: memory is the kernel's own high-water mark (VmHWM), read until the process is gone; null elsewhere than on
 * Linux. Does not: add up children.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const SAMPLE_MS = 50;

/** `{ seconds, peakMb, code, stdout, stderr }` */
export function measure(command, args, options = {}) {
  const started = process.hrtime.bigint();
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const peak = watchMemory(child.pid);
  const out = { stdout: '', stderr: '' };
  child.stdout.on('data', (bytes) => (out.stdout += bytes));
  child.stderr.on('data', (bytes) => (out.stderr += bytes));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      resolve({ seconds, peakMb: peak(), code, ...out });
    });
  });
}

/** The same for work of this process, which cannot have a peak of its own. */
export async function timed(work) {
  const started = process.hrtime.bigint();
  const result = await work();
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9, peakMb: null, result };
}

function watchMemory(pid) {
  let peak = null;
  const look = () => {
    try {
      const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      if (kilobytes !== undefined) peak = Math.max(peak ?? 0, Number(kilobytes) / 1024);
    } catch {
      // Gone, or no Linux.
    }
  };
  look();
  const timer = setInterval(look, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
