// Where in the body of its home a unit stands: before the first statement that needs it. A call that returns earlier does
// not read its text.

/** @typedef {import('./scopes.mjs').Node} Node */
/** @typedef {import('./units.mjs').Unit} Unit */
/** @typedef {import('./containers.mjs').Container} Container */

/** @param {Node} outer @param {Node} inner */
const holds = (outer, inner) => inner.start >= outer.start && inner.end <= outer.end;

/** @param {Map<Unit, Container>} homes @returns {(unit: Unit) => number} where its text goes to */
export function placesIn(homes) {
  const byStatement = new Map([...homes.keys()].map((unit) => [unit.node, unit]));

  /** Which statement of `home` needs what stands at `node`. @param {Container} home @param {Node} node @param {Node} statement @returns {number} */
  function indexIn(home, node, statement) {
    if (holds(home.node, node)) return home.node.body.body.findIndex((/** @type {Node} */ one) => holds(one, node));
    const unit = /** @type {Unit} */ (byStatement.get(statement));
    const at = /** @type {Container} */ (homes.get(unit));
    return at === home ? firstUse(unit, home) : indexIn(home, at.node, at.statement);
  }

  /** @param {Unit} unit @param {Container} home @returns {number} */
  function firstUse(unit, home) {
    const uses = unit.uses.filter(({ path }) => path[1] !== unit.node);
    return Math.min(...uses.map(({ node, path }) => indexIn(home, node, path[1])));
  }

  return (unit) => {
    const home = /** @type {Container} */ (homes.get(unit));
    const { body } = home.node;
    if (body.type !== 'BlockStatement') return body.start;
    const statement = body.body[firstUse(unit, home)];
    if (!statement) throw new Error(`${home.name} does not need ${unit.name}, which goes into it`);
    return statement.start;
  };
}
