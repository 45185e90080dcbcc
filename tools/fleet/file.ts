// The file as text: read whole, and refused with a sentence when it is none.

import { readFileSync, statSync } from 'node:fs';
import { usage } from '../cli/exit.ts';
import type { FileFault } from './types.ts';

export const FILE_MAX = 8_388_608;

export function readBytes(path: string): Buffer {
  try {
    const { size } = statSync(path);
    if (size > FILE_MAX) throw usage(`${path} has ${size} bytes; the limit is ${FILE_MAX}`);
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'usage' ? error : usage(`can't read ${path} (${code})`);
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Spreadsheets also write older encodings; in those a name would silently become another one. */
export function textOf(bytes: Buffer): string | FileFault {
  const text = decode(bytes);
  if (text !== undefined) return text;
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const found = bytes.indexOf(0x0a, from);
    const end = found < 0 ? bytes.length : found + 1;
    if (decode(bytes.subarray(from, end)) === undefined) break;
    from = end;
  }
  return { line, code: 'not_utf8', message: 'this is not UTF-8; save the file as UTF-8' };
}
