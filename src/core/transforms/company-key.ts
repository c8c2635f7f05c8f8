/** `company-key`: what two company names have in common when they may be one vendor entered twice. */
import { folded, orNull, type Transform } from './transform.js';

const LEGAL: ReadonlySet<string> = new Set([
  'INC',
  'INCORPORATED',
  'LLC',
  'LC',
  'LTD',
  'LIMITED',
  'CORP',
  'CORPORATION',
  'CO',
  'COMPANY',
  'COMPANIES',
  'LP',
  'LLP',
  'LLLP',
  'PLLC',
  'PLC',
  'PC',
  'PA',
]);

export const companyKey: Transform = {
  name: 'company-key',
  summary: 'A company name without case, punctuation and legal form, "and" for "&", for finding possible duplicates.',
  in: 'text',
  out: 'text',
  arguments: [],
  examples: [
    { input: 'Acme Concrete, L.L.C.', args: [], output: 'ACMECONCRETE' },
    { input: 'ACME CONCRETE INC', args: [], output: 'ACMECONCRETE' },
    { input: 'Smith & Sons Co., Ltd.', args: [], output: 'SMITHANDSONS' },
    { input: 'Smith and Sons', args: [], output: 'SMITHANDSONS' },
    { input: 'Smith & Co', args: [], output: 'SMITH' },
    { input: 'A-1 Electric L.P.', args: [], output: 'A1ELECTRIC' },
    { input: 'Company Inc', args: [], output: 'COMPANY' },
    { input: '…', args: [], output: null },
  ],
  apply: (input) => {
    const words = folded(input)
      .replace(/[.'’`]/g, '')
      .replace(/&/g, ' AND ')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .split(' ');
    // Something must be left to compare: the last word stays whatever it is.
    while (words.length > 1 && (LEGAL.has(words[words.length - 1]!) || words[words.length - 1] === 'AND')) words.pop();
    return orNull(words.join(''));
  },
};
