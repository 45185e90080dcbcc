// The functions that can take something in.
import { isFunction } from './scopes.mjs';

/** @typedef {import('./scopes.mjs').Node} Node */
/**
 * At top level, a method, or a value in an object. `key`: where its name stands. `outer`: those that it stands in, within
 * its own statement. `visible`: what is declared where its body begins; `bound`: anywhere in it.
 * @typedef {{ node: Node, name: string, key: Node, statement: Node, outer: Container[], visible: Set<string>, bound: Set<string> }} Container
 */

/** @param {Node} node @param {Node} parent @param {string} code @returns {Node | undefined} where its name stands, if it is a container */
function keyOf(node, parent, code) {
  if (!isFunction(node)) return undefined;
  // An arrow that gives an object has a bracket around it.
  if (node.body.type !== 'BlockStatement' && code[node.body.start - 1] === '(') return undefined;
  if (/^(Program|ExportNamedDeclaration)$/.test(parent.type)) return node.id;
  const isMember = parent.type === 'MethodDefinition' || (parent.type === 'Property' && parent.value === node);
  return isMember ? parent.key : undefined;
}

/** @param {import('./units.mjs').Module} module @param {string} code */
export function containersIn({ scopes }, code) {
  /** @type {Map<Node, Container>} */
  const made = new Map();
  const boundIn = (/** @type {Node} */ fn) =>
    new Set([...scopes].flatMap(([home, names]) => (home.start >= fn.start && home.end <= fn.end ? [...names] : [])));

  /** From the innermost outwards. @param {Node[]} path @returns {Container[]} */
  return function around(path) {
    /** @type {Container[]} */
    const found = [];
    path.forEach((node, i) => {
      const key = i ? keyOf(node, path[i - 1], code) : undefined;
      if (!key) return;
      const visible = new Set([...(scopes.get(node) ?? []), ...(scopes.get(node.body) ?? [])]);
      const fresh = {
        node,
        key,
        name: `${key.name}`,
        statement: path[1],
        outer: [...found],
        visible,
        bound: boundIn(node),
      };
      const container = made.get(node) ?? fresh;
      made.set(node, container);
      found.unshift(container);
    });
    return found;
  };
}
