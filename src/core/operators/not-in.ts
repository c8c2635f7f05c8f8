/** `notIn`: the fact has a value that is none of a list. */
import { listHas, TEXTS, type Operator } from './operator.js';

export const notIn: Operator = {
  name: 'notIn',
  summary: 'The fact has a value, and it is none of a list. An absent fact does not fire, nor does the list "all".',
  kinds: [...TEXTS, 'boolean', 'integer', 'date'],
  valueKinds: ['list', 'list-fact'],
  examples: [
    { kind: 'choice', fact: 'Void', value: ['Approved', 'Complete'], result: true },
    { kind: 'choice', fact: 'Complete', value: ['Approved', 'Complete'], result: false },
    { kind: 'text', fact: 'Owner', value: { fact: 'other' }, other: 'Subcontractor,Supplier', result: true },
    { kind: 'text', fact: 'Owner', value: { fact: 'other' }, other: 'all', result: false },
    { kind: 'text', fact: null, value: ['Approved'], result: false },
  ],
  test: (fact, value) => !listHas(value, fact),
};
