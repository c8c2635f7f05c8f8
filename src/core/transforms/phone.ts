/** `phone`: a telephone number within Sage's 15 characters. */
import { orNull, type Transform } from './transform.js';

const LENGTH_MAX = 15;

/** How people write a number; where it fits it stays as it is. */
const WRITTEN = /^[\d+() ./x-]+$/i;

/** Figures, the signs Sage shows, and `x` before an extension; shorter forms first drop the brackets and dashes. */
function fit(input: string): string {
  const plain = input.trim().replace(/\s+/g, ' ');
  if (!/\d/.test(plain)) return '';
  if (plain.length <= LENGTH_MAX && WRITTEN.test(plain)) return plain;
  const signs = plain
    .toLowerCase()
    .replace(/ext(?:ension)?\.?/g, 'x')
    .replace(/[^0-9+()x-]+/g, ' ')
    .trim()
    .replace(/\s*([()x-])\s*/g, '$1')
    .replace(/ +/g, '-')
    .replace(/^x+|x+$/g, '');
  return signs.length <= LENGTH_MAX ? signs : signs.replace(/[()-]/g, '');
}

export const phone: Transform = {
  name: 'phone',
  summary:
    'Keeps a number of at most 15 characters as it is; of a longer one figures, + - ( ) and x for an extension. ' +
    'What is cut off is listed.',
  in: 'text',
  out: 'text',
  arguments: [],
  examples: [
    { input: ' (512)  555-0100', args: [], output: '(512) 555-0100' },
    { input: '512.555.0100', args: [], output: '512.555.0100' },
    { input: 'Tel. (512) 555-0100', args: [], output: '(512)555-0100' },
    { input: '(512) 555-0100 ext. 12', args: [], output: '5125550100x12' },
    { input: '+1 512 555 0100', args: [], output: '+1 512 555 0100' },
    { input: '+49 (0)30 901820-12345', args: [], output: '+49030901820123' },
    { input: 'call the office', args: [], output: null },
  ],
  apply: (input) => orNull(fit(input).slice(0, LENGTH_MAX)),
  lost: (input) => orNull(fit(input).slice(LENGTH_MAX)),
};
