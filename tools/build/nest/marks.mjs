// What a source says of a function in a comment before it:
//
//   /* @hot */    takes nothing in: it runs again and again for one request, and reads over all that stands in it
//   /* @rare */   stays beside the one function that uses it: long, and seldom needed there
//   /* @shared */ stands in the bundle once, for all modules that use it, see ../shared/cut.mjs; a value may have it too
//
// esbuild drops comments, so they are read from the sources that its map holds, and found again by their place.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

/** @typedef {import('./scopes.mjs').Node} Node */
/** @typedef {{ kind: string, file: string, line: number, column: number, name: string }} Mark `column` of the function's name */

const KINDS = ['hot', 'rare', 'shared'];
const MARK = /\/\*\s*@(\w+)\s*\*\//g;
/** A function, or a method of an object or a class. */
const FUNCTION =
  /(?:\s|\/\*\s*@\w+\s*\*\/)*(?:(?:export|private|static|function)\s+)*([\w$]+)\s*(?:<[^(]*>)?(?:\(|:\s*(?:function\b|\())/dy;
const VALUE = /(?:\s|\/\*\s*@\w+\s*\*\/)*(?:export\s+)?const\s+([\w$]+)/dy;

/** @param {string} text @param {number} at */
function placeIn(text, at) {
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, column: lines.at(-1)?.length ?? 0 };
}

/** @param {string} text @param {number} at @param {string} kind */
function declarationAt(text, at, kind) {
  FUNCTION.lastIndex = at;
  VALUE.lastIndex = at;
  return FUNCTION.exec(text) ?? (kind === 'shared' ? VALUE.exec(text) : null);
}

/** Every mark in a source. @param {string} text @param {string} file @returns {Mark[]} */
export function marksIn(text, file) {
  return [...text.matchAll(MARK)].map((found) => {
    const kind = found[1] ?? '';
    const where = `${file}:${placeIn(text, found.index).line}: @${kind}`;
    if (!KINDS.includes(kind))
      throw new Error(`${where} is not known; known are ${KINDS.map((one) => `@${one}`).join(', ')}`);
    const next = declarationAt(text, found.index + found[0].length, kind);
    const at = next?.indices?.[1]?.[0];
    if (!next?.[1] || at === undefined)
      throw new Error(`${where} stands before a function or a method, and here is none`);
    return { kind, file, name: next[1], ...placeIn(text, at) };
  });
}

/** @param {Pick<Mark, 'kind' | 'file' | 'line' | 'name'>} mark */
const nameOf = ({ kind, file, line, name }) => `${file}:${line}: @${kind} ${name}`;

/**
 * The marks of all sources of a module. `used` are those without which something would be moved elsewhere.
 * @param {import('@jridgewell/trace-mapping').EncodedSourceMap} map from sources to the code that is looked at
 */
export function readMarks(map) {
  const trace = new TraceMap(map);
  /** @type {Map<string, Mark>} */
  const marks = new Map();
  trace.sources.forEach((source, i) => {
    const file = source ?? '';
    for (const mark of marksIn(trace.sourcesContent?.[i] ?? '', file))
      marks.set(`${mark.kind} ${file}:${mark.line}:${mark.column}`, mark);
  });
  /** @type {Set<string>} */
  const used = new Set();
  const markOf = (/** @type {string} */ kind, /** @type {Node} */ key) => {
    const { source, line, column } = originalPositionFor(trace, key.loc.start);
    return marks.get(`${kind} ${source}:${line}:${column}`);
  };
  return {
    used,
    /** What names it in every module that has it. @param {string} kind @param {Node} key */
    find(kind, key) {
      const mark = markOf(kind, key);
      return mark && nameOf(mark);
    },
    is: (/** @type {string} */ kind, /** @type {Node} */ key) => markOf(kind, key) !== undefined,
    use(/** @type {string} */ kind, /** @type {Node} */ key) {
      const mark = markOf(kind, key);
      if (mark) used.add(nameOf(mark));
    },
  };
}

/** Marks that change nothing, wherever they stand. @param {URL} folder @param {readonly string[]} used their names, with files counted from `base` @param {string} base */
export function uselessMarks(folder, used, base) {
  const known = new Set(used.map((name) => resolve(base, name)));
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => /\.m?ts$/.test(name));
  const all = files.flatMap((name) => {
    const path = fileURLToPath(new URL(name, folder));
    return marksIn(readFileSync(path, 'utf8'), path).map(nameOf);
  });
  return all.filter((name) => !known.has(name)).map((name) => `${name} changes nothing: take it away`);
}
