// One box: the specification's vector, every length of padding, and nothing but the very next box of the client.

import { expect, it } from 'vitest';
import { seal, unseal } from '../../../firmware/security/session/frame.ts';
import { ciphers } from '../../fakes/ciphers.ts';
import { KEYS, VECTOR } from './vector.ts';

const BOX = { t: 'box', n: 0, c: VECTOR.sealed, m: VECTOR.tag };
const LINE = JSON.stringify(BOX);
/** The two directions' keys exchanged. */
const SWAPPED = [2, 3, 0, 1, 5, 4].map((place) => KEYS.substr(place * 32, 32)).join('');

function open(line: string, count = 0): string | undefined {
  let box: unknown;
  try {
    box = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof box !== 'object' || box === null || (box as { t?: unknown }).t !== 'box') return undefined;
  return unseal(ciphers, KEYS, count, box as { [key: string]: unknown });
}

it('opens box 0 of the vector', () => {
  expect(open(LINE)).toBe(VECTOR.request);
});

it('does not take back what the device itself has sealed', () => {
  const line = seal(ciphers, KEYS, 0, VECTOR.request);
  expect(open(line)).toBeUndefined();
  // Not even under the other direction's keys: the direction is under the tag.
  expect(unseal(ciphers, SWAPPED, 0, JSON.parse(line))).toBeUndefined();
});

it.each([0, 1, 15, 16, 17, 31, 32, 900])('fills up %i bytes to whole blocks, at least one byte', (length) => {
  const { c } = JSON.parse(seal(ciphers, KEYS, 7, 'x'.repeat(length)));
  expect(c.length / 2).toBe((Math.floor(length / 16) + 1) * 16);
});

it('is refused with any bit of any byte of its line turned, except in its name', () => {
  const opened: string[] = [];
  for (let at = 0; at < LINE.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const turned = LINE.slice(0, at) + String.fromCharCode(LINE.charCodeAt(at) ^ (1 << bit)) + LINE.slice(at + 1);
      if (open(turned) !== undefined) opened.push(turned);
    }
  }
  expect(opened).toEqual([]);
});

it('is refused with any byte missing, or cut short anywhere', () => {
  const opened: string[] = [];
  for (let at = 0; at < LINE.length; at++) {
    for (const line of [LINE.slice(0, at) + LINE.slice(at + 1), LINE.slice(0, at)])
      if (open(line) !== undefined) opened.push(line);
  }
  expect(opened).toEqual([]);
});

it.each<[string, object]>([
  ['another number', { n: 1 }],
  ['a number as text', { n: '0' }],
  ['a number that is nearly it', { n: 1e-9 }],
  ['no number', { n: undefined }],
  ['no text', { c: '' }],
  ['half a block', { c: VECTOR.sealed.slice(0, 16) }],
  ['the first block only', { c: VECTOR.sealed.slice(0, 32) }],
  ['its blocks exchanged', { c: VECTOR.sealed.slice(32) + VECTOR.sealed.slice(0, 32) }],
  ['one block more', { c: VECTOR.sealed + VECTOR.sealed.slice(32) }],
  ['the text as a list', { c: [VECTOR.sealed] }],
  ['upper case', { c: VECTOR.sealed.toUpperCase() }],
  ['a tag in upper case', { m: VECTOR.tag.toUpperCase() }],
  ['a blank for a nought', { c: VECTOR.sealed.replace('62127be0', '62127be ') }],
  ['half a tag', { m: VECTOR.tag.slice(0, 16) }],
  ['no tag', { m: '' }],
  ['a tag that is not a text', { m: true }],
])('is refused with %s', (_, change) => {
  expect(unseal(ciphers, KEYS, 0, { ...BOX, ...change })).toBeUndefined();
});

it('is refused in another place, and in another session', () => {
  expect(open(LINE, 1)).toBeUndefined();
  const other = String.fromCharCode(KEYS.charCodeAt(32) ^ 1);
  expect(unseal(ciphers, KEYS.slice(0, 32) + other + KEYS.slice(33), 0, BOX)).toBeUndefined();
});
