/**
 * `npm run docs`: writes the documents that are made from code and samples.
 * Promise: the same sources give the same bytes; test/tidy finds a document that is out of step.
 * Does not: need the database.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from './config.js';
import { issuesDocument } from './machine/issues-document.js';
import { loadCatalog } from './machine/load-catalog.js';
import { readGoldens } from './machine/read-goldens.js';

const catalog = await loadCatalog(packageFolder, 'demo');
const path = join(packageFolder, 'docs', 'ISSUES.md');
await writeFile(path, issuesDocument(catalog, await readGoldens(packageFolder)));
process.stdout.write(`written ${path}\n`);
