// Text in lines for a label: whole words, as large as they go. Pure.

import type { Text } from './font.ts';

export interface Row {
  text: string;
  size: number;
  font: Text;
  /** Above it. */
  space: number;
}

/** Millimetres. */
const LARGEST = 3.4;
const [SMALLEST, STEP] = [1.2, 0.2];
/** A text in several lines is smaller than one in a single line. */
const SEVERAL = 0.7;
const MAX_LINES = 3;

/** A word that is longer than a line, in parts of whole characters. */
function parts(font: Text, word: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const char of word) {
    if (line !== '' && font.width(line + char, size) > width) {
      lines.push(line);
      line = '';
    }
    line += char;
  }
  return [...lines, line];
}

const wordsOf = (text: string): string[] => text.split(/(?<=\s)(?=\S)/);

function wrap(font: Text, text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(text)) {
    if (font.width(line + word.trimEnd(), size) <= width) line += word;
    else {
      const all = parts(font, word, size, width);
      lines.push(...(line === '' ? [] : [line]), ...all.slice(0, -1));
      line = all.at(-1) ?? '';
    }
  }
  return [...lines, line];
}

/** As large as it goes in one line; a long text in up to three; a word is broken only where the smallest is too wide. */
export function fitted(font: Text, text: string, width: number, largest = LARGEST): Row[] {
  for (let size = largest; ; size -= STEP) {
    const lines = wrap(font, text, size, width);
    const isWhole = wordsOf(text).every((word) => font.width(word.trimEnd(), size) <= width);
    const isLast = size - STEP < SMALLEST;
    if (isLast || (isWhole && (lines.length === 1 || (lines.length <= MAX_LINES && size < LARGEST * SEVERAL))))
      return lines.slice(0, MAX_LINES).map((line) => ({ text: line, size, font, space: 0 }));
  }
}
