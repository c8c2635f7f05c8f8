/** Each check of the house rules fires where it should, and only there. */
import { describe, expect, it } from '@jest/globals';
import { deadCodeFindings, openingCommentFindings, unfinishedFindings } from '../support/comment-checks.js';
import { corePurityFindings, decoratorFindings, environmentFindings } from '../support/core-purity.js';
import { importFindings } from '../support/import-table.js';
import { issueCodeFindings } from '../support/issue-code-checks.js';
import {
  fileLengthFindings,
  functionLengthFindings,
  lineLengthFindings,
  nestingFindings,
} from '../support/limit-checks.js';
import {
  bannedNameFindings,
  defaultExportFindings,
  fileNameFindings,
  focusedTestFindings,
  machineWordFindings,
} from '../support/name-checks.js';
import { untidyLines } from '../support/ratchet.js';

const lines = (number: number, line: string) => Array.from({ length: number }, () => line).join('\n');
const path = 'src/core/a.ts';
const later = `${'TO'}${'DO'}`;

describe('imports', () => {
  it.each([
    ['src/core/a.ts', `import { x } from '../io/x.js';`],
    ['src/core/a.ts', `export * from '../store/x.js';`],
    ['src/core/a.ts', `const x = await import('../app/x.js');`],
    ['src/core/a.ts', `type X = import('../io/x.js').X;`],
    ['src/core/a.ts', `import type { Pool } from 'pg';`],
    ['src/core/a.ts', `import { readFileSync } from 'node:fs';`],
    ['src/core/a.ts', `import { randomUUID } from 'node:crypto';`],
    ['src/core/a.ts', `import Ajv from 'ajv/dist/2020.js';`],
    ['src/io/a.ts', `import { x } from '../store/x.js';`],
    ['src/io/a.ts', `import { x } from '../procore/x.js';`],
    ['src/io/json-reader.ts', `import Papa from 'papaparse';`],
    ['src/io/csv-reader.ts', `import { Injectable } from '@nestjs/common';`],
    ['src/store/a.ts', `import { x } from '../io/x.js';`],
    ['src/store/a.ts', `import { x } from '../cli.js';`],
    ['src/app/a.ts', `import ExcelJS from 'exceljs';`],
    ['src/app/a.ts', `import { env } from 'node:process';`],
    ['src/app/a.ts', `import { readFile } from 'fs';`],
    ['src/app/a.ts', `import something from 'left-pad';`],
    ['src/app/a.ts', `const x = await import(name);`],
    ['src/core/a.ts', `import { helper } from '../../test/support/x.js';`],
  ])('refuse in %s: %s', (path, text) => {
    expect(importFindings({ path, text })).toHaveLength(1);
  });

  it.each([
    ['src/core/a.ts', `import { createHash } from 'node:crypto'; import type { Row } from './nouns.js';`],
    ['src/core/transforms/a.ts', `import { cents } from '../money.js';`],
    ['src/core/schema-check.ts', `import { Ajv2020 } from 'ajv/dist/2020.js'; import formats from 'ajv-formats';`],
    ['src/io/report/xlsx-report.ts', `import ExcelJS from 'exceljs'; import { x } from '../../core/x.js';`],
    ['src/store/a.ts', `import pg from 'pg'; import { DataSource } from 'typeorm'; import { x } from '../core/x.js';`],
    ['src/app/a.ts', `import { Module } from '@nestjs/common'; import { x } from '../store/x.js';`],
    ['src/cli.ts', `import { Command } from 'commander'; import { verbs } from './app/commands/verbs.js';`],
  ])('allow in %s: %s', (path, text) => {
    expect(importFindings({ path, text })).toEqual([]);
  });
});

describe('purity', () => {
  it.each([
    'const now = Date.now();',
    'const today = new Date();',
    `const day = new Date('2024-01-01');`,
    'const n = Math.random();',
    'const cwd = process.cwd();',
    'if (process.env.X) { }',
    `const x = process['env'];`,
    'console.log(1);',
    'setTimeout(f, 1);',
    'const t = performance.now();',
    'names.sort((a, b) => a.localeCompare(b));',
    'n.toLocaleString();',
  ])('refuses %s', (text) => {
    expect(corePurityFindings({ path: 'src/core/a.ts', text })).toHaveLength(1);
  });

  it.each([
    'const day = Date.UTC(2024, 0, 1);',
    'interface X { process(): void; fetch: string }',
    'x.process(); x.fetch;',
    '// Date.now and new Date( are banned',
    `const text = 'process.env';`,
    `a.localeCompare(b, 'en');`,
  ])('allows %s', (text) => {
    expect(corePurityFindings({ path: 'src/core/a.ts', text })).toEqual([]);
  });

  it.each(['const x = process.env.HOME;', `const { HOME } = process['env'];`])(
    'finds the environment read by %s',
    (text) => {
      expect(environmentFindings({ path: 'src/store/a.ts', text })).toHaveLength(1);
      expect(environmentFindings({ path: 'src/app/config.ts', text })).toEqual([]);
    },
  );
});

describe('decorators', () => {
  it('of Nest belong to app', () => {
    const text = '@Injectable()\nexport class X {}';
    expect(decoratorFindings({ path: 'src/store/a.ts', text })).toMatchObject([{ line: 1 }]);
    expect(decoratorFindings({ path: 'src/app/a.ts', text })).toEqual([]);
    expect(decoratorFindings({ path: 'src/store/a.ts', text: '@Entity()\nexport class X {}' })).toEqual([]);
  });
});

describe('limits', () => {
  it('count what they say', () => {
    expect(fileLengthFindings({ path, text: `${lines(400, 'x;')}\n` })).toEqual([]);
    expect(fileLengthFindings({ path, text: lines(401, 'x;') })).toHaveLength(1);
    expect(lineLengthFindings({ path, text: `${'–'.repeat(120)}\n${'–'.repeat(121)}` })).toMatchObject([{ line: 2 }]);
    expect(functionLengthFindings({ path, text: `/** doc */\nfunction f() {\n${lines(68, 'x;')}\n}` })).toEqual([]);
    expect(functionLengthFindings({ path, text: `const f = () => {\n${lines(69, 'x;')}\n};` })).toMatchObject([
      { line: 1, what: 'function f has 71 lines, more than 70' },
    ]);
  });

  it('know a level from a chain', () => {
    const chain = 'function f() { for (;;) { while (x) { if (a) { } else if (b) { } else if (c) { } } } }';
    const callback = 'function f() { for (;;) { while (x) { if (a) { y.map(() => { if (b) { } }); } } } }';
    expect(nestingFindings({ path, text: chain })).toEqual([]);
    expect(nestingFindings({ path, text: callback })).toEqual([]);
    expect(
      nestingFindings({
        path,
        text: 'function f() {\nfor (;;) { while (x) { if (a) {\ntry { if (b) { } } finally { } } } }\n}',
      }),
    ).toMatchObject([{ line: 3 }]);
  });

  it('ratchet one way only', () => {
    const found = (number: number) =>
      Array.from({ length: number }, (_, index) => ({ file: 'a.ts', line: index, what: 'w', instead: 'i' }));
    expect(untidyLines('check', found(2), {})).toEqual(['a.ts:0: w; i', 'a.ts:1: w; i']);
    expect(untidyLines('check', found(2), { 'a.ts': 2 })).toEqual([]);
    expect(untidyLines('check', found(3), { 'a.ts': 2 })).toHaveLength(3);
    expect(untidyLines('check', found(1), { 'a.ts': 2 })).toEqual([
      expect.stringContaining('allows 2 in a.ts and 1 are left'),
    ]);
    expect(untidyLines('check', [], { 'a.ts': 2 })).toHaveLength(1);
  });
});

describe('comments', () => {
  it('are found missing', () => {
    expect(openingCommentFindings({ path, text: 'export const x = 1;' })).toHaveLength(1);
    expect(openingCommentFindings({ path, text: '/** */\nexport const x = 1;' })).toHaveLength(1);
    expect(
      openingCommentFindings({ path, text: '#!/usr/bin/env node\n/**\n * Whole cents, and nothing else.\n */' }),
    ).toEqual([]);
    expect(unfinishedFindings({ path, text: `x();\n// ${later} more` })).toMatchObject([{ line: 2 }]);
  });

  it.each([
    '// const x = 1;\nf();',
    '// return x;\nf();',
    '// x.y = 3;\nf();',
    '// if (a) {\n//   b();\n// }\nf();',
    '/* import { x } from "y" */ f();',
    'function f() {\n  g();\n  // h(1);\n}',
    '// describe("x", () => {\nf();',
    'f(); // g();',
  ])('are told from dead code: %s', (text) => {
    expect(deadCodeFindings({ path, text })).toHaveLength(1);
  });

  it.each([
    '// Sage keeps the total on the job; see §8.\nf();',
    '// return early: the file is empty\nf();',
    '/** f(1); */\nf();',
    '// "for (each)" is what the manual says.\nf();',
    `const url = 'https://x.test/a();';`,
    '// One key:\n//   const is fine in prose;\n// three lines of it.\nf();',
    '// -------------------- cells\nf();',
    'const marks = /\\/\\/ f\\(\\);/; const text = `${a} // f(); ${b} // g();`;',
  ])('pass as prose: %s', (text) => {
    expect(deadCodeFindings({ path, text })).toEqual([]);
  });
});

describe('names', () => {
  it.each(['src/utils/x.ts', 'src/core/helpers.ts', 'test/common/a.spec.ts', 'src/shared/index.ts'])(
    'refuse %s',
    (name) => {
      expect(bannedNameFindings({ path: name, text: '' })).toHaveLength(1);
    },
  );

  it.each([
    'src/core/parseRow.ts',
    'src/core/Parse.ts',
    'src/core/parse_row.ts',
    'test/unit/a.spec.ts',
    'test/a.spec.ts',
  ])('find %s', (name) => {
    expect(fileNameFindings({ path: name, text: '' })).toHaveLength(1);
  });

  it.each([
    'src/core/parse-row.ts',
    'test/tidy/a.spec.ts',
    'src/store/migrations/1700000000000-create-books.ts',
    'jest.config.mjs',
  ])('allow %s', (name) => {
    expect([...fileNameFindings({ path: name, text: '' }), ...bannedNameFindings({ path: name, text: '' })]).toEqual(
      [],
    );
  });

  it.each(['export default class X {}', 'export default function f() {}', 'const x = 1; export default x;'])(
    'find %s',
    (text) => {
      expect(defaultExportFindings({ path, text })).toHaveLength(1);
    },
  );

  it.each([
    ['it', 'only'],
    ['describe', 'skip'],
    ['it', 'todo'],
    ['test', 'failing'],
  ])('find %s.%s', (word, kind) => {
    expect(focusedTestFindings({ path: 'test/db/a.spec.ts', text: `${word}.${kind}('x', () => {});` })).toHaveLength(1);
    expect(focusedTestFindings({ path: 'test/db/a.spec.ts', text: `${word}('x', () => {});` })).toEqual([]);
  });

  it("are recognised as a machine's", () => {
    const found = (text: string) => machineWordFindings({ path, text }).length;
    const folders = ['home/ann', 'Users/ann', 'tmp/x', 'work/main'];
    expect(folders.map((folder) => found(`const x = '/${folder}/file';`))).toEqual([1, 1, 1, 1]);
    expect(found(`https://${'registry'}.npmjs.org/tieout`)).toBe(1);
    expect(found(`cd ../shared && ls ./tmp/x https://x.test/home/ann src/work/a`)).toBe(0);
  });
});

describe('issue codes', () => {
  it('are found on either side', () => {
    const list = {
      path: 'src/core/issue-codes.ts',
      text: `export const issueCodes = { 'a.listed': 'x', 'a.unused': 'y' };`,
    };
    const code = {
      path: 'src/core/a.ts',
      text: [
        `f({ code: 'a.listed' }); f({ code: ok ? 'a.listed' : 'a.wild' });`,
        `throw new FileProblem('file.wild', 'message.text', 'remedy');`,
      ].join('\n'),
    };
    expect(issueCodeFindings([code])).toBeNull();
    expect(issueCodeFindings([list, code])?.map(({ file, line, what }) => `${file}:${line}: ${what}`)).toEqual([
      'src/core/a.ts:1: issue code a.wild is not in the list',
      'src/core/a.ts:2: issue code file.wild is not in the list',
      'src/core/issue-codes.ts:1: issue code a.unused is never given',
    ]);
  });
});
