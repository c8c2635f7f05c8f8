/**
 * Columns of our books as TypeORM takes them, short enough to read a table at a glance.
 * Promise: not null unless it says `.orNull`. Does not: convert values; `bigint` comes as text, as pg gives it.
 */
import type { EntitySchemaColumnOptions } from 'typeorm';

type Column = EntitySchemaColumnOptions;

const column = (type: Column['type'], more: Partial<Column> = {}): Column => ({ type, ...more });

export const key = (type: 'text' | 'uuid' | 'integer' | 'bigint' = 'text'): Column => column(type, { primary: true });
/** `generated always as identity`; TypeORM's own types leave the second word out. */
export const identityKey = { ...key('bigint'), generated: 'increment', generatedIdentity: 'ALWAYS' } as Column;
export const text = column('text');
export const uuid = column('uuid');
export const integer = column('integer');
export const bigint = column('bigint');
export const boolean = column('boolean');
export const date = column('date');
export const time = column('timestamp with time zone');
export const json = column('jsonb');
/** Read whole, or taken apart row by row; no index and no condition asks for what is in it. */
export const jsonText = column('json');
export const listOf = (type: 'text' | 'integer' | 'bigint'): Column => column(type, { array: true });

export const orNull = (of: Column): Column => ({ ...of, nullable: true });
export const byDefault = (of: Column, value: unknown): Column => ({ ...of, default: value });
