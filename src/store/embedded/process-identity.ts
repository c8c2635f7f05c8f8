/**
 * Tells whether the process that once wrote its pid down is still that process.
 * Promise: a dead process, a zombie nobody buried, and a stranger that got the pid anew are all "not alive". Where the
 * system shows no start time (Windows) the pid alone decides.
 * Does not: look into other containers; a home folder shared by two of them at the same time is not supported.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

const unknownStart = 'x';

/** The start time of a living process as an opaque word without `-`; null when there is none. */
export function startWordOf(pid: number): string | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  if (process.platform === 'linux') return linuxStartWord(pid);
  if (!answersSignalZero(pid)) return null;
  return process.platform === 'win32' ? unknownStart : unixStartWord(pid);
}

/** Whether `pid` is alive and is the process that started at `startWord`. */
export function isSameProcess(pid: number, startWord: string): boolean {
  return startWordOf(pid) === startWord;
}

/** Whether `pid` is a living PostgreSQL whose data folder is `dataFolder` (a real path). */
export function isPostgresOf(pid: number, dataFolder: string): boolean {
  if (startWordOf(pid) === null) return false;
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === dataFolder;
    if (process.platform === 'win32') return true;
    return psField(pid, 'comm').includes('postgres');
  } catch {
    return false;
  }
}

/** Field 22 of `/proc/<pid>/stat`, in clock ticks since boot. The name in field 2 may hold spaces and brackets. */
function linuxStartWord(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[0];
    return state === 'Z' || state === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function unixStartWord(pid: number): string | null {
  if (psField(pid, 'stat').startsWith('Z')) return null;
  const started = psField(pid, 'lstart');
  return started === '' ? null : started.replace(/[^A-Za-z0-9]/g, '');
}

function psField(pid: number, field: string): string {
  return spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
}

function answersSignalZero(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
