// Code as bytes, by the platform's own tool (EspruinoTools, plugins/pretokenise.js), and its source map with them.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import remapping from '@jridgewell/remapping';
import { type DecodedSourceMap, encodedMap, FlattenMap, type SourceMapSegment } from '@jridgewell/trace-mapping';
import * as acorn from 'acorn';
import { lineStarts } from './lines.ts';
import { spelled } from './literals.ts';
import { textOf } from './text.ts';

interface Tokenised {
  /** One character for each byte. */
  code: string;
  /** Its lines end at bytes of the value 10, as Espruino counts them. */
  map: string;
}

/** Whatever the release: each that is supported knows all tokens. */
const ALWAYS = 2;

/** The package has it beside the built tool. */
function pluginPath(): string {
  const shipped = fileURLToPath(new URL('pretokenise.js', import.meta.url));
  return existsSync(shipped) ? shipped : createRequire(import.meta.url).resolve('espruino/plugins/pretokenise.js');
}

/** The plugin is a script for a browser: what it asks of its surroundings stands here. */
function loadPlugin(): (code: string) => string {
  const path = pluginPath();
  const Espruino = {
    Plugins: {} as { Pretokenise?: { tokenise(code: string): string } },
    Config: { PRETOKENISE: ALWAYS },
    Core: { Env: { getBoardData: () => undefined }, Utils: {} },
  };
  runInNewContext(readFileSync(path, 'utf8'), { acorn, Espruino, console });
  const plugin = Espruino.Plugins.Pretokenise;
  if (!plugin) throw new Error(`${path} has no tokeniser`);
  return plugin.tokenise;
}

/** Begins and ends a template. */
const TEMPLATE_MARK = '` undefined';

let plugin: ((code: string) => string) | undefined;

interface Token {
  start: number;
  what: string;
}

/** A template without `${}` counts as the text that it is: the tool makes one of it. */
function tokensOf(code: string): Token[] {
  const lexer = acorn.tokenizer(code, { ecmaVersion: 'latest' });
  const tokens: Token[] = [];
  for (let token = lexer.getToken(); token.type.label !== 'eof'; token = lexer.getToken()) {
    const { label } = token.type;
    const { value } = token as acorn.Token & { value?: unknown };
    const said = label === 'regexp' ? code.slice(token.start, token.end) : value;
    tokens.push({ start: token.start, what: `${label} ${said}` });
    const [open, middle, close] = tokens.slice(-3).map(({ what }) => what);
    if (open === TEMPLATE_MARK && middle?.startsWith('template ') && close === TEMPLATE_MARK) {
      const [{ start } = token] = tokens.splice(-3);
      tokens.push({ start, what: middle.replace('template', 'string') });
    }
  }
  return tokens;
}

/** Where each token of the code stands in its bytes. Throws where they do not say the same. */
function places(code: string, bytes: string): [byte: number, character: number][] {
  const { text, from } = textOf(bytes);
  const meant = tokensOf(code);
  const got = tokensOf(text);
  return meant.map(({ start, what }, i) => {
    const one = got[i];
    if (one?.what !== what || (i === meant.length - 1 && got.length > meant.length))
      throw new Error(`the pretokeniser makes something else of ${JSON.stringify(code.slice(start - 20, start + 40))}`);
    return [from[one.start] ?? 0, start];
  });
}

/** From the bytes to the code, one mapping for each token; all within the first line of the code or those behind. */
function stepMap(code: string, bytes: string): DecodedSourceMap {
  const starts = { bytes: lineStarts(bytes), code: lineStarts(code) };
  const mappings: SourceMapSegment[][] = starts.bytes.map(() => []);
  const line = { byte: 0, character: 0 };
  for (const [byte, character] of places(code, bytes)) {
    while ((starts.bytes[line.byte + 1] ?? Number.POSITIVE_INFINITY) <= byte) line.byte++;
    while ((starts.code[line.character + 1] ?? Number.POSITIVE_INFINITY) <= character) line.character++;
    const column = character - (starts.code[line.character] ?? 0);
    mappings[line.byte]?.push([byte - (starts.bytes[line.byte] ?? 0), 0, line.character, column]);
  }
  return { version: 3, sources: ['code'], names: [], mappings };
}

/** `map`: of the code. What comes out stands for exactly the same program, or it throws. */
export function pretokenise(code: string, map: string): Tokenised {
  plugin ??= loadPlugin();
  const text = spelled(code);
  const bytes = plugin(text.code);
  const maps = [stepMap(text.code, bytes), text.map, map] as never[];
  return { code: bytes, map: remapping(maps, () => null).toString() };
}

interface Section {
  /** Of its first byte in the whole. */
  offset: number;
  map: string;
}

/** The source map of a file in which pieces with maps of their own stand. */
export function joinMaps(bytes: string, sections: readonly Section[]): string {
  const starts = lineStarts(bytes);
  const parts = sections.map(({ offset, map }) => {
    const line = starts.filter((start) => start <= offset).length - 1;
    return { offset: { line, column: offset - (starts[line] ?? 0) }, map: JSON.parse(map) };
  });
  return JSON.stringify(encodedMap(new FlattenMap({ version: 3, sections: parts })));
}
