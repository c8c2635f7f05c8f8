/**
 * The definitions folder → Catalog of a company.
 * Promise: wrong definitions are a DefinitionFault before a row is read.
 */
import { compileCatalog, definitionFault, type Catalog } from '../../core/catalog.js';
import { readDefinitionFolder } from '../../io/definition-folder.js';

export async function loadCatalog(folder: string, company: string): Promise<Catalog> {
  const { catalog, problems } = compileCatalog(await readDefinitionFolder(folder), company);
  if (catalog === null) throw definitionFault(problems);
  return catalog;
}
