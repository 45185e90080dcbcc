// The bytes of pretokenised code, as Espruino's lexer has them (src/jslex.h): the same from 2v26 on.
//
//   138..   operators and reserved words, one byte each      209, 210   a string: its length, then its bytes
//   211     the number 0                                     212, 213   a whole number of one or two bytes

const FIRST_WORD = 138;

const WORDS: readonly string[] = [
  ...['==', '===', '!=', '!==', '<=', '<<', '<<=', '>=', '>>', '>>>', '>>=', '>>>=', '+=', '-=', '++', '--', '*='],
  ...['/=', '%=', '&=', '&&', '|=', '||', '^=', '=>'],
  ...['if', 'else', 'do', 'while', 'for', 'break', 'continue', 'function', 'return', 'var', 'let', 'const', 'this'],
  ...['throw', 'try', 'catch', 'finally', 'true', 'false', 'null', 'undefined', 'new', 'in', 'instanceof', 'switch'],
  ...['case', 'default', 'delete', 'typeof', 'void', 'debugger', 'class', 'extends', 'super', 'static', 'of'],
];

export const STRING8 = 0xd1;
export const STRING16 = 0xd2;
export const ZERO = 0xd3;
export const INT8 = 0xd4;
export const INT16 = 0xd5;

/** The longest string that one token can carry. */
export const STRING_MAX = 65_535;

/** The operator or reserved word of that byte, if it is one. */
export const wordOf = (byte: number): string | undefined => WORDS[byte - FIRST_WORD];

export const byteOf = (word: string): number => FIRST_WORD + WORDS.indexOf(word);
