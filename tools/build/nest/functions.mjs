// Moves what only one function needs into that function, so that it exists only while it is called.
//
//   function a() { b(); }  function b() { c(); }  function c() {}
//   ->  function a() { function b() { function c() {} c(); } b(); }
//
// On the chip a function costs 7 variables while it exists, and its text stays in flash. Small functions stay a matter
// of the source. The price is time: a call reads over the text of what was moved into it, see marks.mjs.
//
//   units.mjs   what could be moved, and who uses it      homes.mjs   into which function, places.mjs  to which line of it
//   safe.mjs    what must stay, by flow.mjs               check.mjs   every name still means what it meant
import remapping from '@jridgewell/remapping';
import MagicString from 'magic-string';
import { checkNames } from './check.mjs';
import { homesOf } from './homes.mjs';
import { readMarks } from './marks.mjs';
import { placesIn } from './places.mjs';
import { staying } from './safe.mjs';
import { isFunction } from './scopes.mjs';
import { readModule } from './units.mjs';

/** @typedef {import('./containers.mjs').Container} Container */
/** @typedef {import('./units.mjs').Unit} Unit */

/**
 * What something goes into is moved before it. In one home functions come first: a value may name one, which is not
 * there before it has been come past.
 * @param {Map<Unit, Container>} homes
 */
function inOrder(homes) {
  const byStatement = new Map([...homes.keys()].map((unit) => [unit.node, unit]));
  /** @param {Unit | undefined} unit @returns {number} */
  const depth = (unit) => {
    const home = unit && homes.get(unit);
    return home ? 1 + depth(byStatement.get(home.statement)) : 0;
  };
  const rank = (/** @type {Unit} */ unit) => 2 * depth(unit) + (isFunction(unit.value) ? 0 : 1);
  return [...homes.keys()].sort((a, b) => rank(a) - rank(b) || a.node.start - b.node.start);
}

/** @param {string} code @param {Map<Unit, Container>} homes */
function move(code, homes) {
  const text = new MagicString(code);
  const placeOf = placesIn(homes);
  for (const unit of inOrder(homes)) {
    const { start, end } = unit.node;
    text.prependRight(start, '\n').appendLeft(end, '\n').move(start, end, placeOf(unit));
  }
  for (const { body } of new Set([...homes.values()].map((home) => home.node)))
    if (body.type !== 'BlockStatement')
      text.appendLeft(body.start, '{').prependRight(body.start, 'return ').appendLeft(body.end, ';}');
  return text;
}

/**
 * @param {string} code a module whose last statement is kept as it is
 * @param {import('@jridgewell/trace-mapping').EncodedSourceMap} map
 * @param {string} [entry] what is called once for all the rest, like a maker
 * @param {(module: import('./units.mjs').Module) => Map<Unit, string>} [find] what must stay, and why
 */
export function nestFunctions(code, map, entry = '', find = staying) {
  const module = readModule(code);
  const marks = readMarks(map);
  const stay = find(module);
  const homes = homesOf(module, { code, entry, stay, marks });
  const text = move(code, homes);
  const moved = text.toString();
  checkNames(code, moved);
  const step = text.generateMap({ hires: 'boundary', source: 'code', includeContent: true });
  const whole = remapping([/** @type {any} */ (step), /** @type {any} */ (map)], () => null);
  return {
    code: moved,
    map: /** @type {import('@jridgewell/trace-mapping').EncodedSourceMap} */ (/** @type {unknown} */ (whole)),
    used: [...marks.used],
    moved: [...homes].map(([unit, home]) => `${unit.name} -> ${home.name}`),
    stay: [...stay].map(([unit, why]) => `${unit.name} ${why}`),
  };
}
