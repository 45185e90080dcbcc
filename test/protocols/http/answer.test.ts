// Heads and bodies of responses.

import { describe, expect, it } from 'vitest';
import {
  headOf,
  PIECE_MAX,
  rangeBody,
  statusText,
  textAnswer,
  textBody,
} from '../../../firmware/protocols/http/answer.ts';
import type { Body } from '../../../firmware/protocols/http/page-model.ts';

function piecesOf(body: Body): string[] {
  const pieces: string[] = [];
  for (let i = 0; body.piece(i) !== ''; i++) pieces.push(body.piece(i));
  return pieces;
}

const FILE = Array.from({ length: 5000 }, (_, i) => String.fromCharCode(i % 251)).join('');
const read = (offset: number, length: number): string => FILE.slice(offset, offset + length);

describe('a body', () => {
  it.each([0, 1, PIECE_MAX - 1, PIECE_MAX, PIECE_MAX + 1, 2 * PIECE_MAX, 3000])(
    'of a text of %i bytes comes whole, in pieces within the limit',
    (size) => {
      const body = textBody(FILE.slice(0, size));
      expect(body.length).toBe(size);
      expect(piecesOf(body).join('')).toBe(FILE.slice(0, size));
      expect(piecesOf(body).every((piece) => piece.length <= PIECE_MAX)).toBe(true);
    },
  );

  it.each([
    ['one range', [[7, 2500]]],
    ['a range of whole pieces', [[0, 2 * PIECE_MAX]]],
    ['several', [[10, PIECE_MAX], [3000, 1], [0, PIECE_MAX + 1], [4000, 5]]],
    ['an empty one among them', [[0, 3], [50, 0], [9, 3]]],
    ['none', []],
  ] as [string, [number, number][]][])('of the page file comes whole, in pieces within the limit: %s', (_what, ranges) => {
    const body = rangeBody(ranges, read);
    const whole = ranges.map(([from, size]) => FILE.slice(from, from + size)).join('');
    expect(body.length).toBe(whole.length);
    expect(piecesOf(body).join('')).toBe(whole);
    expect(piecesOf(body).every((piece) => piece.length <= PIECE_MAX)).toBe(true);
  }); // biome-ignore format: rows
});

describe('a head', () => {
  it.each([
    [200, '200 OK'],
    [302, '302 Found'],
    [404, '404 Not Found'],
    [505, '505 HTTP Version Not Supported'],
  ])('says what %i is', (status, text) => expect(statusText(status)).toBe(text));

  it('has the type, the length and the headers that a browser needs', () => {
    const answer = textAnswer(404, 'text/plain', 'abc');
    answer.extra = 'X: y\r\n';
    expect(headOf(answer)).toBe(
      'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 3\r\nX: y\r\nCache-Control: no-store\r\n' +
        'X-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\nReferrer-Policy: same-origin\r\n\r\n',
    );
  });

  it("promises no length where none is known: the end of the connection is the body's", () => {
    const answer = textAnswer(400, 'text/html', '');
    answer.body = { length: -1, piece: () => '' };
    expect(headOf(answer)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n/);
    expect(headOf(answer)).not.toContain('Content-Length');
  });

  it('of a 200 ends the connection by its version, never by `Connection: close`', () => {
    expect(headOf(textAnswer(200, 'text/html', 'abc'))).toMatch(/^HTTP\/1\.0 200 OK\r\nContent-Type/);
    expect(headOf(textAnswer(200, 'text/html', 'abc'))).not.toMatch(/^connection:/im);
  });

  it('of a 204 has no length', () => {
    expect(headOf(textAnswer(204, '', ''))).not.toMatch(/^content-(length|type):/im);
  });
});
