// What may be made again at each call without any visible difference.
import { depthOf, Flow, isTarget, SAME } from './flow.mjs';
import { isFunction } from './scopes.mjs';
import { usesThis } from './units.mjs';

/** @typedef {import('./scopes.mjs').Node} Node */
/** @typedef {import('./scopes.mjs').Use} Use */
/** @typedef {import('./units.mjs').Unit} Unit */

/** @param {Use} use */
const isAssigned = ({ node, path }) => isTarget(path.at(-1), node);

/** @param {Use} use */
const isCompared = ({ path }) => path.at(-1).type === 'SwitchCase' || SAME.test(path.at(-1).operator);

/** A property of it is set, or it is looked for by what it is. @param {Use} use @returns {boolean} */
function isMarked({ node, path }) {
  const parent = path.at(-1);
  if (parent.type === 'MemberExpression' && parent.object === node) return isTarget(path.at(-2), parent);
  const isArgument = parent.type === 'CallExpression' && parent.callee !== node;
  return isArgument && /^(last)?indexOf$/i.test(parent.callee.property?.name ?? '');
}

/** A pattern for all matches has a memory of its own. */
const isStateful = (/** @type {Node} */ value) => value.type === 'Literal' && /[gy]/.test(value.regex?.flags ?? '');

/** Two that hand it on may be `on` and `off`: the second must find what the first has kept. @param {Unit} unit */
const isHandedOnTwice = ({ uses }) =>
  uses.filter(({ node, path }) => /^(Call|New)Expression$/.test(path.at(-1).type) && path.at(-1).callee !== node)
    .length > 1;

/** @param {Unit} unit @param {Flow} flow @param {number} depth @returns {string} why it must stay; '' if it need not */
function reason(unit, flow, depth) {
  const { value, uses } = unit;
  if (uses.some(isAssigned)) return 'is assigned';
  if (isFunction(value)) {
    if (uses.some(isCompared)) return 'is compared';
    if (uses.some(isMarked)) return 'is given a property, or looked for';
    return isHandedOnTwice(unit) ? 'is handed on at two places' : '';
  }
  if (isStateful(value) && uses.some(({ path }) => path.at(-1).type === 'MemberExpression'))
    return 'remembers where it was';
  if (usesThis(value)) return 'has methods that may change it';
  return uses.every(({ node, path }) => flow.isRead(node, path, depth)) ? '' : 'may be changed, kept or compared';
}

/** @param {import('./units.mjs').Module} module @returns {Map<Unit, string>} what must stay, and why */
export function staying(module) {
  const flow = new Flow(module);
  const stay = new Map();
  const assigned = new Set(module.uses.filter(isAssigned).map((use) => use.name));
  for (const unit of module.units.values()) {
    const why = reason(unit, flow, depthOf(unit.value, module.units));
    const changing = isFunction(unit.value) ? undefined : [...unit.free].find((name) => assigned.has(name));
    if (why || changing) stay.set(unit, why || `is made of ${changing}, which is assigned`);
  }
  return stay;
}
