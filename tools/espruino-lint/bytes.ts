// Turns characters beyond ASCII in literals into the \xNN bytes of their UTF-8: strings on the device are bytes.

import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import type { Node, SourceFile } from 'typescript';

/** Where a literal cannot become bytes; `text` says why and what to write. */
interface Refusal {
  line: number;
  column: number;
  text: string;
}
interface ByteSource {
  code: string;
  refusals: Refusal[];
}

// A backslash with what it escapes, or one character that needs more than a byte.
const ESCAPE_OR_WIDE = /\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|[\s\S])|[\u0080-\u{10ffff}]/gu;
// Anything that this file has to look at; most sources have none and never load the TypeScript compiler.
const SUSPICIOUS = /[\u0080-\u{10ffff}]|\\u/u;
const FIRST_WIDE = 0x80;

function utf8(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}

/** The character an `\u` escape means; undefined for every other escape. */
function escapedCode(part: string): number | undefined {
  const hex = /^\\u\{?([0-9a-fA-F]+)\}?$/.exec(part)?.[1];
  return hex === undefined ? undefined : Number.parseInt(hex, 16);
}

function bytesOfLiteral(raw: string, refuse: (at: number, text: string) => void): string {
  return raw.replace(ESCAPE_OR_WIDE, (part: string, _escaped: string | undefined, at: number) => {
    if (!part.startsWith('\\')) return utf8(part);
    const code = escapedCode(part);
    if (code !== undefined && code >= FIRST_WIDE) {
      refuse(at, `${part} is a character, and a string holds bytes: write the character itself, or its bytes as \\xNN`);
    }
    const next = part.codePointAt(1) ?? 0;
    // A backslash before an ordinary character means that character; before a line end it means nothing.
    return code === undefined && next >= FIRST_WIDE && !/[\u2028\u2029]/.test(part) ? utf8(part.slice(1)) : part;
  });
}

function bytesOfPattern(raw: string, refuse: (at: number, text: string) => void): string {
  const wide = /[\u0080-\u{10ffff}]/u.exec(raw);
  if (wide)
    refuse(wide.index, `${wide[0]} is more than one byte: a pattern sees the bytes one by one, write them as \\xNN`);
  return raw;
}

interface Edit {
  from: number;
  to: number;
  text: string;
}

/** `source` with byte literals; lines stay where they are. */
export async function toByteSource(source: string, fileName: string): Promise<ByteSource> {
  if (!SUSPICIOUS.test(source)) return { code: source, refusals: [] };
  const ts = (await import('typescript')).default;
  const tree: SourceFile = ts.createSourceFile(fileName, source, ts.ScriptTarget.ES2022, true);
  const edits: Edit[] = [];
  const refusals: Refusal[] = [];
  const refuse = (at: number, text: string): void => {
    const { line, character } = tree.getLineAndCharacterOfPosition(at);
    refusals.push({ line: line + 1, column: character + 1, text });
  };
  const visit = (node: Node): void => {
    const from = node.getStart(tree);
    const raw = source.slice(from, node.end);
    const refuseHere = (at: number, text: string): void => refuse(from + at, text);
    if (
      ts.isStringLiteral(node) ||
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    ) {
      edits.push({ from, to: node.end, text: bytesOfLiteral(raw, refuseHere) });
    } else if (ts.isRegularExpressionLiteral(node)) {
      edits.push({ from, to: node.end, text: bytesOfPattern(raw, refuseHere) });
    } else if (ts.isIdentifier(node) && SUSPICIOUS.test(raw)) {
      refuse(from, `${raw}: Espruino reads names in ASCII only`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { code: applied(source, edits), refusals };
}

function applied(source: string, edits: readonly Edit[]): string {
  let code = '';
  let done = 0;
  for (const edit of edits) {
    code += source.slice(done, edit.from) + edit.text;
    done = edit.to;
  }
  return code + source.slice(done);
}

/** The esbuild plugin of the device bundles. */
export function byteLiterals(): Plugin {
  return {
    name: 'byte-literals',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const { code, refusals } = await toByteSource(await readFile(path, 'utf8'), path);
        const errors = refusals.map((r) => ({
          text: `byte-string: ${r.text}`,
          location: { file: path, line: r.line, column: r.column - 1 },
        }));
        return { contents: code, loader: 'ts', errors };
      });
    },
  };
}
