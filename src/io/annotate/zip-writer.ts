/**
 * A ZIP file written part by part.
 * Promise: a part handed over packed keeps its bytes; sizes and checksums are the true ones, in the header of each part
 * too, so that readers that do not look at the directory find them. Every part carries the same date: the same parts
 * give the same file.
 * Does not: write more than 4 GB; what comes in is bounded far below.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A part as it lies packed in another ZIP. */
export interface PackedPart {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly bytes: number;
}

const LOCAL = 0x04034b50;
const DIRECTORY = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAME = 0x0800;
const DEFLATED = 8;
/** 1980-01-01, where the dates of ZIP begin. */
const DAY = 0x21;
const BATCH_CHARACTERS = 64 * 1024;

export class ZipWriter {
  private offset = 0;
  private readonly directory: Buffer[] = [];

  private constructor(private readonly file: FileHandle) {}

  static async create(path: string): Promise<ZipWriter> {
    return new ZipWriter(await open(path, 'w'));
  }

  async addPacked(part: PackedPart, data: AsyncIterable<Buffer>): Promise<void> {
    const start = this.offset;
    await this.append(header(part));
    for await (const bytes of data) await this.append(bytes);
    this.list(part, start);
  }

  async addText(name: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const start = this.offset;
    const unknown = { name, method: DEFLATED, checksum: 0, packedBytes: 0, bytes: 0 };
    await this.append(header(unknown));
    const dataStart = this.offset;
    let checksum = 0;
    let bytes = 0;
    const plain = async function* (): AsyncGenerator<Buffer> {
      for await (const text of inBatches(chunks)) {
        const buffer = Buffer.from(text);
        checksum = crc32(buffer, checksum);
        bytes += buffer.length;
        yield buffer;
      }
    };
    await pipeline(plain, createDeflateRaw(), async (packed: AsyncIterable<Buffer>) => {
      for await (const buffer of packed) await this.append(buffer);
    });
    const part = { ...unknown, checksum, bytes, packedBytes: this.offset - dataStart };
    const head = header(part);
    await this.writeAt(head, start);
    this.list(part, start);
  }

  async finish(): Promise<void> {
    const listing = Buffer.concat(this.directory);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(END, 0);
    end.writeUInt16LE(this.directory.length, 8);
    end.writeUInt16LE(this.directory.length, 10);
    end.writeUInt32LE(listing.length, 12);
    end.writeUInt32LE(this.offset, 16);
    await this.append(listing);
    await this.append(end);
    await this.file.close();
  }

  /** Lets go of the file when it is not finished. */
  async abandon(): Promise<void> {
    await this.file.close().catch(() => undefined);
  }

  private async append(bytes: Buffer): Promise<void> {
    await this.writeAt(bytes, this.offset);
    this.offset += bytes.length;
  }

  private async writeAt(bytes: Buffer, position: number): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.file.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  }

  private list(part: PackedPart, start: number): void {
    const name = Buffer.from(part.name);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(DIRECTORY, 0);
    entry.writeUInt16LE(VERSION, 4);
    fields(part).copy(entry, 6);
    entry.writeUInt32LE(start, 42);
    this.directory.push(Buffer.concat([entry, name]));
  }
}

function header(part: PackedPart): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(LOCAL);
  return Buffer.concat([head, fields(part), Buffer.from(part.name)]);
}

/** What header and directory have in common, from the version to the lengths of name and extra field. */
function fields(part: PackedPart): Buffer {
  const common = Buffer.alloc(26);
  common.writeUInt16LE(VERSION, 0);
  common.writeUInt16LE(UTF8_NAME, 2);
  common.writeUInt16LE(part.method, 4);
  common.writeUInt16LE(DAY, 8);
  common.writeUInt32LE(part.checksum, 10);
  common.writeUInt32LE(part.packedBytes, 14);
  common.writeUInt32LE(part.bytes, 18);
  common.writeUInt16LE(Buffer.byteLength(part.name), 22);
  return common;
}

/** Small pieces joined: packing many of them costs more than the packing. */
async function* inBatches(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let batch = '';
  for await (const text of chunks) {
    batch += text;
    if (batch.length < BATCH_CHARACTERS) continue;
    yield batch;
    batch = '';
  }
  if (batch !== '') yield batch;
}
