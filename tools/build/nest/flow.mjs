// Where a value goes: can other code change it, keep it, or compare its identity?
//
// A value that is made anew at each call must not be told from one that was made once. So each place that it comes to
// is looked at, and what is not known to be harmless is not. `depth` says how many members lead to what cannot
// change: 1 for [1, 2], 2 for [{ a: 1 }], 0 for a number.
import { homeOfName, isFunction, takenBranch } from './scopes.mjs';

/** @typedef {import('./scopes.mjs').Node} Node */

/** Methods that hand what is in it to a function. */
const VISITS = /^(map|filter|forEach|some|every|find)$/;
/** They give a new array of what is in it. */
const COPIES = /^(slice|concat|filter)$/;
const READS = /^(indexOf|join|map|forEach|some|every)$/;
const WRITES = /^(push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set)$/;
/** Of these natives an argument does not come back. */
const NATIVES = /^(Object\.keys|JSON\.stringify|String|Number|Boolean|Math\.\w+|parseInt)$/;
/** Is the node given a new value there? @param {Node} parent @param {Node} node */
export const isTarget = (parent, node) =>
  (/^(AssignmentExpression|For(In|Of)Statement)$/.test(parent.type) && parent.left === node) ||
  parent.type === 'UpdateExpression';
export const SAME = /^[!=]==?$/;
/** Nothing is left of a value there, or nothing but a yes or no. */
const ENDS = /^(ForIn|If|While|DoWhile|Expression|For)Statement$|^(TemplateLiteral|UnaryExpression)$/;

/** @param {Node} node */
const nameOf = (node) =>
  node.type === 'MemberExpression' && !node.computed ? `${node.object.name}.${node.property.name}` : `${node.name}`;

/** @param {Node} node @param {Map<string, import('./units.mjs').Unit>} units @returns {number} */
export function depthOf(node, units) {
  if (isFunction(node) || /^(Literal|TemplateLiteral|UnaryExpression|BinaryExpression)$/.test(node.type)) return 0;
  const unit = node.type === 'Identifier' && units.get(node.name);
  if (unit) return depthOf(unit.value, units);
  const chosen = takenBranch(node);
  if (chosen) return depthOf(chosen, units);
  const inside = node.elements ?? node.properties?.map((/** @type {Node} */ one) => one.value);
  return inside ? 1 + Math.max(0, ...inside.map((/** @type {Node} */ one) => depthOf(one, units))) : Infinity;
}

export class Flow {
  /** @param {import('./units.mjs').Module} module */
  constructor({ units, uses, scopes }) {
    this.units = units;
    this.uses = uses;
    this.scopes = scopes;
    /** @type {Map<string, boolean>} */
    this.known = new Map();
  }

  /** While it is being found out, it is taken for harmless. @param {string} key @param {() => boolean} find */
  once(key, find) {
    if (!this.known.has(key)) this.known.set(key, true).set(key, find());
    return this.known.get(key) ?? false;
  }

  /** The value of `node` is only looked at. @param {Node} node @param {Node[]} path @param {number} depth @returns {boolean} */
  isRead(node, path, depth) {
    const parent = path.at(-1);
    const up = path.slice(0, -1);
    if (depth <= 0 || ENDS.test(parent.type)) return true;
    if (parent.type === 'BinaryExpression') return !SAME.test(parent.operator);
    if (parent.type === 'MemberExpression') return parent.object !== node || this.isMemberRead(parent, up, depth);
    if (parent.type === 'CallExpression') return parent.callee === node || this.isArgumentRead(parent, node, up, depth);
    return this.isPassedOnRead(parent, node, up, depth);
  }

  /** It is the value of something else too. @param {Node} parent @param {Node} node @param {Node[]} up @param {number} depth */
  isPassedOnRead(parent, node, up, depth) {
    if (parent.type === 'LogicalExpression') return this.isRead(parent, up, depth);
    if (parent.type === 'ConditionalExpression') return parent.test === node || this.isRead(parent, up, depth);
    if (parent.type === 'ReturnStatement') return this.isResultRead(up, depth);
    if (parent.type !== 'VariableDeclarator') return false;
    const home = this.homeOf(parent.id.name, up);
    return !!home && this.isNameRead(home, parent.id.name, depth);
  }

  /** @param {string} name @param {Node[]} path */
  homeOf(name, path) {
    return homeOfName(this.scopes, { name, node: null, path });
  }

  /** All uses of a name that is declared in `home`. @param {Node} home @param {string} name @param {number} depth */
  isNameRead(home, name, depth) {
    const own = this.uses.filter((use) => use.name === name && homeOfName(this.scopes, use) === home);
    const find = () => own.every((use) => this.isRead(use.node, use.path, depth));
    return this.once(`${home.start} ${name} ${depth}`, find);
  }

  /** @param {Node} fn @param {number} i @param {number} depth */
  isParameterRead(fn, i, depth) {
    return !fn.params[i] || this.isNameRead(fn, fn.params[i].name, depth);
  }

  /** @param {Node} call @param {Node} node @param {Node[]} path @param {number} depth */
  isArgumentRead(call, node, path, depth) {
    if (NATIVES.test(nameOf(call.callee))) return true;
    if (call.callee.property?.name === 'concat') return depth <= 1;
    if (call.callee.type !== 'Identifier' || this.homeOf(call.callee.name, path)?.type !== 'Program') return false;
    const fn = this.units.get(call.callee.name)?.value;
    return !!fn && isFunction(fn) && this.isParameterRead(fn, call.arguments.indexOf(node), depth);
  }

  /** @param {Node} call @param {string} method @param {Node[]} path @param {number} depth */
  isMethodRead(call, method, path, depth) {
    const [visitor] = call.arguments;
    if (VISITS.test(method) && depth > 1 && !(isFunction(visitor ?? {}) && this.isParameterRead(visitor, 0, depth - 1)))
      return false;
    if (depth > 1) return COPIES.test(method) ? this.isRead(call, path, depth) : READS.test(method);
    return !WRITES.test(method);
  }

  /** @param {Node} member @param {Node[]} path @param {number} depth of what it is a member of */
  isMemberRead(member, path, depth) {
    const parent = path.at(-1);
    if (isTarget(parent, member) || parent.operator === 'delete') return false;
    const isCalled = parent.type === 'CallExpression' && parent.callee === member;
    if (isCalled && !member.computed) return this.isMethodRead(parent, member.property.name, path.slice(0, -1), depth);
    return member.property.name === 'length' || this.isRead(member, path, depth - 1);
  }

  /** It goes to those who call the function that gives it back. @param {Node[]} path @param {number} depth */
  isResultRead(path, depth) {
    const fn = path.findLast(isFunction);
    const unit = fn.id && this.units.get(fn.id.name);
    if (unit?.value !== fn) return false;
    const isCallRead = (/** @type {import('./scopes.mjs').Use} */ { node, path: to }) =>
      to.at(-1).callee === node && this.isRead(to.at(-1), to.slice(0, -1), depth);
    return this.once(`${fn.start} result ${depth}`, () => unit.uses.every(isCallRead));
  }
}
