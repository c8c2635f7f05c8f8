/**
 * The definitions that ship, with some texts edited, as `tieout check` reads them.
 * Promise: an edit that finds nothing to change fails, so that a test never passes because a file was reworded.
 * Does not: write to the definitions folder.
 */
import { compileCatalog, type DefinitionTexts } from '../../src/core/catalog.js';
import { readDefinitionFolder, readTable } from '../../src/io/definition-folder.js';
import { repositoryFolder } from './source-tree.js';

/** Path → what its text becomes; null takes the file away. */
export type Edits = Readonly<Record<string, ((text: string) => string) | null>>;

export async function editedDefinitions(edits: Edits): Promise<DefinitionTexts> {
  const texts = await readDefinitionFolder(repositoryFolder);
  const edit = <T extends { readonly path: string; readonly text: string }>(file: T): T[] => {
    const change = edits[file.path];
    if (change === undefined) return [file];
    if (change === null) return [];
    const text = change(file.text);
    if (text === file.text) throw new Error(`the edit of ${file.path} changes nothing`);
    return [{ ...file, text }];
  };
  return {
    ...texts,
    json: texts.json.flatMap(edit),
    tables: texts.tables.flatMap(edit).map(({ path, text }) => readTable(path, text)),
  };
}

/** Problems and remarks as `tieout check` prints them. */
export async function saidOf(edits: Edits, company = 'demo'): Promise<string[]> {
  const { problems, remarks } = compileCatalog(await editedDefinitions(edits), company);
  return [...problems, ...remarks].map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
}

/** Takes the first occurrence of a text for another one; fails where there is none. */
export function replacing(from: string, to: string): (text: string) => string {
  return (text) => {
    if (!text.includes(from)) throw new Error(`"${from}" is not there`);
    return text.replace(from, () => to);
  };
}
