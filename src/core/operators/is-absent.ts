/** `isAbsent`: the fact has no value. Besides `equal` with null, the only operator that fires on an absent fact. */
import { ALL_KINDS, type Operator } from './operator.js';

export const isAbsent: Operator = {
  name: 'isAbsent',
  summary: 'The fact has no value.',
  kinds: ALL_KINDS,
  valueKinds: ['none'],
  examples: [
    { kind: 'date', fact: null, result: true },
    { kind: 'money', fact: '0.00', result: false },
    { kind: 'text', fact: 'x', value: true, result: false },
  ],
  test: () => false,
  whenAbsent: true,
};
