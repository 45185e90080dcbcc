// The plain page's chunks: plain.parts in each language, cut where the device puts a value in.
//
//   <!--LINK--> <li><a href="http://~/">~</a>         three chunks: each ~ is a place for a value

import { fill, squeeze } from './markup.mjs';
import { textOf } from './texts.mjs';

/** @typedef {import('./texts.mjs').Table} Table */
/** @typedef {import('./texts.mjs').Language} Language */

const MARK = /<!--(\w+)-->/;
const SLOT = '~';

/** @param {Table} table @param {string} name @param {Language} language */
function wordOf(table, name, language) {
  const reason = table.REASONS[/** @type {keyof Table['REASONS']} */ (name)];
  return (reason ?? textOf(table, name))[language].replaceAll('{}', SLOT);
}

/** One part for each reason, so that none can be forgotten. @param {Table} table */
export const reasonParts = (table) =>
  Object.keys(table.REASONS)
    .map((word, i) => `<!--${i ? word.toUpperCase() : 'REASONS'}-->{${word}}`)
    .join('');

/**
 * All chunks in their order, and the number of each part's first one.
 * @param {string} html @param {string} css @param {Table} table @param {Language} language
 */
export function plainChunks(html, css, table, language) {
  const [, ...pieces] = html.split(MARK);
  /** @type {string[]} */
  const chunks = [];
  /** @type {Record<string, number>} */
  const numbers = {};
  for (let i = 0; i < pieces.length; i += 2) {
    numbers[pieces[i] ?? ''] = chunks.length;
    const words = squeeze(pieces[i + 1] ?? '').replace(/\{(\w+)\}/g, (all, name) =>
      ['css', 'language'].includes(name) ? all : wordOf(table, name, language),
    );
    chunks.push(...fill(words, { css, language }).split(SLOT));
  }
  return { chunks, numbers };
}

/** Where each chunk stands: offset and length, two bytes each, the high one first. @param {[number, number][]} places */
export function tableOf(places) {
  const bytes = Buffer.alloc(places.length * 4);
  places.forEach(([offset, length], i) => {
    bytes.writeUInt16BE(offset, i * 4);
    bytes.writeUInt16BE(length, i * 4 + 2);
  });
  return bytes;
}
