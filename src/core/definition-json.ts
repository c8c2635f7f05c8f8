/**
 * One definition file in JSON, with comments and trailing commas: its value, and where each node of it stands.
 * Promise: what does not parse, and a key that stands twice, is a problem with line and column; every JSON pointer has
 * a place, also one to something absent.
 * Does not: know what the file means. The only importer of jsonc-parser.
 */
import {
  findNodeAtLocation,
  parseTree,
  printParseErrorCode,
  getNodeValue,
  type Node,
  type ParseError,
} from 'jsonc-parser';

export interface DefinitionText {
  readonly path: string;
  readonly text: string;
}

export interface DefinitionProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface JsonFile {
  readonly path: string;
  readonly root: Node;
  readonly text: string;
  readonly value: unknown;
}

/** Null where it does not parse. */
export function parseJson(text: DefinitionText, problems: DefinitionProblem[]): JsonFile | null {
  const errors: ParseError[] = [];
  const root = parseTree(text.text, errors, { allowTrailingComma: true, disallowComments: false });
  for (const error of errors) {
    problems.push({
      file: text.path,
      ...positionOf(text.text, error.offset),
      message: printParseErrorCode(error.error),
    });
  }
  if (root === undefined || errors.length > 0) return null;
  for (const twice of duplicateKeys(root)) {
    problems.push({
      file: text.path,
      ...positionOf(text.text, twice.offset),
      message: `the key "${twice.name}" stands twice`,
    });
  }
  return { path: text.path, root, text: text.text, value: getNodeValue(root) };
}

function duplicateKeys(node: Node): { name: string; offset: number }[] {
  const found: { name: string; offset: number }[] = [];
  const seen = new Set<string>();
  for (const child of node.children ?? []) {
    if (node.type === 'object') {
      const name = String(child.children?.[0]?.value);
      if (seen.has(name)) found.push({ name, offset: child.offset });
      seen.add(name);
    }
    found.push(...duplicateKeys(child));
  }
  return found;
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}

/** The place of a JSON pointer; a pointer to something absent names its nearest parent. */
export function at(file: JsonFile, pointer: string): { file: string; line: number; column: number } {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (let length = path.length; length >= 0; length--) {
    const segments = path.slice(0, length).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    const node = findNodeAtLocation(file.root, segments) ?? findNodeAtLocation(file.root, path.slice(0, length));
    if (node !== undefined) return { file: file.path, ...positionOf(file.text, node.offset) };
  }
  return { file: file.path, line: 1, column: 1 };
}
