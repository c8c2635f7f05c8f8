/** `notEqual`: the fact has a value, and another one. */
import { ALL_KINDS, type Operator } from './operator.js';

export const notEqual: Operator = {
  name: 'notEqual',
  summary: 'The fact has a value, and it is not this one. An absent fact does not fire.',
  kinds: ALL_KINDS,
  valueKinds: ['literal'],
  examples: [
    { kind: 'choice', fact: 'Draft', value: 'Approved', result: true },
    { kind: 'choice', fact: 'Approved', value: 'Approved', result: false },
    { kind: 'choice', fact: null, value: 'Approved', result: false },
    { kind: 'money', fact: '-0.01', value: '0.00', result: true },
    { kind: 'date', fact: '2026-03-15', value: null, result: true },
  ],
  test: (fact, value) => fact !== value,
};
