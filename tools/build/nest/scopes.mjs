// Which name means which declaration.
import { fullAncestor } from 'acorn-walk';

/** @typedef {any} Node of acorn */
/** @typedef {{ name: string, node: Node, path: Node[] }} Use a name that is looked up; `path`: from the program down to what holds it */
/** @typedef {Map<Node, Set<string>>} Scopes the names that a function, a block or a clause declares */

const FUNCTION = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;
const BLOCK = /^(BlockStatement|For(In|Of)?Statement|SwitchStatement|Program|StaticBlock)$/;

export const isFunction = (/** @type {Node} */ node) => FUNCTION.test(node.type);

/** What a declaration declares, and from which node outwards its scope is looked for. @param {Node} node @returns {[Node | null, RegExp | null][]} */
function declaredBy(node) {
  const outer = /^(Function|Class)Declaration$/.test(node.type) ? BLOCK : null;
  if (node.type === 'VariableDeclaration') {
    const scope = node.kind === 'var' ? /Function|Program/ : BLOCK;
    return node.declarations.map((/** @type {Node} */ one) => [one.id, scope]);
  }
  if (node.type === 'CatchClause') return [[node.param, null]];
  if (isFunction(node)) return [[node.id, outer], ...node.params.map((/** @type {Node} */ one) => [one, null])];
  return /^Class/.test(node.type) ? [[node.id, outer]] : [];
}

/** @param {Node} program */
export function scopesOf(program) {
  /** @type {Scopes} */
  const scopes = new Map();
  /** @type {Set<Node>} */
  const declared = new Set();
  fullAncestor(program, (node, _state, path) => {
    for (const [id, kind] of declaredBy(node)) {
      if (!id) continue;
      if (id.type !== 'Identifier') throw new Error(`a declaration of ${id.type}: Espruino knows none`);
      const home = kind ? path.findLast((/** @type {Node} */ one) => one !== node && kind.test(one.type)) : node;
      scopes.set(home, (scopes.get(home) ?? new Set()).add(id.name));
      declared.add(id);
    }
  });
  return { scopes, declared };
}

/** A branch that is never taken: constants of the build stand where its condition was. @param {Node} parent @param {Node} child */
function isDead(parent, child) {
  const test = parent.test ?? (parent.operator === '&&' ? parent.left : undefined);
  if (test?.type !== 'Literal' || child === test) return false;
  return test.value ? child === parent.alternate : child !== parent.alternate;
}

/** Every name that is looked up, but for declarations and what never runs. @param {Node} program @param {Set<Node>} declared @returns {Use[]} */
export function usesIn(program, declared) {
  /** @type {Map<Node, Use>} */
  const uses = new Map();
  fullAncestor(program, (node, _state, path) => {
    const id = /** @type {Node} */ (node);
    if (path.some((one, i) => i > 0 && isDead(path[i - 1], one))) return;
    if (id.type === 'Identifier' && !declared.has(id))
      uses.set(id, { name: id.name, node: id, path: path.slice(0, -1) });
    for (const { local } of id.type === 'ExportNamedDeclaration' ? id.specifiers : [])
      uses.set(local, { name: local.name, node: local, path: [...path] });
  });
  return [...uses.values()];
}

/** The node whose scope the name belongs to; undefined: a global. @param {Scopes} scopes @param {Use} use */
export const homeOfName = (scopes, { name, path }) => path.findLast((node) => scopes.get(node)?.has(name));

/** Of a condition that is a constant of the build. @param {Node} node @returns {Node | undefined} */
export function takenBranch({ type, test, consequent, alternate }) {
  if (type !== 'ConditionalExpression' || test.type !== 'Literal') return undefined;
  return test.value ? consequent : alternate;
}
