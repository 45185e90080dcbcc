// A response: its head as text, its body in pieces that the socket takes one by one.

import { toJson } from '../../lib/json/text.ts';
import type { Body } from './page-model.ts';

/** Bytes handed to the socket at a time: it keeps them in memory until they are sent, twice while it sends. */
export const PIECE_MAX = 1024;

export interface Answer {
  status: number;
  /** Content-Type; '' without a body. */
  type: string;
  /** Further header lines, each with its line end. */
  extra: string;
  body: Body;
}

export const HTML = 'text/html;charset=utf-8';

const WORDS =
  ',200 OK,204 No Content,302 Found,303 See Other,400 Bad Request,403 Forbidden,404 Not Found,405 Method Not Allowed,' +
  '408 Request Timeout,411 Length Required,413 Content Too Large,415 Unsupported Media Type,417 Expectation Failed,429 Too Many Requests,' +
  '431 Request Header Fields Too Large,500 Internal Server Error,505 HTTP Version Not Supported,';

/** `404 Not Found`. */
export function statusText(status: number): string {
  const at = WORDS.indexOf(`,${status} `) + 1;
  return WORDS.slice(at, WORDS.indexOf(',', at));
}

export function textBody(text: string): Body {
  return { length: text.length, piece: (i) => text.slice(i * PIECE_MAX, (i + 1) * PIECE_MAX) };
}

/** Bytes of the page file: each range `[offset, length]` after the other. */
export function rangeBody(ranges: [number, number][], read: (offset: number, length: number) => string): Body {
  return {
    length: ranges.reduce((sum, range) => sum + range[1], 0),
    piece(i) {
      let before = i;
      let bytes = '';
      ranges.forEach((range) => {
        const pieces = Math.ceil(range[1] / PIECE_MAX);
        if (before >= 0 && before < pieces) {
          const from = before * PIECE_MAX;
          bytes = read(range[0] + from, Math.min(PIECE_MAX, range[1] - from));
        }
        before -= pieces;
      });
      return bytes;
    },
  };
}

export function textAnswer(status: number, type: string, text: string): Answer {
  return { status, type, extra: '', body: textBody(text) };
}

export function jsonAnswer(status: number, value: object): Answer {
  return textAnswer(status, 'application/json', `${toJson(value)}\n`);
}

/**
 * Every response ends with the connection. A 200 says so by its version: told by a `Connection: close`, Huawei phones
 * believe that they have reached the internet.
 */
export function headOf(answer: Answer): string {
  const isFine = answer.status === 200;
  const type = answer.type ? `Content-Type: ${answer.type}\r\n` : '';
  const length = answer.status === 204 || answer.body.length < 0 ? '' : `Content-Length: ${answer.body.length}\r\n`;
  return (
    `HTTP/1.${isFine ? '0' : '1'} ${statusText(answer.status)}\r\n` +
    (isFine ? '' : 'Connection: close\r\n') +
    `${type}${length}${answer.extra}Cache-Control: no-store\r\n` +
    'X-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\nReferrer-Policy: same-origin\r\n\r\n'
  );
}
