// JSON text in and out as bytes: the interpreter knows no character above 255, so UTF-8 is written out by hand here.

import { wellFormed } from '../utf8.ts';

/** A surrogate pair in UTF-16 is one code point; see RFC 8259 section 7. */
function codePoint(high: number, low: number): number {
  return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

/** UTF-8 of one code point of 0x80 and more (RFC 3629 section 3). */
function utf8(code: number): string {
  const tail = String.fromCharCode(0x80 | (code & 63));
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6)) + tail;
  const middle = String.fromCharCode(0x80 | ((code >> 6) & 63));
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12)) + middle + tail;
  return String.fromCharCode(0xf0 | (code >> 18)) + String.fromCharCode(0x80 | ((code >> 12) & 63)) + middle + tail;
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

/** An odd number of backslashes before `\u` would make it an escaped backslash and a plain u. */
function isEscape(before: string): boolean {
  const run = /\\+$/.exec(before);
  return !run || run[0].length % 2 === 0;
}

/**
 * Turns `\uXXXX` of 0x80 and more into UTF-8 bytes, pairs included; smaller ones stay as they are.
 * A lone surrogate becomes the three bytes that UTF-8 forbids, so that the field's check refuses it.
 */
export function decodeEscapes(text: string): string {
  const parts = text.split('\\u');
  let out = parts[0] || '';
  for (let i = 1; i < parts.length; i++) {
    const part = parts[i] || '';
    const code = parseInt(part.slice(0, 4), 16);
    const next = parts[i + 1] || '';
    if (!isEscape(out) || code < 0x80) out += `\\u${part}`;
    else if (isHigh(code) && part.length === 4 && /^[dD][c-fC-F]/.test(next)) {
      out += utf8(codePoint(code, parseInt(next.slice(0, 4), 16))) + next.slice(4);
      i++;
    } else out += utf8(code) + part.slice(4);
  }
  return out;
}

/** The interpreter writes each byte of 0x80 and more as \u00XX, which other systems read as Latin-1: bytes again. */
/* @shared */
function rawBytes(json: string): string {
  const parts = json.split('\\u00');
  let out = parts[0] || '';
  for (let i = 1; i < parts.length; i++) {
    const part = parts[i] || '';
    const code = parseInt(part.slice(0, 2), 16);
    out += code < 0x80 || !isEscape(out) ? `\\u00${part}` : String.fromCharCode(code) + part.slice(2);
  }
  return wellFormed(out);
}

/** Compact JSON of plain data, its strings as the bytes that they are; always UTF-8: see utf8.ts. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  return /\\u00/.test(json) ? rawBytes(json) : json;
}

/** Is the byte string well-formed UTF-8 as far as an escape could break it: no NUL, no lone surrogate? */
export function isText(bytes: string): boolean {
  return !/\x00|\xed[\xa0-\xbf]/.test(bytes);
}

/** Longest integer that the interpreter surely holds, and longest number that its parser does not cut (63). */
const INTEGER_MAX = 18;
const NUMBER_MAX = 60;

function tame(number: string): string {
  if (LONG_EXPONENT.test(number)) return '1e999';
  return number.length <= (/[.eE]/.test(number) ? NUMBER_MAX : INTEGER_MAX) ? number : '1e999';
}

/** The interpreter reads 18446744073709551617 as 1: what is too long for it becomes infinite, which no field takes. */
function tameNumbers(text: string): string {
  let end = 0;
  return text
    .replace(/\\\\|\\"/g, '__')
    .split('"')
    .map((part, i) => {
      const start = end;
      end += part.length + 1;
      return i % 2 ? text.slice(start, end - 1) : part.replace(/[-+.0-9eE]+/g, tame);
    })
    .join('"');
}

const LONG = /[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]/;

/**
 * The interpreter multiplies or divides by ten as often as an exponent says, up to 2147483647 times: minutes on the chip.
 * Three digits and a sign are few enough.
 */
export const LONG_EXPONENT = /[eE][-+0-9][0-9][0-9][0-9]/;

/** The value of strict JSON text, its strings as bytes. */
export function parseJson(text: string): unknown {
  const bytes = /\\u/.test(text) ? decodeEscapes(text) : text;
  return JSON.parse(LONG.test(bytes) || LONG_EXPONENT.test(bytes) ? tameNumbers(bytes) : bytes);
}
