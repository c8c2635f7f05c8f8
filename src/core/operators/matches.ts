/** `matches`: the text matches a regular expression anywhere (anchor it with ^ and $). */
import { TEXTS, type Operator } from './operator.js';

export const matches: Operator = {
  name: 'matches',
  summary: 'The text matches a regular expression, anywhere unless anchored with ^ and $.',
  kinds: TEXTS,
  valueKinds: ['pattern'],
  examples: [
    { kind: 'code', fact: 'SC-001', value: '^SC-\\d+$', result: true },
    { kind: 'code', fact: 'PO-SC-001', value: '^SC-\\d+$', result: false },
    { kind: 'text', fact: 'Retainage release no. 2', value: '[Rr]etainage', result: true },
    { kind: 'text', fact: null, value: '.*', result: false },
  ],
  test: (fact, value) => (value as RegExp).test(String(fact)),
};
