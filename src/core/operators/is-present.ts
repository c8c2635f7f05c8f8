/** `isPresent`: the fact has a value. */
import { ALL_KINDS, type Operator } from './operator.js';

export const isPresent: Operator = {
  name: 'isPresent',
  summary: 'The fact has a value.',
  kinds: ALL_KINDS,
  valueKinds: ['none'],
  examples: [
    { kind: 'text', fact: 'Footings', result: true },
    { kind: 'money', fact: '0.00', result: true },
    { kind: 'boolean', fact: false, value: true, result: true },
    { kind: 'date', fact: null, result: false },
  ],
  test: () => true,
};
