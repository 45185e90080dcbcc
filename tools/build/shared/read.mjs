// A module as the build looks at it: what stands at its top, what of that may stand in a piece, and what needs what.
import { readMarks } from '../nest/marks.mjs';
import { staying } from '../nest/safe.mjs';
import { homeOfName } from '../nest/scopes.mjs';
import { readModule } from '../nest/units.mjs';

/** @typedef {import('../nest/scopes.mjs').Node} Node */
/** @typedef {import('../nest/units.mjs').Unit} Unit */
/** @typedef {import('@jridgewell/trace-mapping').EncodedSourceMap} Map_ */
/**
 * `shared`: what is marked, and the key by which every module knows it; `stay`: what must be there once, and why.
 * @typedef {{ code: string, map: Map_, module: import('../nest/units.mjs').Module, marks: ReturnType<typeof readMarks>,
 *   stay: Map<Unit, string>, shared: Map<Unit, string> }} Whole
 */

/** @param {string} code readable yet @param {Map_} map @returns {Whole} */
export function readWhole(code, map) {
  const module = readModule(code);
  const marks = readMarks(map);
  /** @type {Map<Unit, string>} */
  const shared = new Map();
  for (const unit of module.units.values()) {
    const key = marks.find('shared', unit.node.id ?? unit.node.declarations[0].id);
    if (key) shared.set(unit, key);
  }
  return { code, map, module, marks, stay: staying(module), shared };
}

/**
 * The statements that are needed, from some on, and the keys of the pieces that they use themselves.
 * @param {Whole} whole @param {Node[]} roots @param {(key: string) => boolean} isPiece
 */
export function reach({ module, shared }, roots, isPiece) {
  const kept = new Set(roots);
  /** @type {Set<string>} */
  const pieces = new Set();
  const uses = module.uses.filter((use) => homeOfName(module.scopes, use)?.type === 'Program');
  /** @param {string} name @param {Node} statement where it is used */
  const follow = (name, statement) => {
    const unit = module.units.get(name);
    const key = unit && shared.get(unit);
    if (key && unit.node !== statement && isPiece(key)) pieces.add(key);
    else kept.add(unit ? unit.node : declarationOf(name, module.program));
  };
  for (const statement of kept) for (const { name, path } of uses) if (path[1] === statement) follow(name, statement);
  return { kept, pieces };
}

/** @param {string} name @param {Node} program @returns {Node} */
function declarationOf(name, program) {
  const names = (/** @type {Node} */ one) =>
    one.id?.name ?? one.declarations?.map((/** @type {Node} */ { id }) => id.name);
  return program.body.find((/** @type {Node} */ one) => [names(one)].flat().includes(name));
}

/** What is neither a function nor a value that is fixed. @param {Whole} whole @returns {Node[]} */
export function rootsOf({ module }) {
  const units = new Set([...module.units.values()].map(({ node }) => node));
  return module.program.body.filter((/** @type {Node} */ one) => !units.has(one));
}
