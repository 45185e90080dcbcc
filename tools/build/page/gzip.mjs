// One gzip stream in pieces, of which those in the middle are the same in every language.
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
 * All of them together are a whole gzip file; those in the middle do not depend on the first.
 * @param {string} head @param {string[]} shared @param {string} tail
 * @returns {Buffer[]}
 */
export function gzipPieces(head, shared, tail) {
  const whole = head + shared.join('') + tail;
  const trailer = gzipSync(whole).subarray(-TRAILER_BYTES);
  const before = (/** @type {number} */ i) => shared.slice(0, i).join('');
  const pieces = [
    Buffer.concat([HEADER, deflate(head, '', false)]),
    ...shared.map((text, i) => deflate(text, before(i), false)),
    Buffer.concat([deflate(tail, shared.join(''), true), trailer]),
  ];
  if (gunzipSync(Buffer.concat(pieces)).toString() !== whole)
    throw new Error('the pieces of the page are no gzip file');
  return pieces;
}
