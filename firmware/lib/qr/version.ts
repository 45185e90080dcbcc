// The three sizes of QR code that are drawn, level L: the smallest that holds the usual text of an access point, the largest
// that is whole on a terminal of 24 lines, and one for the longest texts (ISO/IEC 18004, tables 1, 9 and E.1).

export interface Shape {
  /** Modules in a row. */
  size: number;
  /** Blocks, data words in each, and check words in each. */
  blocks: number;
  words: number;
  checks: number;
  /** The generator polynomial without its leading 1, over the field of x^8 + x^4 + x^3 + x^2 + 1; four words in a number. */
  generator: number[];
  /** Bytes of the length of the text. */
  lengthBytes: number;
  /** Lines of light modules above and below. A line has two rows; the last line of the code has one light row anyway. */
  above: number;
  below: number;
}

const SMALL_MAX = 53;
const MIDDLE_MAX = 134;
/** The longest text of all, in bytes. */
export const QR_MAX = 321;

function small(): Shape {
  const generator = [0x1dc46fa3, 0x704a0a69, 0x698b8497, 0x20861a00, 0];
  return { size: 29, blocks: 1, words: 55, checks: 15, generator, lengthBytes: 1, above: 2, below: 2 };
}

/** Of its quiet zone only so much is drawn that the code, `OK` and the prompt are 24 lines. */
function middle(): Shape {
  const generator = [0xeffbb771, 0x95afc7d7, 0xf0dc4952, 0xad4b2043, 0xd9920000];
  return { size: 41, blocks: 2, words: 68, checks: 18, generator, lengthBytes: 1, above: 1, below: 0 };
}

function large(): Shape {
  const generator = [0x98b9f005, 0x6f6306dc, 0x70964524, 0xbb16e4c6, 0x7979a5ae];
  return { size: 61, blocks: 4, words: 81, checks: 20, generator, lengthBytes: 2, above: 2, below: 2 };
}

/** The smallest version that holds `length` bytes, or undefined. */
export function shapeFor(length: number): Shape | undefined {
  if (length <= SMALL_MAX) return small();
  if (length <= MIDDLE_MAX) return middle();
  return length <= QR_MAX ? large() : undefined;
}
