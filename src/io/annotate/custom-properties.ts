/**
 * The custom properties of a workbook: where an annotated copy carries whose check it shows.
 * Promise: properties of others stay; Excel keeps ours when the workbook is saved again.
 * Does not: know what the properties mean.
 */
import { attributeOf, decodeXml } from '../xml-scanner.js';
import { escapeXml, joinElement, splitElement } from './xml-edit.js';
import type { XlsxPackage } from './xlsx-package.js';

const PART = 'docProps/custom.xml';
const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.custom-properties+xml';
/** Of properties that people and programs add, as Office numbers them. */
const FORMAT = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}';
const FIRST_ID = 2;

export async function readCustomProperties(pack: XlsxPackage): Promise<Map<string, string>> {
  const part = await partOf(pack);
  const xml = part === null ? null : await pack.text(part);
  const found = new Map<string, string>();
  if (xml === null) return found;
  for (const { raw } of splitElement(xml).children) {
    const name = attributeOf(raw, 'name');
    if (name !== null) found.set(name, decodeXml(raw.replace(/<[^>]*>/g, '')).trim());
  }
  return found;
}

export async function editCustomProperties(pack: XlsxPackage, values: Readonly<Record<string, string>>): Promise<void> {
  const { customProperties, variantTypes, customPropertiesType } = pack.namespaces;
  const known = await partOf(pack);
  const part = known ?? PART;
  if (known === null) {
    await pack.relate('', customPropertiesType, part);
    await pack.declare(part, CONTENT_TYPE);
  }
  const empty = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="${customProperties}"/>`;
  const element = splitElement((known === null ? null : await pack.text(part)) ?? empty);
  const others = element.children.map(({ raw }) => raw).filter((raw) => !((attributeOf(raw, 'name') ?? '') in values));
  let id = others.reduce((most, raw) => Math.max(most, Number(attributeOf(raw, 'pid') ?? 0)), FIRST_ID - 1);
  const own = Object.entries(values).map(([name, value]) => {
    const text = `<vt:lpwstr xmlns:vt="${variantTypes}">${escapeXml(value)}</vt:lpwstr>`;
    const open = `<${element.prefix}property fmtid="${FORMAT}" pid="${++id}" name="${name}">`;
    return `${open}${text}</${element.prefix}property>`;
  });
  pack.set(part, joinElement(element, [...others, ...own]));
}

async function partOf(pack: XlsxPackage): Promise<string | null> {
  const related = await pack.relationships('');
  const part = related.find(({ type }) => type === 'custom-properties' || type === 'customProperties')?.part;
  return part !== undefined && pack.has(part) ? part : null;
}
