/**
 * The list of the machine's own issue codes against their use in `src/`. Those of the definitions stand in
 * `rules/issue-codes.csv`, and `tieout check` holds them to their use.
 * Promise: a code that is used and not listed, and one that is listed and never used, are both found.
 * Does not: know what a code means. A code is a text like `cost-code.unknown` where something is called `code`, or that
 * is listed.
 */
import ts from 'typescript';
import { lineOf, nodesOf, syntaxOf, type Finding, type SourceText } from './source-tree.js';

const listPath = 'src/core/issue-codes.ts';
const codeShape = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

interface Place {
  readonly code: string;
  readonly file: string;
  readonly line: number;
}

/** Null while there is no list. */
export function issueCodeFindings(code: readonly SourceText[]): Finding[] | null {
  const list = code.find(({ path }) => path === listPath);
  if (!list) return null;
  const listed = new Map(
    textsOf(list)
      .filter((place) => codeShape.test(place.code))
      .map((place) => [place.code, place]),
  );
  const texts = code.filter((file) => file !== list).flatMap((file) => textsOf(file));
  const named = code.filter((file) => file !== list).flatMap(codesOf);
  const used = new Set([...texts, ...named].map((place) => place.code));
  return [
    ...named
      .filter((place) => !listed.has(place.code))
      .map(({ code: name, file, line }) => ({
        file,
        line,
        what: `issue code ${name} is not in the list`,
        instead: `add it to ${listPath}, with a sample that provokes it`,
      })),
    ...[...listed.values()]
      .filter((place) => !used.has(place.code))
      .map(({ code: name, file, line }) => ({
        file,
        line,
        what: `issue code ${name} is never given`,
        instead: 'take it off the list, or give it where it applies',
      })),
  ];
}

/** Texts and property names in quotes. */
function textsOf(file: SourceText): Place[] {
  const syntax = syntaxOf(file);
  return nodesOf(syntax)
    .filter(ts.isStringLiteralLike)
    .map((node) => ({ code: node.text, file: file.path, line: lineOf(syntax, node) }));
}

/** Texts given to something called `code`, or to a `FileProblem`. */
function codesOf(file: SourceText): Place[] {
  const syntax = syntaxOf(file);
  return nodesOf(syntax)
    .filter(ts.isStringLiteralLike)
    .filter((node) => codeShape.test(node.text) && standsForCode(node))
    .map((node) => ({ code: node.text, file: file.path, line: lineOf(syntax, node) }));
}

function standsForCode(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent)) return standsForCode(parent);
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && parent.name.getText() === 'code';
  return ts.isNewExpression(parent) && parent.expression.getText() === 'FileProblem' && parent.arguments?.[0] === node;
}
