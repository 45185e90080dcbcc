// What the interpreter evaluates, as V8 can read it.

import { textOf } from '../../tokens/text.ts';

/** Modules are evaluated again and again. */
const SCRIPTS_MAX = 200;
const scripts = new Map<string, string>();

/** Pretokenised code turned back: what runs is what flash has, and not a twin of it. */
export function scriptOf(source: string): string {
  const known = scripts.get(source);
  if (known !== undefined) return known;
  const script = evalSource(byteSource(textOf(source).text));
  if (scripts.size >= SCRIPTS_MAX) scripts.clear();
  scripts.set(source, script);
  return script;
}

/** In source text too a \uXXXX is one byte. */
function byteSource(source: string): string {
  return source.replace(/(^|[^\\])((?:\\\\)*)\\u[0-9a-fA-F]{2}([0-9a-fA-F]{2})/g, '$1$2\\x$3');
}

/** Up to the bracket that closes; -1 where none does. Strings are skipped. */
function endOfCall(source: string, from: number): number {
  const next = /[()]|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g;
  next.lastIndex = from;
  let depth = 1;
  for (let found = next.exec(source); found; found = next.exec(source)) {
    if (found[0] === '(') depth++;
    if (found[0] === ')') depth--;
    if (depth === 0) return found.index;
  }
  return -1;
}

/** Espruino's `eval` sees its caller's names. V8's does so only under its own name: what it is given goes through here. */
function evalSource(source: string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { index } of source.matchAll(/(?<![\w$.])eval\(/g)) {
    const from = index + 'eval('.length;
    const end = endOfCall(source, from);
    if (index < done || end < 0) continue;
    parts.push(source.slice(done, from), '__simScript(', source.slice(from, end), ')');
    done = end;
  }
  return parts.join('') + source.slice(done);
}
