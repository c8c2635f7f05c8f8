/**
 * Turns what the system or PostgreSQL says about disk, rights and memory into a fault with a remedy.
 * Promise: texts and codes it does not know give null, so that the caller shows them as they are.
 * Does not: see passwords; neither the programs nor the file system print any.
 */
import { TransientFault, TieoutFault, UsageFault } from '../../core/faults.js';

/** `seen`: a file system error, or what a program printed (always English: it runs under `LC_ALL=C`). */
export function explainTrouble(seen: unknown, folder: string): TieoutFault | null {
  if (seen instanceof TieoutFault) return seen;
  const code = (seen as NodeJS.ErrnoException | null)?.code ?? '';
  const text = typeof seen === 'string' ? seen : '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || /No space left on device|Disk quota exceeded/.test(text)) {
    return new TransientFault(`The disk that holds ${folder} is full.`, {
      remedy: 'Free some space, or set TIEOUT_HOME to a folder on another disk, and repeat the command.',
      cause: seen,
    });
  }
  if (code === 'EROFS' || /Read-only file system/.test(text)) {
    return new UsageFault(`${folder} cannot be written: its file system is read-only.`, {
      remedy: 'Set TIEOUT_HOME to a folder that can be written.',
      cause: seen,
    });
  }
  if (['EACCES', 'EPERM'].includes(code) || /Permission denied|has wrong ownership/.test(text)) {
    return new UsageFault(`This user may not read and write the embedded database under ${folder}.`, {
      remedy: 'Run tieout as the user who made that folder, or set TIEOUT_HOME to a folder of your own.',
      cause: seen,
    });
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new UsageFault(`${folder} is no folder.`, { remedy: 'Set TIEOUT_HOME to a folder.', cause: seen });
  }
  if (/could not look up effective user/.test(text)) {
    return new UsageFault('This user has a number but no name on this system, and PostgreSQL needs one.', {
      remedy: 'Run as a user that /etc/passwd knows, or set TIEOUT_DATABASE_URL.',
      cause: seen,
    });
  }
  if (/Cannot allocate memory|could not (map anonymous|create) shared memory/.test(text)) {
    return new TransientFault('The machine has no memory left for the embedded database (it needs about 200 MB).', {
      remedy: 'Free some memory and repeat the command.',
      cause: seen,
    });
  }
  return null;
}
