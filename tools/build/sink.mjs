// Moves what only one function needs into that function, so that it exists only while it is called.
//
//   function a() { b(); }  function b() { c(); }  function c() {}
//   ->  function a() { function b() { function c() {} c(); } b(); }
//
// On the chip a function costs 7 variables while it exists, and its text stays in flash. Small functions stay a matter
// of the source. The price is time: a call reads over the text of what was moved into it. HOT functions take nothing in.
import { parse } from 'acorn';

/** Called in loops, or again and again for one request: what is under them stays beside them. */
const HOT = new Set([
  ...['nextFrame', 'cutJson', 'readJson', 'answerRequest', 'checkField', 'toJson', 'type', 'data', 'pump', 'next'],
  ...['handle', 'onReply', 'write', 'change', 'answer', 'fold', 'placeOf', 'nearest', 'shown', 'takeField', 'take'],
  ...['takePair'],
]);

/** Long, and seldom needed by the function that calls them: what calls that one must not read over them each time. */
const STAY = new Set(['create', 'route', 'wayIn', 'refusal', 'answerSetup', 'answerApi', 'plainBody']);

/**
 * Called once for each making of a part, whose variables keep it as long: what it needs is there as long, too, wherever
 * it stands. Beside it, a function has one scope less to remember, three variables.
 */
const isMaker = (/** @type {string} */ name) => /^create/.test(name);

/** Each round settles at least one level of callers; a tree of calls is far less deep. */
const ROUNDS = 50;

/** @typedef {any} Node */
/** @typedef {{ node: Node, owner: Container | null, name: string, bound: Set<string>, visible: Set<string>, taken: Unit[] }} Container */
/** @typedef {{ name: string, node: Node, isFunction: boolean, refs: (Container | null)[], free: Set<string>, home: Container | null }} Unit */

const isFunction = (/** @type {Node} */ node) =>
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);

/** @param {Node} node @param {(child: Node, key: string) => void} visit */
function children(node, visit) {
  for (const [key, value] of Object.entries(node)) {
    if (key === 'type' || value === null || typeof value !== 'object') continue;
    for (const child of Array.isArray(value) ? value : [value])
      if (child && typeof child.type === 'string') visit(child, key);
  }
}

/** Is this identifier a name that is looked up (and not a key or the name of a member)? @param {Node} parent @param {string} key */
function isLookUp(parent, key) {
  if (parent.type === 'MemberExpression' && key === 'property') return parent.computed;
  if (/^(Property|MethodDefinition|PropertyDefinition)$/.test(parent.type) && key === 'key')
    return parent.computed || parent.shorthand;
  return true;
}

/** Names that the function itself declares, wherever in it (blocks count too: too many is safe). @param {Node} fn */
function boundIn(fn) {
  const names = new Set();
  const visit = (/** @type {Node} */ node) => {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier') names.add(node.id.name);
    if (node.type === 'CatchClause' && node.param) names.add(node.param.name);
    if (isFunction(node)) {
      if (node.id && node !== fn) names.add(node.id.name);
      for (const param of node.params) names.add(param.name);
    }
    children(node, visit);
  };
  visit(fn);
  return names;
}

/** Names that stand at the beginning of the function's body. @param {Node} fn */
function visibleAtStart(fn) {
  const names = new Set(fn.params.map((/** @type {Node} */ param) => param.name));
  for (const node of fn.body.type === 'BlockStatement' ? fn.body.body : []) {
    if (node.id) names.add(node.id.name);
    for (const declarator of node.declarations ?? []) names.add(declarator.id.name);
  }
  return names;
}

/** Can it be worked out again at each call without anybody noticing? @param {Node} node @returns {boolean} */
function isPlain(node) {
  if (isFunction(node)) return true;
  if (
    !/^(Literal|TemplateLiteral|TemplateElement|ArrayExpression|ObjectExpression|Property|Identifier|UnaryExpression|BinaryExpression)$/.test(
      node.type,
    )
  )
    return false;
  let plain = true;
  children(node, (child, key) => {
    if (node.type === 'Property' && key === 'key') return;
    plain &&= isPlain(child);
  });
  return plain;
}

/** @param {Node} program @returns {Map<string, Unit>} */
function unitsOf(program) {
  const units = new Map();
  const add = (/** @type {string} */ name, /** @type {Node} */ node, /** @type {boolean} */ fn) =>
    units.set(name, { name, node, isFunction: fn, refs: [], free: new Set(), home: null });
  for (const node of program.body) {
    if (node.type === 'FunctionDeclaration') add(node.id.name, node, true);
    const declarator = node.type === 'VariableDeclaration' && node.declarations.length === 1 && node.declarations[0];
    if (declarator?.init && isPlain(declarator.init)) add(declarator.id.name, node, false);
  }
  return units;
}

/** A function into which something can be moved: at top level, a method, or a value in an object. @param {Node} node @param {Node} parent @param {string} code */
function isContainer(node, parent, code) {
  if (!isFunction(node)) return false;
  if (node.body.type !== 'BlockStatement' && code[node.body.start - 1] === '(') return false;
  return (
    parent.type === 'Program' ||
    parent.type === 'MethodDefinition' ||
    (parent.type === 'Property' && parent.value === node)
  );
}

/** @param {Node} node @param {Node} parent @param {Container | null} owner @returns {Container} */
function containerOf(node, parent, owner) {
  const name = node.id?.name ?? parent.key?.name ?? '';
  return { node, owner, name, bound: boundIn(node), visible: visibleAtStart(node), taken: [] };
}

/** Notes who uses a name. @param {Node} node @param {Map<string, Unit>} units @param {Container | null} owner @param {Unit | undefined} unit */
function note(node, units, owner, unit) {
  unit?.free.add(node.name);
  const target = units.get(node.name);
  if (!target || target === unit) return;
  const isTable = unit && !unit.isFunction;
  target.refs.push(owner ?? (isTable ? /** @type {any} */ ({ unit }) : null));
}

/** @param {Node} program @param {string} code @param {Map<string, Unit>} units */
function findReferences(program, code, units) {
  /** @param {Node} node @param {Node} parent @param {string} key @param {Container | null} owner @param {Unit | undefined} unit */
  const visit = (node, parent, key, owner, unit) => {
    const now = isContainer(node, parent, code) ? containerOf(node, parent, owner) : owner;
    if (node.type === 'Identifier' && isLookUp(parent, key) && node !== parent.id) note(node, units, now, unit);
    children(node, (child, childKey) => visit(child, node, childKey, now, unit));
  };
  for (const node of program.body) {
    const name = node.id?.name ?? node.declarations?.[0]?.id?.name;
    visit(node, program, 'body', null, units.get(name));
  }
}

/** @param {Map<Node, Unit>} byNode @param {any} container @returns {Container[]} from the innermost outwards, across moved units */
function chain(byNode, container) {
  const list = [];
  let now = container;
  while (now) {
    if (now.unit) {
      now = now.unit.home;
      continue;
    }
    list.push(now);
    now = now.owner ?? byNode.get(now.node)?.home ?? byNode.get(topOf(now))?.home ?? null;
  }
  return list;
}

/** @param {any} container */
const topOf = (container) => container.top;

/** @param {Unit} unit @param {Container[]} path @param {string} entry */
function fits(unit, path, entry) {
  const name = path[0]?.name ?? '';
  if (HOT.has(name) || isMaker(name) || name === entry) return false;
  // What calls back into the function that it would stand in would be made anew at each turn of the recursion.
  if (path.some((c) => c.node.id && unit.free.has(c.node.id.name))) return false;
  const clash = (/** @type {Set<string>} */ names) =>
    names.has(unit.name) || [...unit.free].some((name) => names.has(name));
  return path.every((c, depth) => !clash(depth ? c.bound : c.visible));
}

/** The innermost function that all its users stand in, and that it fits into. @param {Unit} unit @param {Map<Node, Unit>} byNode @param {string} entry */
function homeOf(unit, byNode, entry) {
  const own = (/** @type {Container} */ c) =>
    c.node === unit.node || c.owner?.node === unit.node || topOf(c) === unit.node;
  const chains = unit.refs.map((ref) => chain(byNode, ref));
  const common = (chains[0] ?? []).filter((c) => chains.every((list) => list.includes(c)));
  const paths = common.map((c) => chain(byNode, c)).filter((path) => !path.some(own));
  return paths.find((path) => fits(unit, path, entry))?.[0] ?? null;
}

/** @param {Map<string, Unit>} units @param {Map<Node, Unit>} byNode @param {string} entry */
function settle(units, byNode, entry) {
  for (let round = 0, changed = true; changed && round < ROUNDS; round++) {
    changed = false;
    for (const unit of units.values()) {
      const home = STAY.has(unit.name) ? null : homeOf(unit, byNode, entry);
      if (home === unit.home) continue;
      unit.home = home;
      changed = true;
    }
  }
}

/** @param {string} code a bundle whose last statement is kept as it is @param {string} entry what is called for all the rest, like a maker */
export function sink(code, entry) {
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'script' });
  const units = unitsOf(program);
  findReferences(program, code, units);
  for (const unit of units.values()) {
    const own = isFunction(unit.node) ? boundIn(unit.node) : boundIn(unit.node.declarations[0].init);
    for (const name of own) if (!units.has(name)) unit.free.delete(name);
  }
  const byNode = new Map([...units.values()].map((unit) => [unit.node, unit]));
  markTops(program, units);
  settle(units, byNode, entry);
  for (const unit of units.values()) unit.home?.taken.push(unit);
  return print(program, code, units, byNode);
}

/** Each container knows the top-level statement that it stands in. @param {Node} program @param {Map<string, Unit>} units */
function markTops(program, units) {
  for (const unit of units.values())
    for (const ref of /** @type {any[]} */ (unit.refs)) {
      if (!ref || ref.unit) continue;
      for (let c = ref; c; c = c.owner)
        c.top = program.body.find((/** @type {Node} */ n) => n.start <= c.node.start && c.node.end <= n.end);
    }
}

/** @param {Node} program @param {string} code @param {Map<string, Unit>} units @param {Map<Node, Unit>} byNode */
function print(program, code, units, byNode) {
  /** @type {{ at: number, text: () => string }[]} */
  const edits = [];
  const containers = new Set([...units.values()].map((unit) => unit.home).filter((home) => home !== null));
  const textOf = (/** @type {Node} */ node) => {
    const inside = edits.filter((e) => e.at > node.start && e.at < node.end).sort((a, b) => a.at - b.at);
    let out = '';
    let from = node.start;
    for (const edit of inside) {
      out += code.slice(from, edit.at) + edit.text();
      from = edit.at;
    }
    return out + code.slice(from, node.end);
  };
  for (const { node, taken } of containers) {
    const ordered = [...taken.filter((u) => u.isFunction), ...taken.filter((u) => !u.isFunction)];
    const moved = () => `\n${ordered.map((unit) => textOf(unit.node)).join('\n')}\n`;
    if (node.body.type === 'BlockStatement') edits.push({ at: node.body.start + 1, text: moved });
    else {
      edits.push({ at: node.body.start, text: () => `{${moved()}return ` });
      edits.push({ at: node.body.end, text: () => ';}' });
    }
  }
  const kept = program.body.filter((/** @type {Node} */ node) => !byNode.get(node)?.home);
  return `${kept.map(textOf).join('\n')}\n`;
}
