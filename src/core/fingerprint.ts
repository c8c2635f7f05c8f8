/**
 * Fingerprints of content: definitions, documents, target rows. SHA-256 throughout.
 * Promise: the same content gives the same text on every machine. Does not: sign or encrypt.
 */
import { hash } from 'node:crypto';

export function hashText(text: string): string {
  return hash('sha256', text, 'hex');
}

export function hashBytes(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}
