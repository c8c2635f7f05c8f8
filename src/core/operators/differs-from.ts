/** `differsFrom`: two facts both have a value, and not the same. "When given they must agree" is this. */
import { ALL_KINDS, type Operator } from './operator.js';

export const differsFrom: Operator = {
  name: 'differsFrom',
  summary: 'The fact and another one both have a value, and these differ.',
  kinds: ALL_KINDS,
  valueKinds: ['fact'],
  examples: [
    { kind: 'code', fact: 'V100', value: { fact: 'other' }, other: 'V200', result: true },
    { kind: 'code', fact: 'V100', value: { fact: 'other' }, other: 'V100', result: false },
    { kind: 'code', fact: null, value: { fact: 'other' }, other: 'V200', result: false },
    { kind: 'code', fact: 'V100', value: { fact: 'other' }, other: null, result: false },
  ],
  test: (fact, value) => fact !== value,
};
