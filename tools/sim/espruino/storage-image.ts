// Writes and reads the interpreter's own flash file: Storage files back to back, each a 32-byte header and its data.

import { align, HEADER_BYTES, NAME_BYTES } from '../flash/files.ts';

/** Name and bytes of each live file. */
export type StoredFiles = Map<string, Buffer>;

const SIZE_MASK = 0xffffff;
const NO_FILE = 0xffffffff;

/** The whole image, erased behind the last file. Throws when the files do not fit. */
export function packStorage(files: StoredFiles, size: number): Buffer {
  return appendFiles(Buffer.alloc(0), 0, files, size);
}

/** An image of `size` bytes that begins with the first `used` bytes of another, files behind them. */
export function appendFiles(start: Buffer, used: number, files: StoredFiles, size: number): Buffer {
  const image = Buffer.alloc(size, 0xff);
  start.copy(image, 0, 0, used);
  let at = used;
  for (const [name, data] of files) {
    if (at + HEADER_BYTES + data.length > size)
      throw new RangeError(`${name} does not fit into ${size} bytes of Storage`);
    image.fill(0, at, at + HEADER_BYTES);
    image.writeUInt32LE(data.length, at);
    image.write(name.slice(0, NAME_BYTES), at + 4, 'latin1');
    data.copy(image, at + HEADER_BYTES);
    at = align(at + HEADER_BYTES + data.length);
  }
  return image;
}

/** The live files. After a gap the next one begins at a page start, as the interpreter's own walk has it. */
export function unpackStorage(image: Buffer, pageBytes: number): StoredFiles {
  const files: StoredFiles = new Map();
  for (let at = 0; at + HEADER_BYTES <= image.length; ) {
    const word = image.readUInt32LE(at);
    const size = word & SIZE_MASK;
    if (word === NO_FILE || at + HEADER_BYTES + size > image.length) {
      if (at % pageBytes === 0) break;
      at += pageBytes - (at % pageBytes);
      continue;
    }
    const name = image.toString('latin1', at + 4, at + HEADER_BYTES).replace(/\0.*$/s, '');
    if (image.readUInt32LE(at + 4) !== 0) files.set(name, image.subarray(at + HEADER_BYTES, at + HEADER_BYTES + size));
    at = align(at + HEADER_BYTES + size);
  }
  return files;
}
