/** `greaterThanInclusive`: greater than (later than) a value or another fact, or equal to it. */
import { ORDERED, type Operator } from './operator.js';

export const greaterThanInclusive: Operator = {
  name: 'greaterThanInclusive',
  summary: 'The fact is greater than (later than) a value or another fact, or equals it; amounts are written as text.',
  kinds: ORDERED,
  valueKinds: ['literal', 'fact'],
  examples: [
    { kind: 'money', fact: '999.99', value: '1000.00', result: false },
    { kind: 'money', fact: '1000.00', value: '1000.00', result: true },
    { kind: 'money', fact: '9000.00', value: '1000.00', result: true },
    { kind: 'percent', fact: '9', value: '10', result: false },
    { kind: 'date', fact: '2026-03-14', value: '2026-03-15', result: false },
    { kind: 'date', fact: '2026-04-01', value: { fact: 'other' }, other: '2026-03-31', result: true },
    { kind: 'integer', fact: 3, value: { fact: 'other' }, other: null, result: false },
    { kind: 'money', fact: null, value: '0.00', result: false },
  ],
  test: (fact, value) => fact >= (value as typeof fact),
};
