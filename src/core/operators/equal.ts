/** `equal`: the fact is exactly this value. Text counts letter by letter, amounts to the cent. */
import { ALL_KINDS, type Operator } from './operator.js';

export const equal: Operator = {
  name: 'equal',
  summary: 'The fact is exactly this value; null stands for "absent".',
  kinds: ALL_KINDS,
  valueKinds: ['literal'],
  examples: [
    { kind: 'choice', fact: 'Approved', value: 'Approved', result: true },
    { kind: 'choice', fact: 'approved', value: 'Approved', result: false },
    { kind: 'money', fact: '1000.00', value: '1000.00', result: true },
    { kind: 'money', fact: '1000.01', value: '1000', result: false },
    { kind: 'boolean', fact: true, value: true, result: true },
    { kind: 'text', fact: null, value: null, result: true },
    { kind: 'text', fact: null, value: 'x', result: false },
  ],
  test: (fact, value) => fact === value,
};
