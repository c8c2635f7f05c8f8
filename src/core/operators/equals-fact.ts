/** `equalsFact`: two facts have the same value. */
import { ALL_KINDS, type Operator } from './operator.js';

export const equalsFact: Operator = {
  name: 'equalsFact',
  summary: 'The fact and another one both have a value, and the same.',
  kinds: ALL_KINDS,
  valueKinds: ['fact'],
  examples: [
    { kind: 'code', fact: 'V100', value: { fact: 'other' }, other: 'V100', result: true },
    { kind: 'money', fact: '10.00', value: { fact: 'other' }, other: '10.01', result: false },
    { kind: 'code', fact: null, value: { fact: 'other' }, other: null, result: false },
  ],
  test: (fact, value) => fact === value,
};
