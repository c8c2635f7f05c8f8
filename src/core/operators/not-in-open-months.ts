/** `notInOpenMonths`: the date lies in a month that is not open for posting. */
import { monthOf } from '../dates.js';
import { listHas, type Operator } from './operator.js';

export const notInOpenMonths: Operator = {
  name: 'notInOpenMonths',
  summary: 'The month of the date is not among the open ones; with "all" it never fires.',
  kinds: ['date'],
  valueKinds: ['months', 'list-fact'],
  examples: [
    { kind: 'date', fact: '2026-03-31', value: ['2026-04', '2026-05'], result: true },
    { kind: 'date', fact: '2026-04-01', value: ['2026-04', '2026-05'], result: false },
    { kind: 'date', fact: '2026-03-31', value: { fact: 'other' }, other: '2026-04,2026-05', result: true },
    { kind: 'date', fact: '2026-05-31', value: { fact: 'other' }, other: '2026-04,2026-05', result: false },
    { kind: 'date', fact: '1999-12-31', value: { fact: 'other' }, other: 'all', result: false },
    { kind: 'date', fact: '1999-12-31', value: 'all', result: false },
    { kind: 'date', fact: null, value: ['2026-04'], result: false },
  ],
  test: (fact, value) => !listHas(value, monthOf(String(fact))),
};
