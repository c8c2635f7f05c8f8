/**
 * The limits of the house: lines of a file, columns of a line, lines of a function, depth of nesting.
 * Promise: nesting counts `if`, loops, `switch` and `try` inside one function; `else if` is no level of its own.
 * Does not: judge what the lines say.
 */
import ts from 'typescript';
import { lineOf, nodesOf, syntaxOf, type Finding, type SourceText } from './source-tree.js';

export const limits = { functionLines: 70, fileLines: 400, columns: 120, nesting: 3 };

export function fileLengthFindings({ path, text }: SourceText): Finding[] {
  const lines = text.replace(/\n$/, '').split('\n').length;
  if (lines <= limits.fileLines) return [];
  const what = `${lines} lines, more than ${limits.fileLines}`;
  return [
    { file: path, line: limits.fileLines + 1, what, instead: 'split it along its nouns, one main export a file' },
  ];
}

export function lineLengthFindings({ path, text }: SourceText): Finding[] {
  return text.split('\n').flatMap((line, index) => {
    const columns = [...line.trimEnd()].length;
    if (columns <= limits.columns) return [];
    return [
      {
        file: path,
        line: index + 1,
        what: `${columns} columns, more than ${limits.columns}`,
        instead: 'break the line',
      },
    ];
  });
}

export function functionLengthFindings(file: SourceText): Finding[] {
  const syntax = syntaxOf(file);
  return functionsOf(syntax).flatMap((node) => {
    const line = lineOf(syntax, node);
    const lines = lineOf(syntax, node.getEnd()) - line + 1;
    if (lines <= limits.functionLines) return [];
    const what = `function ${nameOf(node)} has ${lines} lines, more than ${limits.functionLines}`;
    return [{ file: file.path, line, what, instead: 'name its steps and make each a function' }];
  });
}

export function nestingFindings(file: SourceText): Finding[] {
  const syntax = syntaxOf(file);
  return nodesOf(syntax)
    .filter((node) => isLevel(node) && depthOf(node) === limits.nesting + 1)
    .map((node) => ({
      file: file.path,
      line: lineOf(syntax, node),
      what: `nested deeper than ${limits.nesting}`,
      instead: 'return early, or make the inner part a function',
    }));
}

/** Levels around and with this one, up to the function it stands in. */
function depthOf(node: ts.Node): number {
  let depth = 0;
  for (let at: ts.Node = node; at.parent && !ts.isFunctionLike(at); at = at.parent) {
    if (isLevel(at)) depth += 1;
  }
  return depth;
}

function isLevel(node: ts.Node): boolean {
  if (ts.isIfStatement(node)) return !(ts.isIfStatement(node.parent) && node.parent.elseStatement === node);
  return ts.isIterationStatement(node, false) || ts.isSwitchStatement(node) || ts.isTryStatement(node);
}

function functionsOf(syntax: ts.SourceFile): ts.FunctionLikeDeclaration[] {
  return nodesOf(syntax).filter(
    (node): node is ts.FunctionLikeDeclaration => ts.isFunctionLike(node) && 'body' in node,
  );
}

function nameOf(node: ts.FunctionLikeDeclaration): string {
  const named =
    node.name ??
    (ts.isVariableDeclaration(node.parent) || ts.isPropertyAssignment(node.parent) ? node.parent.name : null);
  return named?.getText() ?? 'without a name';
}
