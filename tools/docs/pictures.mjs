// `npm run pictures`: the pictures of the manuals, from the screenshots that the tests of the page take: cut to the same
// height, with 256 colours.

import { readFileSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** So high that README and manual show them side by side. @type {[string, string, number][]} */
const PICTURES = [
  ['phone-en-light-1-list', 'list', 737],
  ['phone-en-light-2-password', 'password', 737],
  ['phone-en-wrong-password', 'wrong-password', 737],
  ['phone-en-light-4-connected', 'connected', 737],
  ['small-de-dark-1-list', 'dark', 605],
  ['phone-en-home', 'home', 480],
  ['phone-en-code', 'closed', 880],
  ['plain-phone-en-1-list', 'plain', 920],
];
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const COLOURS_MAX = 256;
/** What Chromium writes: three bytes a pixel. */
const BPP = 3;

/** @param {Buffer} png @returns {{ width: number, height: number, rows: Buffer[] }} each pixel as red, green, blue */
function decode(png) {
  const parts = [];
  for (let at = SIGNATURE.length; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const [width, height, depth, kind] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]];
  if (depth !== 8 || kind !== 2) throw new Error('not a picture as Chromium writes it: 8 bits of red, green and blue');
  const bytes = inflateSync(Buffer.concat(parts));
  const size = width * BPP + 1;
  let before = Buffer.alloc(size - 1);
  const rows = [];
  for (let y = 0; y < height; y++) {
    before = unfiltered(bytes[y * size] ?? 0, bytes.subarray(y * size + 1, (y + 1) * size), before);
    rows.push(before);
  }
  return { width, height, rows };
}

/** PNG, section 9. @param {number} filter @param {Buffer} row @param {Buffer} above */
function unfiltered(filter, row, above) {
  const out = Buffer.from(row);
  for (let i = 0; i < out.length; i++) {
    const [left, up, corner] = [out[i - BPP] ?? 0, above[i] ?? 0, (i >= BPP && above[i - BPP]) || 0];
    const guess = left + up - corner;
    const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
    const paeth = a <= b && a <= c ? left : b <= c ? up : corner;
    out[i] = (out[i] ?? 0) + ([0, left, up, (left + up) >> 1, paeth][filter] ?? 0);
  }
  return out;
}

/** @param {string} kind @param {Buffer} data */
function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** The most frequent colours. @param {number[]} pixels */
function paletteOf(pixels) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, COLOURS_MAX)
    .map(([colour]) => colour);
}

/** @param {number} a @param {number} b */
const distance = (a, b) =>
  ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;

/** @param {number} width @param {Buffer[]} rows */
function encode(width, rows) {
  const pixelsOf = (/** @type {Buffer} */ row) => Array.from({ length: width }, (_, x) => row.readUIntBE(x * BPP, BPP));
  const palette = paletteOf(rows.flatMap(pixelsOf));
  const places = new Map(palette.map((colour, i) => [colour, i]));
  const placeOf = (/** @type {number} */ colour) => {
    if (!places.has(colour)) {
      const nearest = palette.reduce((best, one) => (distance(one, colour) < distance(best, colour) ? one : best));
      places.set(colour, places.get(nearest) ?? 0);
    }
    return places.get(colour) ?? 0;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(rows.length, 4);
  head.set([8, 3], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const data = Buffer.concat(rows.map((row) => Buffer.from([0, ...pixelsOf(row).map(placeOf)])));
  const chunks = [chunk('IHDR', head), chunk('PLTE', colours), chunk('IDAT', deflateSync(data, { level: 9 }))];
  return Buffer.concat([SIGNATURE, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}

for (const [from, to, most] of PICTURES) {
  const { width, rows } = decode(readFileSync(`build/screenshots/${from}.png`));
  writeFileSync(`firmware/docs/page/${to}.png`, encode(width, rows.slice(0, most)));
}
