// What stands in a column of a QR code whatever its text, top to bottom: 1 dark, 0 light, 2 room for data.

import type { Shape } from './version.ts';

/** Column i of a finder pattern and the light module below it; column 7 is its light edge. */
const FINDER = ['11111110', '10000010', '10111010', '10111010', '10111010', '10000010', '11111110', '00000000'];
/** Level L and mask 2, with their check bits (table C.1), the lowest first. */
const FORMAT = '010101011011111';
/** Columns of an alignment pattern. */
const ALIGNMENT = ['11111', '10001', '10101', '10001', '11111'];
const FIRST_CENTRE = 6;

function put(column: string, at: number, piece: string): string {
  return column.slice(0, at) + piece + column.slice(at + piece.length);
}

/** Rows 0..8. */
function top(shape: Shape, x: number): string {
  const fromRight = shape.size - 1 - x;
  if (x < 8) return FINDER[x] + FORMAT.charAt(x < 6 ? 14 - x : 8);
  if (x === 8) return `${FORMAT.slice(0, 6)}1${FORMAT.slice(6, 8)}`;
  if (fromRight < 8) return FINDER[fromRight] + FORMAT.charAt(fromRight);
  const timing = x & 1 ? '0' : '1';
  const bits = shape.info;
  if (!bits || fromRight > 10) return `222222${timing}22`;
  let rows = '';
  for (let i = 10 - fromRight; i < bits.length; i += 3) rows += bits.charAt(i);
  return `${rows}${timing}22`;
}

/** The last eight rows. */
function bottom(x: number): string {
  if (x < 8) return `0${(FINDER[x] as string).slice(0, 7)}`;
  return x === 8 ? `1${FORMAT.slice(8)}` : '22222222';
}

/** Every centre is one of these in both directions, but three of them would lie on a finder pattern. */
function align(shape: Shape, x: number, column: string): string {
  const last = shape.size - 7;
  let aligned = column;
  for (let cx = FIRST_CENTRE; cx <= last; cx += shape.step) {
    const piece = ALIGNMENT[x - cx + 2];
    if (!piece) continue;
    for (let cy = FIRST_CENTRE; cy <= last; cy += shape.step) {
      const isFree = cx === FIRST_CENTRE ? cy !== FIRST_CENTRE && cy !== last : cx !== last || cy !== FIRST_CENTRE;
      if (isFree) aligned = put(aligned, cy - 2, piece);
    }
  }
  return aligned;
}

export function columnOf(shape: Shape, x: number): string {
  const middle = ''.padEnd(shape.size - 17, '2');
  const column = align(shape, x, top(shape, x) + middle + bottom(x));
  return shape.info && x < 6 ? put(column, shape.size - 11, shape.info.slice(3 * x, 3 * x + 3)) : column;
}
