/**
 * Three hundred broken CSV and JSON files: one sound commitment each, damaged in one of many ways.
 * Promise: the same bytes for the same seed; every file is damaged where its document cannot be taken for a sound one,
 * but for those that are said to be harmless: they load.
 * Does not: say which issue a file comes to; some damages are found in more than one way.
 */
import { gzipSync } from 'node:zlib';
import { seededNumbers } from './demo-night.js';
import { zipBytes } from './workbooks.js';

export interface HostileFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** Only looks strange: its document loads. */
  readonly harmless: boolean;
}

type Random = () => number;
type Damage = (text: string, random: Random) => string | Buffer;

const COLUMNS =
  'commitment_number,type,title,project_number,vendor_code,status,executed,accounting_method,retainage_percent,date,' +
  'line_number,cost_code,cost_type,description,amount';
const LINES = 30;

export const numberOf = (index: number): string => `SC-H${String(index).padStart(4, '0')}`;

function soundCsv(index: number): string {
  const rows = Array.from(
    { length: LINES },
    (_, at) =>
      `${numberOf(index)},Subcontract,"Works, all",26-101,ACME,Approved,Yes,amount,10,2026-09-01,${at + 1},` +
      `03-300,S,Line ${at + 1},5.00`,
  );
  return `${[COLUMNS, ...rows].join('\n')}\n`;
}

function soundJson(index: number): string {
  const line = (at: number): object => {
    return { position: at + 1, description: 'x', amount: '5.00', cost_code: '03-300', cost_type: 'S' };
  };
  const record = {
    number: numberOf(index),
    type: 'WorkOrderContract',
    title: 'Works',
    status: 'Approved',
    vendor_code: 'ACME',
    project_number: '26-101',
    line_items: Array.from({ length: LINES }, (_, at) => line(at)),
  };
  return JSON.stringify([record]);
}

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

/** The start of a row in the middle of the file. */
function rowStart(text: string, random: Random): number {
  let at = 0;
  for (let row = 2 + Math.floor(random() * (LINES - 4)); row > 0; row--) at = text.indexOf('\n', at) + 1;
  return at;
}

const insert = (text: string, at: number, what: string): string => text.slice(0, at) + what + text.slice(at);
const swap = (text: string, from: string, to: string): string => text.replace(from, () => to);

const noise = (random: Random, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));

const HUGE = ['9'.repeat(400), '1e308', '-1e400', 'NaN', 'Infinity', '0x10', '99999999999999999999.99', '5.001'];

const CSV: Readonly<Record<string, Damage>> = {
  'cut in a quote': (text, random) => text.slice(0, rowStart(text, random) + 25),
  'cut in a row': (text, random) => text.slice(0, rowStart(text, random) + 9 + Math.floor(random() * 10)),
  'quote opened': (text, random) => insert(text, rowStart(text, random), '"'),
  'quote within': (text, random) => insert(text, rowStart(text, random) + 14, 'x"y'),
  'NUL within': (text, random) => insert(text, rowStart(text, random) + 4, '\0'),
  'NULs throughout': (text) => text.replaceAll('S', '\0'),
  'invalid bytes': (text, random) => {
    const at = rowStart(text, random) + 25;
    return Buffer.concat([
      Buffer.from(text.slice(0, at)),
      Buffer.from([0xc3, 0x28, 0x81]),
      Buffer.from(text.slice(at)),
    ]);
  },
  'BOM within a code': (text, random) => {
    const at = text.indexOf('ACME', rowStart(text, random));
    return insert(text, at + 2, '\ufeff');
  },
  'UTF-32': (text) => {
    const bytes = Buffer.alloc(text.length * 4);
    [...text].forEach((character, at) => bytes.writeUInt32LE(character.codePointAt(0)!, at * 4));
    return bytes;
  },
  'half a character': (text) => Buffer.from(`\ufeff${swap(text, 'Works', 'Wo\ud800rks')}`, 'utf16le'),
  'huge number': (text, random) => swap(text, ',5.00', `,${pick(random, HUGE)}`),
  'impossible date': (text, random) =>
    text.replaceAll('2026-09-01', pick(random, ['2026-02-30', '0000-00-00', '99999-01-01', '-1'])),
  'key of a thousand': (text) => text.replaceAll(/SC-H\d+/g, (number) => number + '9'.repeat(1_000)),
  'header twice': (text) => swap(text, 'title', 'title,title').replaceAll('Subcontract,', 'Subcontract,x,'),
  'no header': (text) => text.slice(text.indexOf('\n') + 1),
  'column missing': (text) => swap(text, 'amount\n', 'sum of nothing\n'),
  'row too long': (text, random) => insert(text, text.indexOf('\n', rowStart(text, random)), ',more'),
  'line twice': (text) => swap(text, ',2,03-300', ',1,03-300'),
  'strange delimiter': (text) => text.replaceAll(',', '~'),
  junk: (_, random) => noise(random, 20_000),
  gzip: (text) => gzipSync(text),
  zip: (text) => zipBytes([{ name: 'a.csv', data: text }]),
  pdf: (text) => `%PDF-1.7\n%\u00e2\u00e3\n${text}`,
  html: (text) => `<!DOCTYPE html><html><table><tr><td>${text}</td></tr></table></html>`,
  empty: (_, random) => ' \n'.repeat(Math.floor(random() * 9)),
};

const JSONS: Readonly<Record<string, Damage>> = {
  'cut anywhere': (text, random) => text.slice(0, 1 + Math.floor(random() * (text.length - 2))),
  'deep nesting': (text, random) => pick(random, ['[', '{"a":']).repeat(100_000) + text,
  'deep within': (text) => swap(text, '"Works"', `${'['.repeat(100_000)}1${']'.repeat(100_000)}`),
  'key twice': (text) => swap(text, '"number"', '"number":"SC-X","number"'),
  'amount twice': (text) => swap(text, '"amount"', '"amount":"6.00","amount"'),
  'huge number': (text, random) => swap(text, '"5.00"', pick(random, ['9'.repeat(500), '1e999', '-1e-999', '1e308'])),
  'no number': (text, random) => swap(text, '"5.00"', pick(random, ['NaN', 'Infinity', '0x1', '01', '.5', '+1'])),
  'single quotes': (text) => text.replaceAll('"', "'"),
  'comma too many': (text) => `${text.slice(0, -1)},]`,
  comment: (text) => swap(text, '{', '{/* x */'),
  'text after': (text, random) => text + pick(random, [']', 'x', ',', '"']),
  'NUL within': (text) => swap(text, 'Works', 'Wo\0rks'),
  'NUL escaped': (text) => swap(text, 'Works', String.raw`Wo\u0000rks`),
  'half a character': (text) => swap(text, 'ACME', String.raw`AC\ud800ME`),
  'BOM within': (text) => swap(text, 'ACME', 'AC\ufeffME'),
  'a scalar': (_, random) => pick(random, ['1', '"x"', 'null', 'true']),
  'arrays in arrays': (text) => `[${text},${text}]`,
  'list of texts': () => '["a","b","c"]',
  'lines no list': (text) => text.replace(/"line_items":\[.*\]/, '"line_items":{"a":1}'),
  'invalid bytes': (text) =>
    Buffer.concat([Buffer.from(text.slice(0, 30)), Buffer.from([0xff, 0xc0]), Buffer.from(text.slice(30))]),
  junk: (_, random) => Buffer.concat([Buffer.from('['), noise(random, 20_000)]),
};

const HARMLESS: Readonly<Record<string, Damage>> = {
  'mixed line ends': (text, random) => text.replaceAll('\n', () => pick(random, ['\n', '\r\n', '\r'])),
  'UTF-16 without a mark': (text) => Buffer.from(text, 'utf16le'),
  'Latin-1': (text) => Buffer.from(swap(text, 'Line 1,', 'L\u00e9on,'), 'latin1'),
  'blank rows': (text) => text.replaceAll('\n', '\n\n'),
};

/** Damages in turn, each time at another place. */
export function hostileFiles(seed: number, count: number): HostileFile[] {
  const random = seededNumbers(seed);
  const kinds = [
    ...Object.entries(CSV).map(([what, damage]) => ({ what, damage, extension: 'csv', harmless: false })),
    ...Object.entries(JSONS).map(([what, damage]) => ({ what, damage, extension: 'json', harmless: false })),
    ...Object.entries(HARMLESS).map(([what, damage]) => ({ what, damage, extension: 'csv', harmless: true })),
  ];
  return Array.from({ length: count }, (_, index) => {
    const { what, damage, extension, harmless } = kinds[index % kinds.length]!;
    const sound = extension === 'csv' ? soundCsv(index) : soundJson(index);
    const bytes = Buffer.from(damage(sound, random));
    const name = `${String(index).padStart(4, '0')} ${what}.${extension}`;
    return { name, bytes, harmless };
  });
}

/** Files that cost much before they are refused; run one by one, under measurement. */
export function heavyFiles(): HostileFile[] {
  const heavy = (name: string, bytes: string | Buffer): HostileFile => ({
    name,
    bytes: Buffer.from(bytes),
    harmless: false,
  });
  const csv = soundCsv(9_001);
  const json = soundJson(9_002);
  const wide = (cell: string): string => Array.from({ length: 100_000 }, (_, at) => `${cell}${at}`).join(',');
  return [
    heavy('cell-10mb.csv', swap(csv, 'Line 7', 'x'.repeat(10_000_000))),
    heavy('quoted-cell-10mb.csv', swap(csv, 'Line 7', `"${'x,\n'.repeat(3_300_000)}"`)),
    heavy('columns-100000.csv', `${wide('c')}\n${wide('')}\n`),
    heavy('delimiters.csv', `${COLUMNS}\n${','.repeat(20_000_000)}\n`),
    heavy('never-closed-quote.csv', swap(csv, 'Line 7', `"${'a,b,c\n'.repeat(3_000_000)}`)),
    heavy('nuls-50mb.csv', Buffer.alloc(50_000_000)),
    heavy('one-line-30mb.csv', 'x'.repeat(30_000_000)),
    heavy('text-10mb.json', swap(json, 'Works', 'x'.repeat(11_000_000))),
    heavy('record-80mb.json', `[{"number":"SC-1","a":[${'"xxxxxxxx",'.repeat(7_000_000)}1]}]`),
    heavy('nesting-20mb.json', '['.repeat(20_000_000)),
    heavy('keys-300000.json', `[{${Array.from({ length: 300_000 }, (_, at) => `"k${at}":1`).join(',')}}]`),
    heavy('line-30mb.ndjson', `{"number":"${'x'.repeat(30_000_000)}`),
  ];
}
