// Numbers, and words that are used once, stand where they are used: on the chip a name for one takes two or three variables
// while its function runs, and looking for it takes longer than reading it.
/** @typedef {import('../nest/scopes.mjs').Node} Node */
/** @typedef {import('../nest/units.mjs').Unit} Unit */
/** @typedef {import('./read.mjs').Whole} Whole */

/** Digits of a number that is not better named. */
const DIGITS_MAX = 12;

/** @type {Record<string, (a: number, b: number) => number>} */
const OPERATORS = { '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b };

/** A number that is known now. @param {Node} node @param {Whole} whole @returns {number | undefined} */
function numberOf(node, whole) {
  if (node.type === 'Literal' && typeof node.value === 'number') return node.value;
  if (node.type === 'UnaryExpression' && node.operator === '-') return minus(numberOf(node.argument, whole));
  const unit = node.type === 'Identifier' ? whole.module.units.get(node.name) : undefined;
  if (unit) return whole.stay.has(unit) ? undefined : numberOf(unit.value, whole);
  const operate = node.type === 'BinaryExpression' ? OPERATORS[node.operator] : undefined;
  if (!operate) return undefined;
  const [left, right] = [numberOf(node.left, whole), numberOf(node.right, whole)];
  return left === undefined || right === undefined ? undefined : operate(left, right);
}

const minus = (/** @type {number | undefined} */ value) => (value === undefined ? undefined : -value);

/** What can stand in place of the unit's name. @param {Unit} unit @param {number} uses @param {Whole} whole @returns {string | undefined} */
function literalOf(unit, uses, whole) {
  if (whole.stay.has(unit) || unit.node.type !== 'VariableDeclaration') return undefined;
  const { value } = unit;
  if (value.type === 'Literal' && typeof value.value === 'string') return uses === 1 ? value.raw : undefined;
  const number = numberOf(value, whole);
  if (number === undefined || `${number}`.length > DIGITS_MAX) return undefined;
  return number < 0 ? `(${number})` : `${number}`;
}

/**
 * Puts them in, in the statements that are kept.
 * @param {import('magic-string').default} text @param {Whole} whole @param {ReadonlySet<Node>} kept
 * @returns {Set<Node>} declarations that are not needed any more
 */
export function putConstants(text, whole, kept) {
  const all = [...whole.module.units.values()].filter(({ node }) => kept.has(node));
  /** @type {Map<Unit, { literal: string, uses: Unit['uses'] }>} */
  const found = new Map();
  for (const unit of all) {
    const uses = unit.uses.filter(({ path }) => kept.has(path[1]));
    const literal = literalOf(unit, uses.length, whole);
    if (literal !== undefined) found.set(unit, { literal, uses });
  }
  const gone = new Set([...found.keys()].map(({ node }) => node));
  for (const [unit, { literal, uses }] of found)
    for (const { node, path } of uses) {
      // Within a constant that is gone itself.
      if (gone.has(path[1])) continue;
      const isShort = path.at(-1).type === 'Property' && path.at(-1).shorthand;
      text.overwrite(node.start, node.end, isShort ? `${unit.name}: ${literal}` : literal);
    }
  return gone;
}
