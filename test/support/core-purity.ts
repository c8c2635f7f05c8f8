/**
 * What the core may not touch: clock, randomness, environment, locale, network. And what only the settings may read.
 * Promise: looks at syntax, so a word in a comment or a text is no finding.
 * Does not: follow a value that was handed in.
 */
import ts from 'typescript';
import { lineOf, nodesOf, syntaxOf, type Finding, type SourceText } from './source-tree.js';

type Problem = Pick<Finding, 'what' | 'instead'>;

const bannedGlobals: Readonly<Record<string, string>> = {
  process: 'take what is needed by argument',
  console: 'give it back as data; app prints',
  performance: 'the core has no clock',
  fetch: 'procore and io talk to the world',
  setTimeout: 'the core does not wait',
  setInterval: 'the core does not wait',
  Temporal: 'the core has no clock; see dates.ts',
};

/** Findings for a file under `src/core/`. */
export function corePurityFindings(file: SourceText): Finding[] {
  return findingsOf(file, (node) => bannedCall(node) ?? bannedGlobal(node));
}

/** `process.env` is read by `src/app/config.ts` alone. */
export function environmentFindings(file: SourceText): Finding[] {
  if (file.path === 'src/app/config.ts') return [];
  return findingsOf(file, (node) =>
    isMember(node, 'process', 'env')
      ? { what: 'process.env is read', instead: 'add the setting to Config in src/app/config.ts' }
      : null,
  );
}

/** `@Injectable` and its kin stand under `src/app/` only. */
export function decoratorFindings(file: SourceText): Finding[] {
  if (file.path.startsWith('src/app/')) return [];
  return findingsOf(file, (node) =>
    ts.isDecorator(node) && /^@(Injectable|Module|Controller|Inject)\b/.test(node.getText())
      ? { what: `${node.getText()} outside src/app`, instead: 'write a plain class; app gives it to Nest by a factory' }
      : null,
  );
}

function findingsOf(file: SourceText, judge: (node: ts.Node) => Problem | null): Finding[] {
  const syntax = syntaxOf(file);
  return nodesOf(syntax).flatMap((node) => {
    const problem = judge(node);
    return problem === null ? [] : [{ file: file.path, line: lineOf(syntax, node), ...problem }];
  });
}

function bannedCall(node: ts.Node): Problem | null {
  if (isMember(node, 'Date', 'now'))
    return { what: 'Date.now', instead: 'take the business date or the instant by argument' };
  if (isMember(node, 'Math', 'random')) return { what: 'Math.random', instead: 'take a seed or the value by argument' };
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date') {
    return { what: 'new Date(', instead: 'dates are ISO text; dates.ts does the arithmetic' };
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  const method = node.expression.name.text;
  const withoutLocale =
    method === 'localeCompare' ? node.arguments.length < 2 : /^toLocale/.test(method) && node.arguments.length < 1;
  return withoutLocale
    ? { what: `${method} without a locale`, instead: 'compare with < and >, or name the locale' }
    : null;
}

function bannedGlobal(node: ts.Node): Problem | null {
  if (!ts.isIdentifier(node) || !Object.hasOwn(bannedGlobals, node.text) || !isReference(node)) return null;
  return { what: `${node.text} in core`, instead: bannedGlobals[node.text] ?? '' };
}

/** Not a property name, a declared name, or a type's member. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return true;
  return !('name' in parent && parent.name === node);
}

function isMember(node: ts.Node, object: string, member: string): boolean {
  if (ts.isElementAccessExpression(node)) {
    return (
      node.expression.getText() === object &&
      ts.isStringLiteral(node.argumentExpression) &&
      node.argumentExpression.text === member
    );
  }
  return ts.isPropertyAccessExpression(node) && node.expression.getText() === object && node.name.text === member;
}
