/**
 * Codes that no mask looks at (invoice numbers, change numbers): what Excel made of them, and what cannot be a code.
 * Promise: only forms that Excel writes by itself count as its work (`15-Mar`, `Mar-15`, `1.23E+11`, `#REF!`); a number
 * that is written like a date in the source, `2026-03-15`, is taken as it stands.
 * Does not: look codes up; code-mask knows those that have a mask.
 */
import type { CellError } from './parse-cell.js';
import { visibleText } from './visible-text.js';

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const DATE = new RegExp(`^(?:\\d{1,2}-${MONTH}(?:-\\d{2}|-\\d{4})?|${MONTH}-\\d{2})$`);
const ROUNDED = /^(?:\d(?:\.\d+)?E\+\d{2,3}|\d\.\d+E-\d{2,3})$/;
const ERROR = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/;

/** Null when nothing speaks against the code. */
export function plainCodeTrouble(text: string): CellError | null {
  if (DATE.test(text)) {
    return trouble(
      'code.excel-date',
      `"${text}" is a date: Excel turned the code into one. Set the column to Text in Excel and type the code again.`,
    );
  }
  if (ROUNDED.test(text)) {
    return trouble(
      'code.excel-number',
      `"${text}" is a number that Excel rounded, and digits of the code are lost. ` +
        'Set the column to Text in Excel and take the code from the source again.',
    );
  }
  if (ERROR.test(text)) return trouble('cell.error-value', `"${text}" is an Excel error, not a code. Type the code.`);
  if (/^#+$/.test(text) && text.length > 1) {
    const message = `"${visibleText(text, 60)}" is what Excel shows in a narrow column, not a code. Type the code.`;
    return trouble('code.bad-character', message);
  }
  return null;
}

function trouble(code: string, message: string): CellError {
  return { code, message, allowed: null };
}
