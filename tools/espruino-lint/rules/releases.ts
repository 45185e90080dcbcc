// What releases of Espruino do differently: code must give the same on the least one that we name and on the newest.

import type { Node } from 'acorn';
import type { Loose, Report, Rules } from '../rule.ts';
import { isFunction, propertyName, walk } from '../rule.ts';

export const rules = {
  'template-backslash': {
    why: 'Espruino up to 2v27 stumbles over a backslash inside `${...}`',
    instead: 'join the parts with + or [...].join("")',
    bad: '`${"\\n".length}`',
    seen: 'throws Got UNFINISHED STRING expected EOF',
    mendedIn: '2v27.79',
  },
  'fresh-field': {
    why: 'Espruino up to 2v29 throws when a field with the value undefined is read from an object that nothing else holds',
    instead: 'leave the field out, or hold the object in a variable that is used twice',
    bad: '({a:undefined}).a===undefined',
    seen: 'throws "a" is not defined',
    mendedIn: '2v29.18',
  },
  'callback-result': {
    why: 'Espruino up to 2v28 drops an element of map() and passes one of every() when the callback returns undefined',
    instead: 'return a value on every way through the callback, or use forEach',
    bad: '[1,2].map(()=>{}).length',
    seen: '0',
    mendedIn: '2v28.64',
  },
  'array-sort': {
    why: 'Espruino up to 2v28 never frees an array of a dozen elements that sort() found in order',
    instead: 'insert each element at its place',
    bad: 'var m=()=>process.memory().usage,f=()=>{var a=[];for(var i=0;i<14;i++)a.push({r:i});a.sort((x,y)=>x.r-y.r)},u;f();u=m();f();f();m()>u+50',
    seen: 'true',
    right: 'false',
    mendedIn: '2v28.2',
  },
  'array-find': {
    why: 'Espruino up to 2v29 crashes when find() meets an undefined element',
    instead: 'use filter(...)[0]',
    bad: '[undefined].find(()=>true)===undefined',
    seen: 'dies',
    mendedIn: '2v29.81',
  },
} as const satisfies Rules;

/** Texts and patterns inside `${...}`, with their escapes; the text of the outer template itself may have them. */
function isEscapedInTemplate(node: Loose, path: readonly Loose[]): boolean {
  const raw = node.type === 'TemplateElement' ? node['value'].raw : node['raw'];
  if (typeof raw !== 'string' || !raw.includes('\\')) return false;
  const templates = path.filter((parent) => parent.type === 'TemplateLiteral').length;
  return templates > (node.type === 'TemplateElement' ? 1 : 0);
}

/** Values that are never undefined whatever runs. */
const DEFINED = /^(Literal|TemplateLiteral|ObjectExpression|ArrayExpression|(Arrow)?FunctionExpression)$/;

function isFreshObject(node: Loose): boolean {
  if (node.type === 'CallExpression') return isFunction(node['callee']);
  return (
    node.type === 'ObjectExpression' && node['properties'].some((one: Loose) => !DEFINED.test(one['value']?.type ?? ''))
  );
}

/** A function that may end without a value: it has no `return`, or one with nothing behind it. */
function mayReturnNothing(callback: Loose | undefined): boolean {
  if (!callback || !isFunction(callback) || callback['body'].type !== 'BlockStatement') return false;
  const returns: Loose[] = [];
  walk(callback['body'], (node, path) => {
    if (node.type === 'ReturnStatement' && !path.some(isFunction)) returns.push(node);
  });
  return returns.length === 0 || returns.some((node) => !node['argument']);
}

function calledMethod(node: Loose): string | undefined {
  return node.type === 'CallExpression' && node['callee'].type === 'MemberExpression'
    ? propertyName(node['callee'])
    : undefined;
}

export function inspect(program: Node, report: Report): void {
  walk(program, (node, path) => {
    if (isEscapedInTemplate(node, path)) report('template-backslash', node);
    // What a call gives is judged by its type, in test/dialect/fresh-fields.test.ts.
    if (node.type === 'MemberExpression' && isFreshObject(node['object'])) report('fresh-field', node);
    const method = calledMethod(node);
    if (method === 'find') report('array-find', node);
    if (method === 'sort') report('array-sort', node);
    if ((method === 'map' || method === 'every') && mayReturnNothing(node['arguments'][0]))
      report('callback-result', node['arguments'][0]);
  });
}
