/** `collapse`: line breaks and runs of blanks become one blank, the ends are trimmed. */
import { orNull, type Transform } from './transform.js';

export const collapse: Transform = {
  name: 'collapse',
  summary: 'Turns line breaks and runs of blanks into one blank and trims the ends.',
  in: 'text',
  out: 'text',
  arguments: [],
  examples: [
    { input: '  3 5/8"\r\n  wall ', args: [], output: '3 5/8" wall' },
    { input: ' \n ', args: [], output: null },
  ],
  apply: (input) => orNull(input.replace(/\s+/g, ' ').trim()),
};
