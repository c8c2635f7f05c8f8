/**
 * What comments must be and must not be.
 * Promise: only comments are looked at, found by the compiler's own scanner.
 * Does not: judge prose; a comment counts as dead code when two of its lines, or its only line, read as statements.
 */
import ts from 'typescript';
import { lineOf, nodesOf, syntaxOf, type Finding, type SourceText } from './source-tree.js';

/** Each file opens with a doc comment: what it is, the promise it keeps, what it does not do. */
export function openingCommentFindings({ path, text }: SourceText): Finding[] {
  const opening =
    /^(?:#!.*\n)?\s*\/\*\*([^]*?)\*\//
      .exec(text)?.[1]
      ?.replaceAll(/[\s*]+/g, ' ')
      .trim() ?? '';
  if (opening.length >= 20) return [];
  const instead = 'open with /** what it is · Promise: … · Does not: … */';
  return [{ file: path, line: 1, what: 'no doc comment at the top', instead }];
}

// In two parts, so that this file keeps its own law.
const unfinished = new RegExp(`\\b(${'TO'}${'DO'}|FIX${'ME'})\\b`);

export function unfinishedFindings({ path, text }: SourceText): Finding[] {
  return text.split('\n').flatMap((line, index) => {
    const word = unfinished.exec(line)?.[1];
    return word ? [{ file: path, line: index + 1, what: word, instead: 'do it now, or write an issue' }] : [];
  });
}

const statement = new RegExp(
  [
    String.raw`^(import|export)\s.*\bfrom\s+['"]`,
    String.raw`^(export\s+)?(const|let|var)\s+[\w{[].*=`,
    String.raw`^(export\s+)?(async\s+)?(function|class)\s+\w+.*\{$`,
    String.raw`^(if|for|while|switch)\s*\(.*\)\s*(\{|return|continue|break|throw)`,
    String.raw`^(return|throw|await)\b.*;$`,
    String.raw`^\}\s*(else\b.*|catch\b.*)?[;)]*$`,
    String.raw`^[\w.[\]]+\s*(=|\+=)\s*\S.*;$`,
    String.raw`^[\w.]+\(.*\);$`,
    String.raw`^(describe|it|test|expect)\(.*`,
  ].join('|'),
);

/** Code in `//` and plain block comments. Doc comments may show how something is called. */
export function deadCodeFindings(file: SourceText): Finding[] {
  const syntax = syntaxOf(file);
  return commentRunsOf(file, syntax).flatMap(({ position, lines }) => {
    const statements = lines.filter((line) => statement.test(line)).length;
    if (statements < Math.min(2, lines.length)) return [];
    return [
      {
        file: file.path,
        line: lineOf(syntax, position),
        what: 'commented-out code',
        instead: 'delete it, git remembers',
      },
    ];
  });
}

interface CommentRun {
  readonly position: number;
  readonly lines: string[];
}

/** Line comments that follow each other are one run. */
function commentRunsOf({ text }: SourceText, syntax: ts.SourceFile): CommentRun[] {
  const runs: (CommentRun & { end: number })[] = [];
  for (const { pos, end } of commentRangesOf(text, syntax)) {
    const comment = text.slice(pos, end);
    if (comment.startsWith('/**')) continue;
    const lines = comment
      .replace(/^\/\*|\*\/$/g, '')
      .split('\n')
      .map((line) => line.replace(/^\s*(\/\/|\*)?\s*/, '').trim());
    const last = runs.at(-1);
    const follows = last !== undefined && comment.startsWith('//') && /^\n?[ \t]*$/.test(text.slice(last.end, pos));
    if (follows) {
      last.lines.push(...lines);
      last.end = end;
    } else {
      runs.push({ position: pos, end, lines });
    }
  }
  return runs
    .map(({ position, lines }) => ({ position, lines: lines.filter((line) => line !== '') }))
    .filter(({ lines }) => lines.length > 0);
}

/** Comment marks that stand in no text, template or regular expression. */
function commentRangesOf(text: string, syntax: ts.SourceFile): { pos: number; end: number }[] {
  const literals = nodesOf(syntax)
    .filter(isText)
    .map((node) => ({ pos: node.getStart(syntax), end: node.end }));
  const ranges: { pos: number; end: number }[] = [];
  const comment = /\/\*[^]*?\*\/|\/\/.*/g;
  let next = 0;
  for (let found = comment.exec(text); found; found = comment.exec(text)) {
    const pos = found.index;
    while ((literals[next]?.end ?? Infinity) <= pos) next += 1;
    const literal = literals[next];
    if (literal && literal.pos <= pos) comment.lastIndex = literal.end;
    else ranges.push({ pos, end: pos + found[0].length });
  }
  return ranges;
}

function isText(node: ts.Node): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isRegularExpressionLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node)
  );
}
