// One gzip stream in pieces, of which the middle one is the same in every language.
import { constants, deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';

/** RFC 1952: magic, deflate, no flags, no time, best compression, unknown system. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
/** It decides where a block of the stream ends, and so how long the whole is. */
const MEM_LEVELS = [9, 8, 7, 6, 5, 4, 3];
/** CRC-32 and length of what was compressed. */
const TRAILER_BYTES = 8;

/**
 * Ends at a byte boundary. What `before` says may be referred to: it is what the reader has just unpacked.
 * @param {string} text @param {string} before @param {boolean} isLast
 */
function deflate(text, before, isLast) {
  const tries = MEM_LEVELS.map((memLevel) =>
    deflateRawSync(text, {
      level: 9,
      memLevel,
      finishFlush: isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
      ...(before ? { dictionary: Buffer.from(before) } : {}),
    }),
  );
  return tries.reduce((least, one) => (one.length < least.length ? one : least));
}

/**
 * head + shared + tail is a whole gzip file.
 * @param {string} head @param {string} shared @param {string} tail
 * @returns {[Buffer, Buffer, Buffer]}
 */
export function gzipPieces(head, shared, tail) {
  const whole = head + shared + tail;
  const trailer = gzipSync(whole).subarray(-TRAILER_BYTES);
  /** @type {[Buffer, Buffer, Buffer]} */
  const pieces = [
    Buffer.concat([HEADER, deflate(head, '', false)]),
    deflate(shared, '', false),
    Buffer.concat([deflate(tail, shared, true), trailer]),
  ];
  if (gunzipSync(Buffer.concat(pieces)).toString() !== whole)
    throw new Error('the pieces of the page are no gzip file');
  return pieces;
}
