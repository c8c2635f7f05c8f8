/**
 * `docs/schemas`: the grammar as JSON Schema, which editors read.
 * Promise: it is the grammar in force (`UPDATE=schemas` writes it) and explains every key; so does docs/DEFINITIONS.md.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { GRAMMARS } from '../../src/core/grammar-schemas.js';
import { escaped, KINDS, ROOT, SHIPPED, textOf, type Json, type Kind } from '../support/shipped-definitions.js';

describe('docs/schemas', () => {
  const written = (kind: Kind): string => `${JSON.stringify(GRAMMARS[kind], null, 2)}\n`;

  if (process.env['UPDATE'] === 'schemas') {
    mkdirSync(new URL('docs/schemas/', ROOT), { recursive: true });
    for (const kind of KINDS) writeFileSync(new URL(`docs/schemas/${kind}.schema.json`, ROOT), written(kind));
  }

  it.each(KINDS)('%s.schema.json is the grammar (UPDATE=schemas writes it), and JSON Schema', (kind) => {
    expect(textOf(`docs/schemas/${kind}.schema.json`)).toBe(written(kind));
    const ajv = new Ajv2020();
    expect([ajv.validateSchema(GRAMMARS[kind]), ajv.errors]).toEqual([true, null]);
  });

  it('is where an editor looks for it', () => {
    const settings = JSON.parse(textOf('.vscode/settings.json')) as { 'json.schemas': { url: string }[] };
    const urls = settings['json.schemas'].map(({ url }) => url);
    expect(urls).toEqual(expect.arrayContaining(KINDS.map((kind) => `./docs/schemas/${kind}.schema.json`)));
    for (const [kind, path] of SHIPPED) {
      const { $schema } = JSON.parse(textOf(path)) as { $schema?: string };
      const expected = new URL(`docs/schemas/${kind}.schema.json`, ROOT).href;
      expect($schema === undefined ? expected : new URL($schema, new URL(path, ROOT)).href).toBe(expected);
    }
  });

  it.each(KINDS)('%s explains every key', (kind) => {
    const silent: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const properties = Object.entries(((node as Json)['properties'] ?? {}) as Record<string, Json>);
      // What stands under if, then and else narrows keys that are explained elsewhere.
      const unexplained = properties.filter(([, property]) => property['description'] === undefined);
      if (!/\/(if|then|else)$/.test(path)) silent.push(...unexplained.map(([name]) => `${path}/${name}`));
      for (const [key, part] of Object.entries(node)) walk(part, `${path}/${key}`);
    };
    walk(GRAMMARS[kind], '');
    expect(silent).toEqual([]);
  });

  it.each(KINDS)('%s has every key and word in docs/DEFINITIONS.md', (kind) => {
    const inCode = (textOf('docs/DEFINITIONS.md').match(/```[^`]*```|`[^`]+`/g) ?? []).join(' ');
    const words = new Set<string>();
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, part] of Object.entries(node)) {
        if (key === 'properties') for (const name of Object.keys(part as Json)) words.add(name);
        if (key === 'enum') for (const word of part as string[]) words.add(word);
        walk(part);
      }
    };
    walk(GRAMMARS[kind]);
    const missing = [...words].filter((word) => !new RegExp(`(?<![\\w-])${escaped(word)}(?![\\w-])`).test(inCode));
    expect(missing).toEqual([]);
  });
});
