// Built-ins: globals, functions of the built-in objects and methods that Espruino does not have.

import type { Node } from 'acorn';
import type { Loose, Parents, Report, Rules } from '../rule.ts';
import { propertyName, walk } from '../rule.ts';
import { resolve } from '../scope.ts';

export const rules = {
  global: {
    why: 'Espruino on the ESP32 has no such global',
    instead: 'use plain objects and arrays; an entry file must not export',
    bad: 'typeof Map',
    seen: '"undefined"',
  },
  'static-function': {
    why: 'Espruino does not have this function',
    instead: 'write it out, or use |0, forEach, Object.assign',
    bad: 'typeof Number.isInteger',
    seen: '"undefined"',
  },
  'prototype-function': {
    why: "Espruino's built-in methods are not on the prototypes",
    instead: 'call it on a value: [].slice.call(x)',
    bad: 'Array.prototype.slice.call([1,2],1)',
    seen: "throws Can't read property 'call' of undefined",
  },
  method: {
    why: 'Espruino does not have this method',
    instead: 'use map, concat, slice, indexOf, trim or a callback',
    bad: '[[1],[2]].flat().length',
    seen: 'throws Function "flat" not found!',
  },
  'split-limit': {
    why: 'Espruino ignores the limit of split',
    instead: 'use indexOf and slice',
    bad: '"a,b,c".split(",",2).length',
    seen: '3',
  },
  'not-random': {
    why: 'the ESP32 port gives the same numbers after every start (fine on a PC)',
    instead: 'use System.hardwareRandom',
    bad: 'typeof Math.random()',
    seen: '"number"',
    right: 'random on the PC, the same at every boot of a chip',
  },
} as const satisfies Rules;

const words = (text: string): Set<string> => new Set(text.split(' '));

/** Language and port globals: those of firmware/platform/*.d.ts, and what an embedder's app may need of the chip. */
const GLOBALS = words(
  'Object Array String Number Boolean Function RegExp Error TypeError SyntaxError ReferenceError InternalError Math JSON Date ' +
    'Promise ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array ' +
    'Float64Array NaN Infinity undefined arguments parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent eval btoa ' +
    'atob setTimeout clearTimeout setInterval clearInterval changeInterval getTime print console global globalThis require process ' +
    'E ESP32 NRF Serial1 Modules D0 BTN1 digitalRead digitalWrite pinMode setWatch clearWatch peek8 peek16 peek32 poke32 load reset ' +
    'analogRead analogWrite digitalPulse I2C1 I2C2 SPI1 SPI2 Serial2 Serial3 OneWire Graphics Pin',
);
// What evaluates a piece of the bundle, see tools/build/frame.mjs.
GLOBALS.add('$r');
// Where the firmware that runs stands, see firmware/runtime/boot/running-slot.ts.
GLOBALS.add('wifiprovSlot');
GLOBALS.add('wifiprovNext');
for (let pin = 0; pin < 40; pin++) GLOBALS.add(`D${pin}`);

const STATICS: { readonly [object: string]: Set<string> } = {
  Object: words(
    'assign create defineProperties defineProperty entries fromEntries getOwnPropertyDescriptor getOwnPropertyDescriptors ' +
      'getOwnPropertyNames getPrototypeOf keys setPrototypeOf values prototype',
  ),
  Array: words('isArray prototype'),
  String: words('fromCharCode prototype'),
  Number: words('MAX_VALUE MIN_VALUE NEGATIVE_INFINITY POSITIVE_INFINITY NaN'),
  Promise: words('all resolve reject'),
  Date: words('now parse'),
  JSON: words('parse stringify'),
  Math: words(
    'E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos asin atan atan2 ceil cos exp floor log max min pow round sign sin sqrt tan',
  ),
};

const RANDOM: { readonly [object: string]: Set<string> } = { Math: words('random randInt'), E: words('hwRand srand') };

const MISSING_METHODS = words(
  'flat flatMap at findLast findLastIndex reduceRight copyWithin toSorted toReversed toSpliced codePointAt normalize localeCompare ' +
    'trimStart trimEnd matchAll search isWellFormed toLocaleLowerCase toLocaleUpperCase toLocaleString toPrecision toExponential ' +
    'finally once off propertyIsEnumerable isPrototypeOf',
);

/** Prototype functions that are there: the only one of all that were tried. */
const PROTOTYPE_FUNCTIONS: { readonly [object: string]: Set<string> } = { Object: words('hasOwnProperty') };

function inspectMember(node: Loose, free: ReadonlySet<Loose>, report: Report): void {
  const name = propertyName(node);
  const object: Loose = node['object'];
  if (name === undefined) return;
  if (free.has(object)) {
    if (RANDOM[object['name']]?.has(name)) report('not-random', node);
    else if (STATICS[object['name']] && !STATICS[object['name']]?.has(name)) report('static-function', node);
  }
  if (object.type === 'MemberExpression' && propertyName(object) === 'prototype' && free.has(object['object'])) {
    if (!PROTOTYPE_FUNCTIONS[object['object'].name]?.has(name)) report('prototype-function', node);
  }
}

/** Names that the program gives to members of its own, so that a call of them is none of the built-ins. */
function ownMembers(program: Node): Set<string | undefined> {
  const names = new Set<string | undefined>();
  walk(program, (node) => {
    if (/^(Property|MethodDefinition|PropertyDefinition)$/.test(node.type)) names.add(propertyName(node));
    if (node.type === 'AssignmentExpression' && node['left'].type === 'MemberExpression')
      names.add(propertyName(node['left']));
  });
  return names;
}

function inspectCall(node: Loose, own: ReadonlySet<string | undefined>, report: Report): void {
  const name = node['callee'].type === 'MemberExpression' ? propertyName(node['callee']) : undefined;
  if (name === undefined || own.has(name)) return;
  if (MISSING_METHODS.has(name)) report('method', node['callee']);
  if (name === 'split' && node['arguments'].length > 1) report('split-limit', node['callee']);
}

export function inspect(program: Node, report: Report, parents: Parents): void {
  const globals = resolve(program).filter((r) => r.declaration === undefined);
  const free = new Set(globals.map((r) => r.node));
  for (const { node } of globals) {
    const isAssigned = parents.get(node)?.type === 'AssignmentExpression' && parents.get(node)?.['left'] === node;
    if (!GLOBALS.has(node['name']) && !isAssigned) report('global', node);
  }
  const own = ownMembers(program);
  walk(program, (node) => {
    if (node.type === 'MemberExpression') inspectMember(node, free, report);
    if (node.type === 'CallExpression') inspectCall(node, own, report);
  });
}
