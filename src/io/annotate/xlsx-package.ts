/**
 * The parts of a workbook while some of them are replaced: what is in the ZIP, how parts point to each other, of which
 * kind they are.
 * Promise: a part nobody touches is copied packed, byte for byte, in its place; the original is only read.
 * Does not: know sheets or cells.
 */
import yauzl from 'yauzl';

import type { ReadLimits } from '../read-limits.js';
import { XlsxGuard } from '../xlsx-guard.js';
import { readRelationships, type Relationship } from '../xlsx-parts.js';
import { attributeOf } from '../xml-scanner.js';
import { asUtf8, joinElement, splitElement, withAttribute, withChildren } from './xml-edit.js';
import { ZipWriter } from './zip-writer.js';

type Chunks = AsyncIterable<string> | Iterable<string>;

interface Edit {
  readonly name: string;
  /** Made when the part's turn comes; of a late part after all others. */
  readonly chunks: () => Chunks;
  readonly late: boolean;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPES = '[Content_Types].xml';

/** Names of the markup; a strict workbook has its own. */
export interface Namespaces {
  readonly main: string;
  /** Of relationships inside the workbook, and the stem of their types. */
  readonly office: string;
  readonly customProperties: string;
  readonly customPropertiesType: string;
  readonly variantTypes: string;
}

const TRANSITIONAL = 'http://schemas.openxmlformats.org/officeDocument/2006';
const STRICT = 'http://purl.oclc.org/ooxml/officeDocument';

export class XlsxPackage {
  private readonly edits = new Map<string, Edit>();
  private readonly removed = new Set<string>();
  private ids = 0;

  private constructor(
    private readonly path: string,
    private readonly limits: ReadLimits,
    private readonly zip: yauzl.ZipFile,
    private readonly entries: ReadonlyMap<string, yauzl.Entry>,
    private readonly guard: XlsxGuard,
    /** The part that lists the sheets. */
    readonly workbook: string,
    readonly namespaces: Namespaces,
  ) {}

  static async open(path: string, limits: ReadLimits): Promise<XlsxPackage> {
    const guard = await XlsxGuard.open(path, limits);
    const zip = await yauzl.openPromise(path, { autoClose: false, validateEntrySizes: false });
    const entries = new Map<string, yauzl.Entry>();
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName.toLowerCase(), entry);
    }
    const roots = await readRelationships(guard, '');
    const workbook = roots.find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
    let text = '';
    for await (const chunk of guard.textOf(workbook)) text += chunk;
    return new XlsxPackage(path, limits, zip, entries, guard, workbook, namespacesOf(splitElement(text).open));
  }

  close(): void {
    this.guard.close();
    this.zip.close();
  }

  // ------------------------------------------------------------------------------------------------------- parts

  get names(): string[] {
    return [...this.entries.values()].map((entry) => entry.fileName);
  }

  has(part: string): boolean {
    const key = part.toLowerCase();
    return this.edits.has(key) || (this.entries.has(key) && !this.removed.has(key));
  }

  /** A part as it stands now, whole. */
  async text(part: string): Promise<string | null> {
    if (!this.has(part)) return null;
    let text = '';
    const edit = this.edits.get(part.toLowerCase());
    for await (const chunk of edit === undefined ? this.guard.textOf(part) : edit.chunks()) text += chunk;
    return text;
  }

  set(part: string, text: string): void {
    this.replace(part, () => [asUtf8(text)], false);
  }

  replace(part: string, chunks: () => Chunks, late: boolean): void {
    const key = part.toLowerCase();
    this.removed.delete(key);
    this.edits.set(key, { name: this.entries.get(key)?.fileName ?? part, chunks, late });
  }

  remove(part: string): void {
    this.edits.delete(part.toLowerCase());
    this.removed.add(part.toLowerCase());
  }

  /** `xl/comments3.xml`: the first number no part has. */
  freeName(stem: string, extension: string): string {
    for (let number = 1; ; number++) {
      const name = `${stem}${number}.${extension}`;
      if (!this.has(name) && !this.removed.has(name.toLowerCase())) return name;
    }
  }

  // ----------------------------------------------------------------------------------------------- relationships

  /** What a part points to, `''` for the package; as in the original. */
  relationships(source: string): Promise<Relationship[]> {
    return readRelationships(this.guard, source);
  }

  /** Gives the id. */
  async relate(source: string, kind: string, target: string): Promise<string> {
    const part = relationshipsPart(source);
    const before = (await this.text(part)) ?? `${HEAD}<Relationships xmlns="${RELATIONSHIPS}"></Relationships>`;
    let id: string;
    do id = `rIdTieout${++this.ids}`;
    while (before.includes(`"${id}"`) || before.includes(`'${id}'`));
    const type = kind.includes('/') ? kind : `${this.namespaces.office}/${kind}`;
    const from = relativeTarget(source, target);
    const added = `Id="${id}" Type="${type}" Target="${from}"`;
    this.set(
      part,
      withChildren(before, (prefix) => [`<${prefix}Relationship ${added}/>`]),
    );
    return id;
  }

  /** Takes out relationships whose type ends so. */
  async unrelate(source: string, kind: string): Promise<void> {
    const part = relationshipsPart(source);
    const before = await this.text(part);
    if (before === null) return;
    const element = splitElement(before);
    const kept = element.children.filter(({ raw }) => !(attributeOf(raw, 'Type') ?? '').endsWith(kind));
    if (kept.length < element.children.length)
      this.set(
        part,
        joinElement(
          element,
          kept.map(({ raw }) => raw),
        ),
      );
  }

  dropRelationships(source: string): void {
    this.remove(relationshipsPart(source));
  }

  // ----------------------------------------------------------------------------------------------- content types

  async declare(part: string, contentType: string): Promise<void> {
    await this.editTypes((children, prefix) => {
      const own = children.filter(({ raw }) => !isTypeOf(raw, part)).map(({ raw }) => raw);
      return [...own, `<${prefix}Override PartName="/${part}" ContentType="${contentType}"/>`];
    });
  }

  async declareExtension(extension: string, contentType: string): Promise<void> {
    await this.editTypes((children, prefix) => {
      const raws = children.map(({ raw }) => raw);
      const known = raws.some((raw) => attributeOf(raw, 'Extension')?.toLowerCase() === extension);
      return known ? raws : [`<${prefix}Default Extension="${extension}" ContentType="${contentType}"/>`, ...raws];
    });
  }

  async undeclare(part: string): Promise<void> {
    await this.editTypes((children) => children.filter(({ raw }) => !isTypeOf(raw, part)).map(({ raw }) => raw));
  }

  /** Of the workbook itself, told apart by its main part. */
  async mainType(): Promise<string> {
    const types = splitElement((await this.text(TYPES)) ?? '');
    const own = types.children.find(({ raw }) => isTypeOf(raw, this.workbook));
    return own === undefined ? '' : (attributeOf(own.raw, 'ContentType') ?? '');
  }

  async setMainType(contentType: string): Promise<void> {
    await this.editTypes((children) =>
      children.map(({ raw }) => (isTypeOf(raw, this.workbook) ? withAttribute(raw, 'ContentType', contentType) : raw)),
    );
  }

  private async editTypes(edit: (children: readonly { raw: string }[], prefix: string) => string[]): Promise<void> {
    const element = splitElement((await this.text(TYPES)) ?? '');
    this.set(TYPES, joinElement(element, edit(element.children, element.prefix)));
  }

  // ------------------------------------------------------------------------------------------------------ writing

  /** A guard of its own for whoever reads sheets: each guard bounds what it has handed out. */
  newGuard(): Promise<XlsxGuard> {
    return XlsxGuard.open(this.path, this.limits);
  }

  async save(output: string): Promise<void> {
    const writer = await ZipWriter.create(output);
    try {
      for (const [key, entry] of this.entries) {
        const edit = this.edits.get(key);
        if (edit?.late === false) await writer.addText(edit.name, edit.chunks());
        else if (edit === undefined && !this.removed.has(key)) await this.copy(entry, writer);
      }
      const late = [...this.edits].filter(([key, edit]) => edit.late || !this.entries.has(key));
      for (const [, edit] of late.sort(([, one], [, other]) => Number(one.late) - Number(other.late))) {
        await writer.addText(edit.name, edit.chunks());
      }
      await writer.finish();
    } catch (error) {
      await writer.abandon();
      throw error;
    }
  }

  private async copy(entry: yauzl.Entry, writer: ZipWriter): Promise<void> {
    const part = {
      name: entry.fileName,
      method: entry.compressionMethod,
      checksum: entry.crc32,
      packedBytes: entry.compressedSize,
      bytes: entry.uncompressedSize,
    };
    const data = await this.zip.openReadStreamPromise(entry, { decodeFileData: false });
    await writer.addPacked(part, data as AsyncIterable<Buffer>);
  }
}

function isTypeOf(raw: string, part: string): boolean {
  return attributeOf(raw, 'PartName')?.replace(/^\//, '').toLowerCase() === part.toLowerCase();
}

function relationshipsPart(source: string): string {
  const slash = source.lastIndexOf('/');
  return `${source.slice(0, slash + 1)}_rels/${source.slice(slash + 1)}.rels`;
}

/** From the folder of the one part to the other. */
function relativeTarget(source: string, target: string): string {
  const from = source.split('/').slice(0, -1);
  const to = target.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}

function namespacesOf(workbookTag: string): Namespaces {
  if (!workbookTag.includes('http://purl.oclc.org/ooxml/spreadsheetml/main')) {
    return {
      main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
      office: `${TRANSITIONAL}/relationships`,
      customProperties: `${TRANSITIONAL}/custom-properties`,
      customPropertiesType: `${TRANSITIONAL}/relationships/custom-properties`,
      variantTypes: `${TRANSITIONAL}/docPropsVTypes`,
    };
  }
  return {
    main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
    office: `${STRICT}/relationships`,
    customProperties: `${STRICT}/customProperties`,
    customPropertiesType: `${STRICT}/relationships/customProperties`,
    variantTypes: `${STRICT}/docPropsVTypes`,
  };
}
