// The plain page's parts, of which page/plain.parts says what stands in them, and how one is made from the page file.
//
// A part with n values is n + 1 chunks, and goes by the number of its first one, which the build puts in place of
// BUILD_PAGE.chunk.<NAME>. A table in the page file has offset and length of each chunk, two bytes each: on the chip
// reading is quick, searching slow.

import { wellFormed } from '../../lib/utf8.ts';
import { escapeHtml } from './escape.ts';
import type { Language } from './page-model.ts';

const ENTRY_BYTES = 4;

export type Read = (offset: number, length: number) => string;

export interface Parts {
  chunk(n: number): string;
  /** With its values in their places, escaped and as UTF-8. */
  make(part: number, values: string[]): string;
}

function numberAt(bytes: string, i: number): number {
  return bytes.charCodeAt(i) * 256 + bytes.charCodeAt(i + 1);
}

export function partsIn(language: Language, read: Read): Parts {
  const table = BUILD_PAGE.plain[language];
  function chunk(n: number): string {
    const entry = read(table + n * ENTRY_BYTES, ENTRY_BYTES);
    const length = numberAt(entry, 2);
    // A length of 0 would be the whole file.
    return length ? read(numberAt(entry, 0), length) : '';
  }
  return {
    chunk,
    make(part, values) {
      let text = chunk(part);
      values.forEach((value, i) => {
        text += escapeHtml(wellFormed(value)) + chunk(part + i + 1);
      });
      return text;
    },
  };
}
