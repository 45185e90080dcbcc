// Which function each unit goes into: the innermost one that all who use it stand in.
import { containersIn } from './containers.mjs';

/** @typedef {import('./scopes.mjs').Node} Node */
/** @typedef {import('./units.mjs').Unit} Unit */
/** @typedef {import('./containers.mjs').Container} Container */
/** @typedef {{ is(mark: string, key: Node): boolean, use(mark: string, key: Node): void }} Marks */
/** @typedef {{ code: string, entry: string, stay: Map<Unit, string>, marks: Marks }} Options */

/** Each round settles at least one level of callers; a tree of calls is far less deep. */
const ROUNDS = 50;
/** What makes a module is called once for it, and what it takes in would be there as long, with one scope more each. */
const MAKER = /^create/;

/** @param {Map<string, Unit>} units @param {Map<Unit, Container>} homes filled as units are moved */
function chainsAcross(units, homes) {
  const byStatement = new Map([...units.values()].map((unit) => [unit.node, unit]));
  /** From the innermost outwards, across what has been moved. @param {Container[]} inner @param {Node} statement @returns {Container[]} */
  return function chain(inner, statement) {
    const unit = byStatement.get(statement);
    const home = unit && homes.get(unit);
    if (!home) return inner;
    if (inner.length > units.size * ROUNDS) throw new Error(`${unit.name} would stand in itself`);
    return chain([...inner, home, ...home.outer], home.statement);
  };
}

/** @param {Unit} unit @param {Container[]} path the home, and what it stands in @param {Options} options */
function fits(unit, path, { entry, marks }) {
  const [home] = path;
  if (!home || MAKER.test(home.name) || home.name === entry) return false;
  // What calls back into the function that it would stand in would be made anew at each turn of the recursion.
  if (path.some(({ node }) => node.id && unit.free.has(node.id.name))) return false;
  const names = [unit.name, ...unit.free];
  if (path.some(({ bound, visible }, depth) => names.some((name) => (depth ? bound : visible).has(name)))) return false;
  if (!marks.is('hot', home.key)) return true;
  marks.use('hot', home.key);
  return false;
}

/** @param {import('./units.mjs').Module} module @param {Options} options @param {Map<Unit, Container>} homes */
function chooser(module, options, homes) {
  const around = containersIn(module, options.code);
  const chain = chainsAcross(module.units, homes);
  /** A function that calls itself does not count as another user. @param {Unit} unit @returns {[Container[], Node][]} */
  const placesOf = ({ uses, node }) =>
    uses.filter(({ path }) => path[1] !== node).map(({ path }) => [around(path), path[1]]);
  const places = new Map([...module.units.values()].map((unit) => [unit, placesOf(unit)]));

  /** @param {Unit} unit @returns {Container | undefined} */
  function homeOf(unit) {
    const [first = [], ...rest] = (places.get(unit) ?? []).map(([inner, statement]) => chain(inner, statement));
    const common = first.filter((one) => rest.every((list) => list.includes(one)));
    const paths = common.map((one) => chain([one, ...one.outer], one.statement));
    const free = paths.filter((path) => path.every((one) => one.statement !== unit.node));
    return free.find((path) => fits(unit, path, options))?.[0];
  }

  /** @param {Unit} unit */
  return function choose(unit) {
    const home = options.stay.has(unit) ? undefined : homeOf(unit);
    if (!home || !unit.node.id || !options.marks.is('rare', unit.node.id)) return home;
    options.marks.use('rare', unit.node.id);
    return undefined;
  };
}

/** @param {import('./units.mjs').Module} module @param {Options} options */
export function homesOf(module, options) {
  /** @type {Map<Unit, Container>} */
  const homes = new Map();
  const choose = chooser(module, options, homes);
  for (let round = 0, changed = true; changed; round++) {
    if (round === ROUNDS) throw new Error('moving functions inwards comes to no end');
    changed = false;
    for (const unit of module.units.values()) {
      const home = choose(unit);
      changed ||= home !== homes.get(unit);
      if (home) homes.set(unit, home);
      else homes.delete(unit);
    }
  }
  return homes;
}
