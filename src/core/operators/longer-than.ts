/** `longerThan`: the text has more characters than a number. */
import { TEXTS, type Operator } from './operator.js';

export const longerThan: Operator = {
  name: 'longerThan',
  summary: 'The text has more characters than this.',
  kinds: TEXTS,
  valueKinds: ['length'],
  examples: [
    { kind: 'text', fact: 'Concrete', value: 7, result: true },
    { kind: 'text', fact: 'Concrete', value: 8, result: false },
    { kind: 'text', fact: 'Café', value: 3, result: true },
    { kind: 'text', fact: null, value: 0, result: false },
  ],
  test: (fact, value) => {
    const text = String(fact);
    // Length counts UTF-16 halves: only where it is over can the number of characters be.
    return text.length > (value as number) && [...text].length > (value as number);
  },
};
