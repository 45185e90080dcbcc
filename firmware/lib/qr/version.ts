// The three sizes of QR code that are drawn, level L: those whose blocks all have the same length and 20 check words, so
// that one generator polynomial and one way of reading the blocks does for all (ISO/IEC 18004, tables 1, 9 and E.1).

export interface Shape {
  /** Modules in a row. */
  size: number;
  /** Blocks, and data words in each. */
  blocks: number;
  words: number;
  /** Distance between the centres of alignment patterns. */
  step: number;
  /** The 18 bits that tell the version (number of the size), lowest first; '' where a small code has none. */
  info: string;
  /** The longest text in bytes. */
  most: number;
}

/** The longest text of all. */
export const QR_MAX = 321;

/** The smallest that holds so many bytes, or none. */
export function shapeFor(length: number): Shape | undefined {
  const shapes: Shape[] = [
    { size: 33, blocks: 1, words: 80, step: 20, info: '', most: 78 },
    { size: 45, blocks: 2, words: 78, step: 16, info: '001010010011111000', most: 154 },
    { size: 61, blocks: 4, words: 81, step: 24, info: '011011111101110100', most: QR_MAX },
  ];
  return shapes.filter((shape) => length <= shape.most)[0];
}
