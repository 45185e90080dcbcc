// Habits that are right in JavaScript and wrong in Espruino without a word.

import type { Node } from 'acorn';
import type { Loose, Report, Rules } from '../rule.ts';
import { isFunction, propertyName, walk } from '../rule.ts';

export const rules = {
  'instanceof-error': {
    why: "Espruino's own SyntaxError and TypeError are no instances of Error",
    instead: 'test e && e.message !== undefined',
    bad: '(()=>{try{JSON.parse("{")}catch(e){return e instanceof Error}})()',
    seen: 'false',
    right: 'true',
  },
  'array-length': {
    why: 'Espruino throws when the length of an array is assigned',
    instead: 'use splice, or a new array',
    bad: 'var a=[1,2,3];a.length=1;a',
    seen: 'throws Assignment to a constant',
  },
  'arrow-arguments': {
    why: 'in Espruino an arrow function has arguments of its own, empty ones',
    instead: 'name the arguments',
    bad: '(function(){return (()=>arguments.length)()})(1,2)',
    seen: '0',
  },
  'finally-jump': {
    why: 'in Espruino return, break and continue in finally do not stop an exception',
    instead: 'leave after the try statement',
    bad: '(()=>{try{throw 1}finally{return 2}})()',
    seen: 'throws 1',
  },
  'throwing-argument': {
    why: 'where an argument throws Espruino keeps the scopes of the function that was to be called, for good',
    instead: 'assign the value in the try block and call the function behind it',
    bad: 'var mk=()=>()=>{var f=v=>v,g=t=>{try{f(JSON.parse(t))}catch(e){}};g("{")},u=()=>process.memory().usage,a,b;mk()();a=u();mk()();mk()();b=u();b>a',
    seen: 'true',
    right: 'false',
  },
  'aes-mode': {
    why: "Espruino's AES ignores the iv in CTR mode, is wrong in CFB, and has no OFB; CCM is not in the ESP32 build",
    instead: 'build the mode from ECB',
    bad: 'var c=require("crypto").AES,f=v=>btoa(c.encrypt("0123456789abcdef","kkkkkkkkkkkkkkkk",{iv:v,mode:"CTR"}));f("1111111111111111")===f("2222222222222222")',
    seen: 'true',
    right: 'false',
  },
  'wide-escape': {
    why: 'strings hold bytes: of an \\uNNNN above \\u00ff Espruino keeps the lower byte only',
    instead: 'write the character itself (it becomes UTF-8) or its bytes as \\xNN',
    bad: '"\\u20ac".charCodeAt(0)',
    seen: '172',
  },
  'non-ascii': {
    why: 'the bundle is read byte by byte',
    instead: 'write \\xNN',
    bad: '"\u00e9".length',
    seen: '2',
  },
} as const satisfies Rules;

/** Is the nearest function around it an arrow, inside a function that has arguments to lose? */
function inArrow(path: readonly Loose[]): boolean {
  return path.filter((n) => isFunction(n)).at(-1)?.type === 'ArrowFunctionExpression';
}

/** Would this jump leave a finally block? Its own loops and functions inside may jump. */
function leavesFinally(node: Loose, path: readonly Loose[]): boolean {
  const stop = node.type === 'ReturnStatement' ? /Function/ : /Function|^(For|While|Do)|^SwitchStatement/;
  for (let i = path.length - 1; i > 0; i -= 1) {
    const [inner, outer] = [path[i] as Loose, path[i - 1] as Loose];
    if (stop.test(inner.type)) return false;
    if (outer.type === 'TryStatement' && outer['finalizer'] === inner) return true;
  }
  return false;
}

/** Natives that throw at what a peer may send. */
const THROWERS = /^JSON\.parse$|^(decodeURIComponent|eval)$/;

function calleeName(node: Loose): string {
  const callee: Loose = node['callee'];
  if (callee.type !== 'MemberExpression') return callee['name'] ?? '';
  return `${callee['object'].name ?? ''}.${propertyName(callee) ?? ''}`;
}

/** Calls of natives clean up behind an exception. Methods are told by what is known here: of a namespace, or of a literal. */
const NATIVES =
  /^(JSON|Math|Object|String|Number|Array|E|console)\.|^(String|Number|Boolean|parseInt|parseFloat|isNaN)$/;

/** `f(JSON.parse(text))` where a `try` around it says that the text may be wrong. */
function isThrowingArgument(node: Loose, path: readonly Loose[]): boolean {
  if (node.type !== 'CallExpression' || !THROWERS.test(calleeName(node))) return false;
  const inside = path.slice(path.findLastIndex((one) => isFunction(one)) + 1);
  const isTried = inside.some((one, i) => one.type === 'TryStatement' && one['block'] === inside[i + 1]);
  const chain = [...inside, node];
  const isArgument = (call: Loose, child: Loose | undefined): boolean =>
    /^(Call|New)Expression$/.test(call.type) && call['arguments'].includes(child) && !NATIVES.test(calleeName(call));
  return isTried && chain.some((one, i) => isArgument(one, chain[i + 1]));
}

function isCipherOption(node: Loose): boolean {
  return (
    node.type === 'Property' && propertyName(node) === 'mode' && /^(CTR|CFB|OFB|CCM)$/.test(node['value'].value ?? '')
  );
}

const WIDE = /(^|[^\\])(\\\\)*\\u(?!00|\{0*[0-9a-fA-F]{1,2}\})/;

function textOf(node: Loose): string {
  if (node.type === 'TemplateElement') return node['value'].raw;
  return node.type === 'Literal' && typeof node['raw'] === 'string' ? node['raw'] : '';
}

function faultOf(node: Loose, path: readonly Loose[]): keyof typeof rules | undefined {
  if (node.type === 'BinaryExpression' && node['operator'] === 'instanceof' && /Error$/.test(node['right'].name))
    return 'instanceof-error';
  if (
    node.type === 'AssignmentExpression' &&
    node['left'].type === 'MemberExpression' &&
    propertyName(node['left']) === 'length'
  )
    return 'array-length';
  if (node.type === 'Identifier' && node['name'] === 'arguments' && inArrow(path)) return 'arrow-arguments';
  if (/^(Return|Break|Continue)Statement$/.test(node.type) && leavesFinally(node, path)) return 'finally-jump';
  if (isThrowingArgument(node, path)) return 'throwing-argument';
  if (isCipherOption(node)) return 'aes-mode';
  if (WIDE.test(textOf(node))) return 'wide-escape';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  return /[^\x00-\x7f]/.test(textOf(node) || (node['name'] ?? '')) ? 'non-ascii' : undefined;
}

export function inspect(program: Node, report: Report): void {
  walk(program, (node, path) => {
    const fault = faultOf(node, path);
    if (fault) report(fault, node);
  });
}
