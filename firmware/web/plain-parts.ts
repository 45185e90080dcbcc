// The plain page's parts, of which page/plain.parts says what stands in them, and how one is made from the page file.
//
// A part with n values is n + 1 chunks, and goes by the number of its first one; the build checks the numbers. A table
// in the page file has offset and length of each chunk, two bytes each: on the chip reading is quick, searching slow.

import { escapeHtml } from './escape.ts';
import type { Language } from './view.ts';

export const HEAD = 0;
export const REFRESH = 1;
export const STYLE = 2;
export const CLOSED = 3;
export const BUSY = 4;
export const DONE = 6;
export const LINK = 8;
export const END = 11;
export const TOP = 12;
export const NEWS = 13;
export const LIST = 15;
export const ROW = 17;
export const FIELDS = 23;
export const EXPECT = 25;
export const HINT = 28;
export const SECONDS = 29;
export const MINUTES = 31;
export const FREE = 33;
export const IN_USE = 34;
export const BAD_PASSWORD = 35;
export const BAD_NAME = 36;
export const ROLLED_BACK = 37;
export const SAVED = 38;
/** One part each, in the order of REASON_WORDS. */
export const REASONS = 39;
export const REASON_WORDS = 'wrong_password,not_found,refused,no_ip,signal_lost,incompatible,timeout,cancelled';

/** Of a build whose app has fields: a value each. */
export const APP = 47;

const ENTRY_BYTES = 4;

export type Read = (offset: number, length: number) => string;

export interface Parts {
  chunk(n: number): string;
  /** With its values in their places, escaped. */
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
        text += escapeHtml(value) + chunk(part + i + 1);
      });
      return text;
    },
  };
}
