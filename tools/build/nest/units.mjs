// What can be moved: the functions and the fixed values at the top of a module, and who uses them.
import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { homeOfName, isFunction, scopesOf, takenBranch, usesIn } from './scopes.mjs';

/** The name of what evaluates a part of the bundle: a module, or a piece that modules share. */
export const RUN = '$r';

/** @typedef {import('./scopes.mjs').Node} Node */
/** @typedef {import('./scopes.mjs').Use} Use */
/** @typedef {{ name: string, node: Node, value: Node, uses: Use[], free: Set<string> }} Unit */
/** @typedef {{ program: Node, units: Map<string, Unit>, uses: Use[], scopes: import('./scopes.mjs').Scopes }} Module */

/** Values made of these are the same each time they are computed, as long as nothing changes them. */
const FIXED =
  /^(Literal|TemplateLiteral|TemplateElement|ArrayExpression|ObjectExpression|Property|Identifier|UnaryExpression|BinaryExpression)$/;

/** A shared piece gives the same each time. @param {Node} node */
export const isPiece = (node) => node.type === 'CallExpression' && node.callee.name === RUN;

/** Functions in it are skipped: nothing calls them here. @param {Node} node */
function isFixed(node) {
  let fixed = true;
  const look = (/** @type {Node} */ one) => {
    if (isFunction(one)) return;
    const chosen = takenBranch(one);
    if (chosen) return look(chosen);
    fixed &&= FIXED.test(one.type) && one.operator !== 'delete';
    if (fixed) for (const child of childrenOf(one)) look(child);
  };
  look(node);
  return fixed;
}

/** @param {Node} node @returns {Node[]} */
const childrenOf = (node) =>
  Object.entries(node)
    .filter(([key]) => !(node.type === 'Property' && key === 'key' && !node.computed))
    .flatMap(([, value]) => value)
    .filter((value) => typeof value?.type === 'string');

/** @param {Node} statement @returns {[string, Node] | undefined} name and value */
function movable(statement) {
  if (statement.type === 'FunctionDeclaration') return [statement.id.name, statement];
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return undefined;
  const [{ id, init }] = statement.declarations;
  return init && (isPiece(init) || isFixed(init)) ? [id.name, init] : undefined;
}

/** The names that it takes from outside of itself. @param {Unit} unit @param {Use[]} uses @param {import('./scopes.mjs').Scopes} scopes */
function addFree(unit, uses, scopes) {
  const { start, end } = unit.node;
  for (const use of uses) {
    if (use.node.start < start || use.node.end > end) continue;
    const home = homeOfName(scopes, use);
    if (!home || home.type === 'Program') unit.free.add(use.name);
  }
}

/** @param {string} code @returns {Module} */
export function readModule(code) {
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  const { scopes, declared } = scopesOf(program);
  const uses = usesIn(program, declared);
  /** @type {Map<string, Unit>} */
  const units = new Map();
  for (const node of program.body) {
    const [name, value] = movable(node) ?? [];
    if (name) units.set(name, { name, node, value, uses: [], free: new Set() });
  }
  for (const use of uses) if (homeOfName(scopes, use)?.type === 'Program') units.get(use.name)?.uses.push(use);
  for (const unit of units.values()) addFree(unit, uses, scopes);
  return { program, units, uses, scopes };
}

/** Does it contain what depends on the object that it stands in? @param {Node} node */
export function usesThis(node) {
  let found = false;
  full(node, (one) => {
    found ||= one.type === 'ThisExpression';
  });
  return found;
}
