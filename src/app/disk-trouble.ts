/**
 * What an error of the file system during work means for the operator.
 * Promise: a disk that is full or broken is a `TransientFault` (exit 6), one that may not be written a `UsageFault`
 * (exit 2); the path is named as the system names it. Errors of other origin give null.
 * Does not: know what was being written.
 */
import { TransientFault, UsageFault, type TieoutFault } from '../core/faults.js';

const AGAIN = 'give the same command again: what was kept is found, and its reports are written anew.';

export function explainDiskError(error: unknown): TieoutFault | null {
  const { code = '', syscall, path } = (error ?? {}) as NodeJS.ErrnoException;
  // Errors of the network have a system call too, and codes of their own.
  if (typeof syscall !== 'string') return null;
  const where = path === undefined ? 'The disk under TIEOUT_HOME or the report folder' : `The disk of ${path}`;
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) {
    return new TransientFault(`${where} is full (${code}).`, {
      remedy: `Free some space there, or set TIEOUT_HOME to a folder on another disk, and ${AGAIN}`,
      cause: error,
    });
  }
  if (['EROFS', 'EACCES', 'EPERM'].includes(code)) {
    return new UsageFault(`${where} may not be written or read by this user (${code}).`, {
      remedy: `Make it writable, or set TIEOUT_HOME to a folder of your own, and ${AGAIN}`,
      cause: error,
    });
  }
  if (code === 'EIO') {
    return new TransientFault(`${where} fails (${code}).`, {
      remedy: `Have that disk looked at, set TIEOUT_HOME to a folder on another one, and ${AGAIN}`,
      cause: error,
    });
  }
  return null;
}
