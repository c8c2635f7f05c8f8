/**
 * Messages of rules and look-ups with their values in place.
 * Promise: a part in square brackets is left out when one of its values is absent (`job {job}[, extra {extra}]`);
 * elsewhere an absent value reads "(none)"; amounts read as an accountant writes them.
 * Does not: know where values come from.
 */
import { formatValue } from './format-value.js';
import type { Kind, Value } from './nouns.js';

const PLACEHOLDER = /\{([\w.]+)\}/g;

export function fillMessage(
  message: string,
  read: (name: string) => Value | undefined,
  kinds: ReadonlyMap<string, Kind>,
): string {
  const whole = message.replace(/\[([^\]]*)\]/g, (_, part: string) =>
    [...part.matchAll(PLACEHOLDER)].some(([, name]) => read(name!) == null) ? '' : part,
  );
  return whole.replace(PLACEHOLDER, (_, name: string) => formatValue(read(name) ?? null, kinds.get(name) ?? 'text'));
}

/** A document's key as people read it: `SC-101-01 002`, absent parts left out. */
export function shownKey(key: string): string {
  return key
    .replace(/^~/, '')
    .split('|')
    .filter((part) => part !== '')
    .join(' ');
}
