/**
 * The definition files that ship with the product, as texts, and the grammar each is written in.
 * Does not: read or check them with the product's own code.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { GRAMMARS } from '../../src/core/grammar-schemas.js';

export type Json = Record<string, unknown>;
export type Kind = keyof typeof GRAMMARS;

export const ROOT = new URL('../../', import.meta.url);
export const KINDS = Object.keys(GRAMMARS) as Kind[];
export const textOf = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(new URL(folder, ROOT))
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}${name}`);

export const SHIPPED: readonly (readonly [Kind, string])[] = [
  ...filesIn('rules/', '.rules.json').map((path) => ['rules', path] as const),
  ...filesIn('mappings/', '.mapping.json').map((path) => ['mapping', path] as const),
  ...filesIn('mappings/companies/', '.json').map((path) => ['profile', path] as const),
  ...filesIn('mappings/sage/tables/', '.json').map((path) => ['sage-table', path] as const),
];

/** A text as the regular expression of itself. */
export const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
