/** `in`: the fact is one of a list. */
import { listHas, TEXTS, type Operator } from './operator.js';

export const isIn: Operator = {
  name: 'in',
  summary: 'The fact is one of a list, written out or held by a text fact ("A,B"; "all" holds every word).',
  kinds: [...TEXTS, 'boolean', 'integer', 'date'],
  valueKinds: ['list', 'list-fact'],
  examples: [
    { kind: 'choice', fact: 'Approved', value: ['Approved', 'Complete'], result: true },
    { kind: 'choice', fact: 'Draft', value: ['Approved', 'Complete'], result: false },
    { kind: 'code', fact: 'S', value: { fact: 'other' }, other: 'M,S', result: true },
    { kind: 'code', fact: 'S', value: { fact: 'other' }, other: 'all', result: true },
    { kind: 'text', fact: null, value: ['Approved'], result: false },
  ],
  test: (fact, value) => listHas(value, fact),
};
