/** Every example of every transform, and what is refused before one runs. */
import { describe, expect, it } from '@jest/globals';
import { transformProblem, transforms } from '../../src/core/transforms/index.js';

describe.each([...transforms.values()])('$name', (transform) => {
  it.each(transform.examples.map((example) => [JSON.stringify(example), example] as const))('%s', (_, example) => {
    expect(transformProblem(transform.name, example.args)).toBeNull();
    expect(transform.apply(example.input, example.args)).toBe(example.output);
  });

  it('gives the same again for its own result', () => {
    for (const { output, args } of transform.examples) {
      if (output !== null && transform.name !== 'strip-html') expect(transform.apply(output, args)).toBe(output);
    }
  });
});

describe('what is lost', () => {
  it('is named by cut', () => {
    const { lost } = transforms.get('cut')!;
    expect(lost!('Concrete footings and more', [18])).toBe('and more');
    expect(lost!('Footings', [30])).toBeNull();
  });

  it('is named by phone', () => {
    const { lost } = transforms.get('phone')!;
    expect(lost!('+49 (0)30 901820-12345', [])).toBe('45');
    expect(lost!('(512) 555-0100 ext. 12', [])).toBeNull();
  });
});

describe('a use that cannot run', () => {
  it.each([
    ['uper', [], 'no transform "uper"; did you mean "upper"?'],
    ['cut', [], '"cut" takes length'],
    ['upper', [1], '"upper" takes no arguments'],
    ['cut', ['30'], '"cut": length is a whole number above 0'],
    ['cut', [0], '"cut": length is a whole number above 0'],
  ])('%s %j is refused', (name, args, problem) => {
    expect(transformProblem(name, args)).toBe(problem);
  });
});
