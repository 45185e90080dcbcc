// Espruino's JSON: a parser over JavaScript tokens that takes far more than JSON, and a writer of bytes as \u00XX.

import { createLexer, type LexFault, type Token } from './lexer.ts';
import { formatNumber } from './numbers.ts';
import { quoteJson } from './quoted.ts';
import type { Realm } from './realm.ts';

interface Parser {
  realm: Realm;
  token: Token;
  next(): Token | LexFault;
}

/** A text that no JSON value starts with: the parser returns undefined without an error. */
const NOTHING = undefined;

export function parseJson(realm: Realm, text: string): unknown {
  const lexer = createLexer(text);
  const parser: Parser = { realm, token: { kind: 'end', value: '', word: 'EOF' }, next: lexer.next };
  advance(parser);
  return parseValue(parser);
}

function advance(parser: Parser): void {
  const token = parser.next();
  if ('fault' in token) throw parser.realm.error(token.fault);
  parser.token = token;
}

function match(parser: Parser, wanted: string): void {
  const { token, realm } = parser;
  if (token.kind === 'other' && token.value === wanted) {
    advance(parser);
    return;
  }
  const got =
    token.kind === 'text' ? `String:'${token.value}'` : token.word === 'ID' ? `ID:${token.value}` : token.word;
  throw realm.error(`Got ${got} expected ${wanted.length === 1 ? `'${wanted}'` : wanted}`, 'SyntaxError');
}

const isOther = (token: Token, value: string): boolean => token.kind === 'other' && token.value === value;

function parseValue(parser: Parser): unknown {
  const { token, realm } = parser;
  if (token.kind === 'number' || token.kind === 'text') {
    advance(parser);
    return token.value;
  }
  const words: Record<string, unknown> = { true: true, false: false, null: null };
  if (token.kind === 'word' && Object.hasOwn(words, token.value)) {
    advance(parser);
    return words[token.value];
  }
  if (isOther(token, '-')) {
    advance(parser);
    return parser.token.kind === 'number' ? 0 - (parseValue(parser) as number) : NOTHING;
  }
  if (isOther(token, '[')) return parseArray(parser);
  if (isOther(token, '{')) return parseObject(parser);
  throw realm.error(`Expecting valid value, got ${token.word}`, 'SyntaxError');
}

function parseArray(parser: Parser): unknown {
  const list = parser.realm.value([]) as unknown[];
  advance(parser);
  while (!isOther(parser.token, ']')) {
    const value = parseValue(parser);
    if (value === NOTHING) return NOTHING;
    if (!isOther(parser.token, ']')) match(parser, ',');
    list.push(value);
  }
  advance(parser);
  return list;
}

/** Of equal keys the first is the one that is read, and `__proto__` becomes the prototype. */
function parseObject(parser: Parser): unknown {
  const row = parser.realm.value({}) as Record<string, unknown>;
  advance(parser);
  while (parser.token.kind === 'text' || parser.token.kind === 'number' || parser.token.kind === 'word') {
    if (parser.token.kind !== 'text') match(parser, 'STRING');
    const key = String(parser.token.value);
    advance(parser);
    match(parser, ':');
    const value = parseValue(parser);
    if (value === NOTHING) return NOTHING;
    if (!isOther(parser.token, '}')) match(parser, ',');
    if (key === '__proto__') Object.setPrototypeOf(row, typeof value === 'object' ? value : null);
    else if (!Object.hasOwn(row, key)) row[key] = value;
  }
  match(parser, '}');
  return row;
}

/** `indent` '' writes compact JSON. */
export function stringifyJson(value: unknown, indent: string, key?: string): string {
  return write(value, { indent, depth: 0, open: [] }, key);
}

interface Writing {
  indent: string;
  depth: number;
  open: object[];
}

function write(value: unknown, state: Writing, key?: string): string {
  if (value === undefined) return 'null';
  if (typeof value === 'function') return 'undefined';
  if (typeof value === 'string') return quoteJson(value);
  if (typeof value === 'number') return Number.isFinite(value) ? formatNumber(value) : 'null';
  if (typeof value !== 'object' || value === null) return String(value);
  if (state.open.includes(value)) return ' ... ';
  const inside = { ...state, depth: state.depth + 1, open: [...state.open, value] };
  const toJson = (value as { toJSON?: unknown }).toJSON;
  if (typeof toJson === 'function') return write(toJson.call(value, key), { ...inside, open: state.open });
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from(value as ArrayLike<unknown>, (item, index) => write(item, inside, String(index)));
    return enclose('[', items, ']', inside);
  }
  if (isArrayBuffer(value)) return enclose('[', Array.from(new Uint8Array(value), String), ']', inside);
  const fields = Object.keys(value).flatMap((name) => fieldOf(value, name, inside));
  return enclose('{', fields, '}', inside);
}

export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

/** The interpreter's own names for inheritance are hidden from the writer, wherever they come from. */
const HIDDEN_KEYS = ['constructor', '__proto__'];

function fieldOf(owner: object, name: string, state: Writing): string[] {
  const slot = Object.getOwnPropertyDescriptor(owner, name);
  if (!slot || slot.get || slot.set || HIDDEN_KEYS.includes(name)) return [];
  if (slot.value === undefined || typeof slot.value === 'function') return [];
  return [`${quoteJson(name)}${state.indent ? ': ' : ':'}${write(slot.value, state, name)}`];
}

function enclose(open: string, items: string[], close: string, state: Writing): string {
  if (!state.indent) return open + items.join(',') + close;
  if (items.length === 0) return `${open}  ${close}`;
  const line = `\n${state.indent.repeat(state.depth)}`;
  const end = `\n${state.indent.repeat(state.depth - 1)}`;
  return `${open} ${line}${items.join(`, ${line}`)}${end} ${close}`;
}
