// For `npm run bench -- --profile`: the firmware with a call of `$p(number)` at the start of each function and before each
// `return`.
//
// The interpreter keeps no compiled code: it reads a function's text again at each call, up to the `return` that ends it,
// and that takes nearly all of the time. So the bytes that are read say where the time of a request goes, and they are the
// same on each run.
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import MagicString from 'magic-string';

/** Takes the number of a place; defined by who runs the bundle. */
export const COUNT = '$p';
const NO_MAP = '{"version":3,"sources":[],"names":[],"mappings":""}';

/**
 * What has a number: a function, `bytes` long, or one of its returns, after `bytes` of that function. `of`: the number of
 * the function, in both. Bytes are those before reserved words become single ones.
 * @typedef {{ where: string, of: number, bytes: number }} Counted
 */
/** @typedef {typeof import('../tokens/main.ts')} Tokens */
/** @typedef {import('acorn').Node & { body: import('acorn').Node }} FunctionNode */

const isFunction = (/** @type {{ type: string }} */ node) => /Function/.test(node.type);

/** Each function with its returns. @param {string} code */
function functionsIn(code) {
  /** @type {Map<FunctionNode, import('acorn').Node[]>} */
  const found = new Map();
  const of = (/** @type {FunctionNode} */ node) => found.get(node) ?? found.set(node, []).get(node) ?? [];
  fullAncestor(parse(code, { ecmaVersion: 'latest' }), (node, _state, ancestors) => {
    const owner = /** @type {FunctionNode | undefined} */ (
      /** @type {unknown} */ (ancestors.slice(0, -1).findLast(isFunction))
    );
    if (isFunction(node)) of(/** @type {FunctionNode} */ (/** @type {unknown} */ (node)));
    else if (node.type === 'ReturnStatement' && owner) of(owner).push(node);
  });
  return found;
}

/** `wifi/link/step.ts:120`. @param {TraceMap} map @param {string} code @param {number} at */
function placeOf(map, code, at) {
  const before = code.slice(0, at).split('\n');
  const found = originalPositionFor(map, { line: before.length, column: before.at(-1)?.length ?? 0 });
  return found.source ? `${found.source.replace(/^.*firmware\//, '')}:${found.line}` : '(the build)';
}

/** @param {MagicString} text @param {FunctionNode} fn @param {number} number */
function markStart(text, { body }, number) {
  const call = `${COUNT}(${number})`;
  if (body.type === 'BlockStatement') text.appendRight(body.start + 1, `${call};`);
  else text.prependRight(body.start, `(${call},`).appendLeft(body.end, ')');
}

/**
 * The tokeniser of a build that counts, and what is filled while it runs: what each number stands for. The source map that
 * it gives is empty.
 * @param {Tokens} tokens @returns {{ tokens: Tokens, counted: Counted[] }}
 */
export function countCalls(tokens) {
  /** @type {Counted[]} */
  const counted = [];
  /** @param {string} code @param {string} mapText */
  function pretokenise(code, mapText) {
    const map = new TraceMap(mapText);
    const text = new MagicString(code);
    for (const [fn, returns] of functionsIn(code)) {
      const of = counted.length;
      markStart(text, fn, of);
      counted.push({ where: placeOf(map, code, fn.start), of, bytes: fn.end - fn.start });
      for (const { start, end } of returns) {
        text.prependRight(start, `{${COUNT}(${counted.length});`).appendLeft(end, '}');
        counted.push({ where: '', of, bytes: end - fn.start });
      }
    }
    return tokens.pretokenise(text.toString(), NO_MAP);
  }
  return { tokens: { ...tokens, pretokenise }, counted };
}
