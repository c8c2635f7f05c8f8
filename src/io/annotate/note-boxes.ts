/**
 * The boxes of notes, in the VML that Excel still keeps them in.
 * Promise: a box stands right of its cell, 320 pixels wide and as high as its lines, measured over the columns and rows
 * it covers, hidden ones too.
 * Does not: know the texts.
 */
import type { SheetGeometry } from './xlsx-sheet-edit.js';

/** Every shape of a drawing, `shapetype`s left out. */
export const NOTE_SHAPE = /<(?:\w+:)?shape(?=[\s>])[^]*?<\/(?:\w+:)?shape\s*>/g;

const WIDTH = 320;
const LINE_HEIGHT = 15;
const PADDING = 12;
const HEIGHT_MAX = 480;
const GAP = 15;
const COLUMNS = 16_384;
const ROWS = 1_048_576;
/** Columns a box is moved left where the sheet ends. */
const ROOM = 6;

const NAMES =
  'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" ' +
  'xmlns:x="urn:schemas-microsoft-com:office:excel"';
const SHAPE_TYPE =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">' +
  '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';

export function newDrawing(): string {
  const layout = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>';
  return `<xml ${NAMES}>${layout}${SHAPE_TYPE}</xml>`;
}

/** Row and column from 0. */
export function noteShape(id: number, row: number, column: number, anchor: readonly number[]): string {
  return (
    `<v:shape ${NAMES} id="_x0000_s${id}" type="#_x0000_t202" ` +
    'style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;width:240pt;height:90pt;' +
    'z-index:1;visibility:hidden" ' +
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>' +
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">' +
    '<div style="text-align:left"></div></v:textbox>' +
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor.join(', ')}</x:Anchor>` +
    `<x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  );
}

/** Left column and offset, top row and offset, right, bottom; in pixels. Row and column from 0. */
export function boxAnchor(row: number, column: number, lines: number, geometry: SheetGeometry): number[] {
  const left = Math.max(0, Math.min(column + 1, COLUMNS - ROOM));
  const top = Math.max(0, row - 1);
  const height = Math.min(HEIGHT_MAX, lines * LINE_HEIGHT + PADDING);
  const widthOf = (at: number): number =>
    geometry.columns.find(({ first, last }) => at >= first && at <= last)?.width ?? geometry.columnWidth;
  const heightOf = (at: number): number => geometry.rows.get(at + 1) ?? geometry.rowHeight;
  const right = walk(left, GAP + WIDTH, widthOf, COLUMNS);
  const bottom = walk(top, PADDING + height, heightOf, ROWS);
  return [left, GAP, top, PADDING, right.at, right.rest, bottom.at, bottom.rest];
}

/** From the start of a column or row so many pixels on. */
function walk(from: number, pixels: number, sizeOf: (at: number) => number, end: number): { at: number; rest: number } {
  let at = from;
  let rest = pixels;
  while (at < end - 1 && rest > sizeOf(at)) rest -= sizeOf(at++);
  return { at, rest: Math.floor(Math.min(rest, sizeOf(at))) };
}

/** A box with so many lines more. */
export function grownAnchor(shape: string, lines: number): string {
  if (lines === 0) return shape;
  return shape.replace(/(<(?:\w+:)?Anchor>)([^<]*)</, (whole, open: string, text: string) => {
    const anchor = text.split(',').map(Number);
    if (anchor.length !== 8 || anchor.some(Number.isNaN)) return whole;
    anchor[6]! += Math.ceil(Math.min(lines * LINE_HEIGHT, HEIGHT_MAX) / 20);
    return `${open}${anchor.join(', ')}<`;
  });
}
