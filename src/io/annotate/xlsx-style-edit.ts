/**
 * The styles of a workbook, with those of the marks added.
 * Promise: a marked cell keeps font, border, alignment and number format, only its fill is ours; the fill it had stands
 * unseen inside ours (the background of a solid fill shows nowhere), so that `clearPaint` gives it back wherever the
 * cell has been moved meanwhile. No existing style changes its number.
 * Does not: keep a gradient or pattern under a mark.
 */
import { attributeOf } from '../xml-scanner.js';
import { joinElement, splitElement, withAttribute, type XmlElement } from './xml-edit.js';

export type Paint = 'error' | 'warning';

/** Numbers of the styles of our own sheet. */
export interface SheetStyles {
  readonly title: number;
  readonly line: number;
  readonly head: number;
  readonly text: number;
  readonly wrapped: number;
  readonly number: number;
  readonly link: number;
  readonly paint: Readonly<Record<Paint, number>>;
}

/** Told from the user's own salmon and yellow by their last digits. */
const COLOURS: Readonly<Record<Paint, string>> = { error: 'FFFAA093', warning: 'FFFFE97D' };
const SECTIONS = [
  'numFmts',
  'fonts',
  'fills',
  'borders',
  'cellStyleXfs',
  'cellXfs',
  'cellStyles',
  'dxfs',
  'tableStyles',
  'colors',
  'extLst',
];
/** A style sheet may leave out what it does not use. */
const DEFAULTS: Readonly<Record<string, readonly string[]>> = {
  fonts: ['<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'],
  fills: ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'],
  borders: ['<border><left/><right/><top/><bottom/><diagonal/></border>'],
  cellStyleXfs: ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
  cellXfs: ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'],
};
const TEXT_FORMAT = 49;
const NO_BACKGROUND = '<bgColor indexed="64"/>';

export class StyleEdit {
  private readonly root: XmlElement;
  private readonly prefix: string;
  private readonly sections = new Map<string, string>();
  private readonly fonts: string[];
  private readonly fills: string[];
  private readonly formats: string[];
  private readonly paintedFormats = new Map<string, number>();

  constructor(xml: string) {
    this.root = splitElement(xml);
    this.prefix = this.root.prefix;
    for (const { name, raw } of this.root.children) this.sections.set(name, raw);
    for (const [name, children] of Object.entries(DEFAULTS)) this.ensure(name, children);
    this.fonts = this.childrenOf('fonts');
    this.fills = this.childrenOf('fills');
    this.formats = this.childrenOf('cellXfs');
  }

  static empty(main: string): string {
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="${main}"></styleSheet>`;
  }

  /**
   * Takes the fills of an earlier annotation off every style, and gives the fills under them back; not those that a
   * program saved which writes backgrounds of its own.
   */
  clearPaint(givesBack: boolean): void {
    const instead = new Map<number, number>();
    for (const [index, fill] of [...this.fills.entries()]) {
      if (!isPaint(fill)) continue;
      const under = attributesOf(fill, 'bgColor') ?? '';
      const none = !givesBack || under === '' || /indexed\s*=\s*["']64["']/.test(under) || isPaintColour(under);
      instead.set(index, none ? 0 : this.addFill(`<fgColor${under}/>${NO_BACKGROUND}`));
    }
    for (const [index, format] of this.formats.entries()) {
      const fill = instead.get(Number(attributeOf(openTag(format), 'fillId') ?? 0));
      if (fill !== undefined) this.formats[index] = withOpenTag(format, (tag) => withAttribute(tag, 'fillId', fill));
    }
  }

  /** The style like `base` with the mark's fill. */
  painted(base: number, paint: Paint): number {
    const key = `${base} ${paint}`;
    let number = this.paintedFormats.get(key);
    if (number !== undefined) return number;
    const format = this.formats[base] ?? this.formats[0]!;
    const under = this.fills[Number(attributeOf(openTag(format), 'fillId') ?? 0)] ?? '';
    const colour = /patternType\s*=\s*["']solid["']/.test(under) ? attributesOf(under, 'fgColor') : null;
    const background = colour === null ? NO_BACKGROUND : `<bgColor${colour}/>`;
    const fill = this.addFill(`<fgColor rgb="${COLOURS[paint]}"/>${background}`);
    number = this.addFormat(
      withOpenTag(format, (tag) => withAttribute(withAttribute(tag, 'fillId', fill), 'applyFill', 1)),
    );
    this.paintedFormats.set(key, number);
    return number;
  }

  sheetStyles(): SheetStyles {
    const font = (inner: string): number =>
      this.fonts.push(this.named(`<font>${inner}<name val="Calibri"/><family val="2"/></font>`)) - 1;
    const plain = font('<sz val="10"/>');
    const bold = font('<b/><sz val="10"/>');
    const title = font('<b/><sz val="14"/>');
    const link = font('<u/><sz val="10"/><color rgb="FF0563C1"/>');
    const headFill = this.addFill(`<fgColor rgb="FFD9D9D9"/>${NO_BACKGROUND}`);
    const format = (fontId: number, more: { fill?: number; format?: number; wrap?: boolean }): number => {
      const { fill = 0, format: numberFormat = TEXT_FORMAT, wrap = false } = more;
      return this.addFormat(
        this.named(
          `<xf numFmtId="${numberFormat}" fontId="${fontId}" fillId="${fill}" borderId="0" xfId="0" ` +
            'applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">' +
            `<alignment vertical="top"${wrap ? ' wrapText="1"' : ''}/></xf>`,
        ),
      );
    };
    const text = format(plain, {});
    return {
      title: format(title, {}),
      line: text,
      head: format(bold, { fill: headFill, wrap: true }),
      text,
      wrapped: format(plain, { wrap: true }),
      number: format(plain, { format: 0 }),
      link: format(link, {}),
      paint: { error: this.painted(text, 'error'), warning: this.painted(text, 'warning') },
    };
  }

  toXml(): string {
    this.put('fonts', this.fonts);
    this.put('fills', this.fills);
    this.put('cellXfs', this.formats);
    const known = SECTIONS.filter((name) => this.sections.has(name));
    const others = [...this.sections.keys()].filter((name) => !SECTIONS.includes(name));
    return joinElement(
      this.root,
      [...known, ...others].map((name) => this.sections.get(name)!),
    );
  }

  private ensure(name: string, children: readonly string[]): void {
    const own = this.sections.get(name);
    if (own !== undefined && splitElement(own).children.length > 0) return;
    const inner = this.named(children.join(''));
    this.sections.set(name, `<${this.prefix}${name} count="${children.length}">${inner}</${this.prefix}${name}>`);
  }

  private childrenOf(name: string): string[] {
    return splitElement(this.sections.get(name)!).children.map(({ raw }) => raw);
  }

  private put(name: string, children: readonly string[]): void {
    const element = splitElement(this.sections.get(name)!);
    const open = withAttribute(element.open, 'count', children.length);
    this.sections.set(name, joinElement({ ...element, open }, children));
  }

  private addFill(colours: string): number {
    const fill = this.named(`<fill><patternFill patternType="solid">${colours}</patternFill></fill>`);
    const known = this.fills.indexOf(fill);
    return known === -1 ? this.fills.push(fill) - 1 : known;
  }

  private addFormat(format: string): number {
    return this.formats.push(format) - 1;
  }

  /** Our markup with the prefix this style sheet gives its names. */
  private named(markup: string): string {
    return this.prefix === '' ? markup : markup.replace(/(<\/?)(?![\w-]+:)/g, `$1${this.prefix}`);
  }
}

function isPaint(fill: string): boolean {
  return isPaintColour(attributesOf(fill, 'fgColor') ?? '');
}

function isPaintColour(attributes: string): boolean {
  return Object.values(COLOURS).includes(attributeOf(attributes, 'rgb')?.toUpperCase() ?? '');
}

/** The attributes of the first element of this name; with the blank before them. */
function attributesOf(raw: string, name: string): string | null {
  return new RegExp(`<(?:[\\w.-]+:)?${name}(\\s[^>]*?)\\s*/?>`).exec(raw)?.[1] ?? null;
}

function openTag(raw: string): string {
  return /<[^!?][^>]*>/.exec(raw)?.[0] ?? '';
}

function withOpenTag(raw: string, edit: (tag: string) => string): string {
  const tag = openTag(raw);
  return raw.replace(tag, () => edit(tag));
}
