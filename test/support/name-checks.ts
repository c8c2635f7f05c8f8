/**
 * Names of files and folders, exports, and words that belong to one machine.
 * Promise: every path a commit could hold is looked at.
 * Does not: judge whether a name is a good one.
 */
import ts from 'typescript';
import { lineOf, nodesOf, syntaxOf, type Finding, type SourceText } from './source-tree.js';

const bannedNames = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'shared',
  'manager',
  'managers',
  'misc',
  'lib',
]);
const testFolders = new Set([
  'tidy',
  'samples',
  'definitions',
  'properties',
  'contracts',
  'db',
  'e2e',
  'golden',
  'support',
]);

/** `path` of any file. */
export function bannedNameFindings({ path }: SourceText): Finding[] {
  const part = path.split('/').find((name) => bannedNames.has(name.replace(/\..*$/, '').toLowerCase()));
  if (part === undefined) return [];
  return [
    { file: path, line: 1, what: `"${part}" says nothing`, instead: 'name the file or folder after the noun it holds' },
  ];
}

/** Code files are kebab-case, and a test stands in a folder that a Jest project runs. */
export function fileNameFindings({ path }: SourceText): Finding[] {
  const [top = '', second = '', ...rest] = path.split('/');
  const findings: Finding[] = [];
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(path.split('/').at(-1) ?? '')) {
    findings.push({
      file: path,
      line: 1,
      what: 'the name is not kebab-case',
      instead: 'write it in lower case with hyphens',
    });
  }
  if (top === 'test' && (rest.length === 0 || !testFolders.has(second))) {
    const instead = `put it in test/ ${[...testFolders].join(' · ')}: nothing else is run`;
    findings.push({ file: path, line: 1, what: 'no such test folder', instead });
  }
  return findings;
}

export function defaultExportFindings(file: SourceText): Finding[] {
  const syntax = syntaxOf(file);
  return nodesOf(syntax)
    .filter(isDefaultExport)
    .map((node) => ({
      file: file.path,
      line: lineOf(syntax, node),
      what: 'a default export',
      instead: 'export it by its name',
    }));
}

const onlyOrSkip = /^(it|test|describe)(\.\w+)*\.(only|skip|todo|failing)\b/;

/** A test that runs alone, or never. */
export function focusedTestFindings(file: SourceText): Finding[] {
  const syntax = syntaxOf(file);
  return nodesOf(syntax).flatMap((node) => {
    if (!ts.isCallExpression(node)) return [];
    const called = node.expression.getText();
    if (!onlyOrSkip.test(called) && !/^(fit|fdescribe|xit|xtest|xdescribe)$/.test(called)) return [];
    return [{ file: file.path, line: lineOf(syntax, node), what: called, instead: 'run all of them, always' }];
  });
}

// Built from parts, so that this file keeps its own law.
const homes = ['home', 'Users', 'root', 'work', 'tmp', 'mnt'].join('|');
const machineWords: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: new RegExp(`(?<![\\w.~}*:/-])/(${homes})/[\\w.@-]`), what: 'a path of one machine' },
  { pattern: /\b[A-Z]:\\+(Users|Temp|work)\\/i, what: 'a path of one machine' },
  { pattern: /\bfile:\/\/\/\w/, what: 'a path of one machine' },
  { pattern: /\bhttps?:\/\/[\w.-]*(artifactory|nexus|verdaccio|pypi|npm-proxy)[\w.-]*/i, what: 'a registry host' },
  { pattern: /\bhttps?:\/\/registry\.[\w.-]+/i, what: 'a registry host' },
  { pattern: /_auth(Token)?\s*=/, what: 'a registry secret' },
];

export function machineWordFindings({ path, text }: SourceText): Finding[] {
  return text.split('\n').flatMap((line, index) =>
    machineWords
      .filter(({ pattern }) => pattern.test(line))
      .map(({ what }) => ({
        file: path,
        line: index + 1,
        what,
        instead: 'write a relative path, os.tmpdir(), or a setting',
      })),
  );
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true;
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  );
}
