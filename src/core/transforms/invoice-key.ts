/** `invoice-key`: what two invoice numbers have in common when they may be one invoice typed twice. */
import { folded, orNull, type Transform } from './transform.js';

export const invoiceKey: Transform = {
  name: 'invoice-key',
  summary: 'An invoice number without case, blanks, punctuation and leading zeros, for finding possible duplicates.',
  in: 'text',
  out: 'text',
  arguments: [],
  examples: [
    { input: '00123', args: [], output: '123' },
    { input: 'Inv. 0012-a', args: [], output: 'INV12A' },
    { input: 'INV-12A', args: [], output: 'INV12A' },
    { input: '1-01', args: [], output: '101' },
    { input: '000', args: [], output: '0' },
    { input: '--', args: [], output: null },
  ],
  // Zeros inside a number stay: 1-01 is not 1-1.
  apply: (input) =>
    orNull(
      folded(input)
        .replace(/[^\p{L}\p{N}]+/gu, '')
        .replace(/(^|\p{L})0+(?=\p{N})/gu, '$1'),
    ),
};
