/**
 * The grammars of our definition files, as JSON Schemas: what they are held against, and what an editor shows as help.
 * Promise: what stands here is what `docs/schemas` holds and what the types in `nouns` and `mapping-grammar` say.
 * Does not: cover `rules/<dataset>.schema.json`, which is JSON Schema with keywords of ours (`schema-grammar`).
 */
import { MAPPING_GRAMMAR } from './grammar/mapping-grammar.js';
import { PROFILE_GRAMMAR } from './grammar/profile-grammar.js';
import { RULES_GRAMMAR } from './grammar/rules-grammar.js';
import { SAGE_TABLE_GRAMMAR } from './grammar/sage-table-grammar.js';

export const GRAMMARS = {
  profile: PROFILE_GRAMMAR,
  mapping: MAPPING_GRAMMAR,
  rules: RULES_GRAMMAR,
  'sage-table': SAGE_TABLE_GRAMMAR,
} as const;
