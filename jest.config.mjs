/**
 * Jest for ES modules: swc compiles each file alone, so types are checked by `npm run build`, not here.
 * `unit` needs no service and no build; `db` starts the embedded PostgreSQL and the built command line.
 */
import { availableParallelism } from 'node:os';

const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

const project = (displayName, folders) => ({
  displayName,
  rootDir: import.meta.dirname,
  testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.spec.ts`),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  // Source imports carry the `.js` they will have once built.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/var/'],
});

export default {
  // Two even on a two-core machine: half of a db test is waiting for PostgreSQL. Four PostgreSQL clients are enough anywhere.
  maxWorkers: Math.min(4, Math.max(2, availableParallelism() - 1)),
  // Jest reads it here alone, not in a project. A test of real processes takes seconds, on a busy machine tens of them.
  testTimeout: 60_000,
  projects: [
    project('unit', ['tidy', 'samples', 'definitions', 'properties', 'contracts']),
    project('db', ['db', 'e2e', 'golden']),
  ],
};
