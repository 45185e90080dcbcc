// The part of Espruino's lexer that its JSON.parse leans on: JavaScript tokens, not JSON.

export type Token =
  | { kind: 'number'; value: number; word: string }
  | { kind: 'text'; value: string; word: string }
  | { kind: 'word' | 'other' | 'end'; value: string; word: string };

export type LexFault = { fault: string };

const SPACE = ' \t\n\v\f\r';
const isDigit = (ch: string): boolean => ch >= '0' && ch <= '9';
const isWordStart = (ch: string): boolean => /[A-Za-z_$]/.test(ch);
const RESERVED =
  /^(break|case|catch|class|const|continue|default|delete|do|debugger|else|extends|false|finally|for|function|if|in|instanceof|let|new|null|of|return|static|super|switch|this|throw|true|try|typeof|undefined|while|var|void)$/;
const PAIRS = [
  '!==',
  '===',
  '!=',
  '==',
  '+=',
  '++',
  '-=',
  '--',
  '&=',
  '&&',
  '|=',
  '||',
  '^=',
  '*=',
  '??',
  '=>',
  '<=',
  '>=',
];

/** Gives one token after the other; after the end always `end`. A NUL byte is an end too, as in the original. */
export function createLexer(source: string): { next(): Token | LexFault } {
  const nul = source.indexOf('\0');
  const text = nul < 0 ? source : source.slice(0, nul);
  let at = 0;
  return {
    next() {
      const skipped = skipSpace(text, at);
      if (skipped < 0) {
        at = text.length;
        return { kind: 'other', value: '', word: 'UNFINISHED COMMENT' };
      }
      at = skipped;
      const read = readToken(text, at);
      if ('fault' in read) return read;
      at = read.end;
      return read.token;
    },
  };
}

type Read = { token: Token; end: number } | LexFault;

/** Where the next token begins; -1 inside a comment that does not end. */
function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && SPACE.includes(text.charAt(at))) at++;
    if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end + 1;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) return -1;
      at = end + 2;
    } else return at;
  }
}

function readToken(text: string, at: number): Read {
  const ch = text.charAt(at);
  if (ch === '') return { token: { kind: 'end', value: '', word: 'EOF' }, end: at };
  if (ch === '"' || ch === "'" || ch === '`') return readText(text, at);
  if (isDigit(ch) || (ch === '.' && isDigit(text.charAt(at + 1)))) return readNumber(text, at);
  if (isWordStart(ch)) {
    const [value] = /^[A-Za-z0-9_$]+/.exec(text.slice(at)) ?? [ch];
    return { token: { kind: 'word', value, word: RESERVED.test(value) ? value : `ID` }, end: at + value.length };
  }
  const pair = PAIRS.find((one) => text.startsWith(one, at)) ?? ch;
  const code = ch.charCodeAt(0);
  const single = code > 32 && code < 127 ? `'${ch}'` : `?[${code}]`;
  return { token: { kind: 'other', value: pair, word: pair.length > 1 ? pair : single }, end: at + pair.length };
}

function readNumber(text: string, at: number): Read {
  const rest = text.slice(at);
  const radix = /^0[xXbBoO][0-9a-fA-F_]*/.exec(rest)?.[0];
  const [plain] = /^[0-9_]*(\.[0-9_]*)?([eE][+-]?[0-9_]*)?/.exec(rest) ?? [''];
  const raw = radix ?? plain;
  const digits = raw.replaceAll('_', '');
  const isFloat = radix === undefined && /[.eE]/.test(digits);
  const value = isFloat ? Number.parseFloat(digits) : wholeNumber(digits);
  return { token: { kind: 'number', value, word: isFloat ? 'FLOAT' : 'INT' }, end: at + raw.length };
}

/** A leading zero means octal as far as it goes, and 64 bits wrap around. */
function wholeNumber(digits: string): number {
  const [, prefix = '', body = ''] = /^(0[xX]|0[bB]|0[oO]|0(?=[0-7]))?(.*)$/.exec(digits) ?? [];
  const radix = { '0x': 16, '0b': 2, '0o': 8, '0': 8 }[prefix.toLowerCase()] ?? 10;
  let value = 0n;
  for (const ch of body) {
    const digit = Number.parseInt(ch, radix);
    if (Number.isNaN(digit)) break;
    value = BigInt.asIntN(64, value * BigInt(radix) + BigInt(digit));
  }
  return Number(value);
}

const ESCAPES: Record<string, string> = { n: '\n', b: '\b', f: '\f', r: '\r', t: '\t', v: '\v' };

function readText(text: string, from: number): Read {
  const quote = text.charAt(from);
  let value = '';
  let at = from + 1;
  while (at < text.length && text.charAt(at) !== quote) {
    const ch = text.charAt(at);
    if (ch === '\n' && quote !== '`') break;
    if (quote === '`' && ch === '$' && text.charAt(at + 1) === '{') return templateToken(text, at);
    if (ch !== '\\') {
      value += ch;
      at++;
      continue;
    }
    const escaped = readEscape(text, at + 1);
    if (!escaped) return { fault: 'Invalid escape sequence' };
    value += escaped.value;
    at = escaped.end;
  }
  if (text.charAt(at) === quote) return { token: { kind: 'text', value, word: 'STRING' }, end: at + 1 };
  const word = quote === '`' ? 'UNFINISHED TEMPLATE LITERAL' : 'UNFINISHED STRING';
  return { token: { kind: 'other', value, word }, end: at };
}

function templateToken(text: string, at: number): Read {
  const end = text.indexOf('`', at);
  return { token: { kind: 'other', value: '', word: 'TEMPLATE LITERAL' }, end: end < 0 ? text.length : end + 1 };
}

/** What follows a backslash. \uXXXX keeps its low byte only. */
function readEscape(text: string, at: number): { value: string; end: number } | null {
  const ch = text.charAt(at);
  if (ch === 'u' || ch === 'x') {
    const length = ch === 'u' ? 4 : 2;
    const hex = text.slice(at + 1, at + 1 + length);
    if (hex.length < length || !/^[0-9a-fA-F]+$/.test(hex)) return null;
    return { value: String.fromCharCode(Number.parseInt(hex, 16) & 0xff), end: at + 1 + length };
  }
  const octal = /^[0-7]{1,3}/.exec(text.slice(at, at + 3))?.[0];
  if (octal) return { value: String.fromCharCode(Number.parseInt(octal, 8) & 0xff), end: at + octal.length };
  return { value: ESCAPES[ch] ?? ch, end: at + 1 };
}
