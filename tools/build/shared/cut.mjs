// What several modules bring along stands in the bundle once: a function or a value with /* @shared */ before it.
//
//   module tcp:  function reply() { return quoted(x); }  function quoted() { ... }       module http: the same quoted
//   ->
//   piece:       function quoted() { ... } quoted
//   module tcp:  function reply() { return $r(1234,270)(x); }                            module http: the same
//
// `$r(place, length)` reads the piece from the bundle and evaluates it, each time that the line is come to. So a module
// that uses a piece seldom is shorter to read over, and the piece's own functions exist only while it runs. Where it
// would be evaluated again and again (in a loop, in a function called for each element), or where it is a value that is
// used twice, the module makes it once, outside: `var quoted = $r(1234,270)`.
import MagicString from 'magic-string';
import { isFunction } from '../nest/scopes.mjs';
import { RUN } from '../nest/units.mjs';
import { putConstants } from './constants.mjs';

/** @typedef {import('../nest/scopes.mjs').Node} Node */
/** @typedef {import('../nest/scopes.mjs').Use} Use */
/** @typedef {import('../nest/units.mjs').Unit} Unit */
/** @typedef {import('./read.mjs').Whole} Whole */
/** @typedef {{ start: number, end: number }} Place in the bundle */

const LOOP = /^(For(In|Of)?|While|DoWhile)Statement$/;
/** A function that stands there is one of its own, and no callback. */
const OWN = /^(Program|MethodDefinition|Property)$/;
/** program, `var`, declarator, function: one with a name at the top. */
const NAMED = 3;

/** Is it evaluated once for each call of the function that it stands in? @param {Use} use */
function isOnce({ path }) {
  const at = path.findLastIndex(isFunction);
  if (at < 0 || !(OWN.test(path[at - 1].type) || at === NAMED)) return false;
  return !path.slice(at).some(({ type }) => LOOP.test(type));
}

/** @param {Unit} unit @param {Use[]} uses */
function inPlace(unit, uses) {
  if (!isFunction(unit.value) && uses.length > 1) return [];
  return uses.filter((use) => use.path.at(-1).type !== 'Property' && isOnce(use));
}

/**
 * The statements of a module that are kept, with pieces where they use what is shared.
 * @param {Whole} whole @param {Set<Node>} kept @param {(key: string) => Place | undefined} place of a piece; undefined: it is none
 */
export function cutShared(whole, kept, place) {
  const { code, module, shared } = whole;
  const text = new MagicString(code);
  const constants = putConstants(text, whole, kept);
  const stays = new Set([...kept].filter((statement) => !constants.has(statement)));
  for (const [unit, key] of shared) {
    const at = kept.has(unit.node) ? undefined : place(key);
    if (!at) continue;
    const piece = `${RUN}(${at.start},${at.end - at.start})`;
    const uses = unit.uses.filter(({ path }) => kept.has(path[1]));
    const direct = inPlace(unit, uses);
    for (const { node } of direct) text.overwrite(node.start, node.end, piece);
    if (direct.length === uses.length) continue;
    stays.add(unit.node);
    text.overwrite(unit.node.start, unit.node.end, `var ${unit.name} = ${piece};`);
  }
  for (const statement of module.program.body) if (!stays.has(statement)) text.remove(statement.start, statement.end);
  return text;
}
