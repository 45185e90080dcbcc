// One gzip stream in pieces, of which those in the middle are the same in every language.
import { constants, deflateRawSync, gunzipSync, gzipSync, inflateRawSync } from 'node:zlib';
import { deflateAsync } from '@gfx/zopfli';

/** RFC 1952: magic, deflate, no flags, no time, best compression, unknown system. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
/** It decides where a block of the stream ends, and so how long the whole is. */
const MEM_LEVELS = [9, 8, 7, 6, 5, 4, 3];
/** One block, so that its first bit says whether it is the last of the stream. */
const ZOPFLI = { numiterations: 15, blocksplitting: false };
/** An empty stored block behind another one, which ends at any bit of its last byte: its header may need a byte more. */
const JOINTS = [Buffer.from([0, 0, 0xff, 0xff]), Buffer.from([0, 0, 0, 0xff, 0xff])];
const END = Buffer.from([1, 0, 0, 0xff, 0xff]);
/** CRC-32 and length of what was compressed. */
const TRAILER_BYTES = 8;

/** Uses what stands before it. @param {string} text @param {string} before @param {boolean} isLast */
function byZlib(text, before, isLast) {
  return MEM_LEVELS.map((memLevel) =>
    deflateRawSync(text, {
      level: 9,
      memLevel,
      finishFlush: isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
      ...(before ? { dictionary: Buffer.from(before) } : {}),
    }),
  );
}

/** @param {Uint8Array} piece @param {string} text */
function isWhole(piece, text) {
  try {
    return inflateRawSync(Buffer.concat([piece, END])).toString() === text;
  } catch {
    return false;
  }
}

/** Packs tighter, but knows nothing of what stands before. @param {string} text @param {boolean} isLast */
async function byZopfli(text, isLast) {
  const block = Buffer.from(await deflateAsync(Buffer.from(text), ZOPFLI));
  if (isLast) return [block];
  block[0] = (block[0] ?? 0) & ~1;
  return JOINTS.map((joint) => Buffer.concat([block, joint])).filter((piece) => isWhole(piece, text));
}

/** @type {Map<string, Promise<Buffer>>} */
const made = new Map();

/**
 * Ends at a byte boundary. What `before` says may be referred to: it is what the reader has just unpacked.
 * @param {string} text @param {string} before @param {boolean} isLast @returns {Promise<Buffer>}
 */
async function deflate(text, before, isLast) {
  /** @type {Buffer[]} */
  const tries = [...byZlib(text, before, isLast), ...(await byZopfli(text, isLast))];
  return tries.reduce((least, one) => (one.length < least.length ? one : least));
}

/** Each once: the pieces in the middle come with every language. @type {typeof deflate} */
function deflated(text, before, isLast) {
  const key = JSON.stringify([text, before, isLast]);
  const piece = made.get(key) ?? deflate(text, before, isLast);
  made.set(key, piece);
  return piece;
}

/**
 * All of them together are a whole gzip file; those in the middle do not depend on the first.
 * @param {string} head @param {string[]} shared @param {string} tail
 * @returns {Promise<Buffer[]>}
 */
export async function gzipPieces(head, shared, tail) {
  const whole = head + shared.join('') + tail;
  const trailer = gzipSync(whole).subarray(-TRAILER_BYTES);
  const before = (/** @type {number} */ i) => shared.slice(0, i).join('');
  const pieces = [
    Buffer.concat([HEADER, await deflated(head, '', false)]),
    ...(await Promise.all(shared.map((text, i) => deflated(text, before(i), false)))),
    Buffer.concat([await deflated(tail, shared.join(''), true), trailer]),
  ];
  if (gunzipSync(Buffer.concat(pieces)).toString() !== whole)
    throw new Error('the pieces of the page are no gzip file');
  return pieces;
}
