// Syntax that Espruino cannot parse, or reads as something else.

import type { Node } from 'acorn';
import type { Loose, Report, Rules } from '../rule.ts';
import { walk } from '../rule.ts';

export const rules = {
  label: {
    why: 'Espruino has no labels',
    instead: 'leave the loops by returning from a function',
    bad: 'a:for(;;){for(;;){break a}}',
    seen: 'throws "a" is not defined',
  },
  'computed-key': {
    why: 'Espruino has no computed keys in objects and classes',
    instead: 'assign it afterwards: o[key] = value',
    bad: 'var k="x";({[k]:1}).x',
    seen: "throws Got '[' expected ID",
  },
  'tagged-template': {
    why: 'Espruino has no tagged templates',
    instead: 'call the function with arguments',
    bad: '((s,v)=>typeof s+v)`a${1}`',
    seen: 'throws Tagged Templates are not supported',
  },
  'template-dollar': {
    why: 'Espruino fills in `\\${` in a template although it is escaped',
    instead: "join with a string that ends in '$'",
    bad: 'var a=1;`\\${a}`',
    seen: '"1"',
  },
  private: {
    why: 'Espruino has no #private members',
    instead: 'keep it in a variable of the module',
    bad: 'class A{#p=1;g(){return this.#p}};new A().g()',
    seen: "throws Got '#' expected '}'",
  },
  'new-target': {
    why: 'Espruino has no new.target and no import.meta',
    instead: 'pass what you need as an argument',
    bad: '(function(){return new.target})()===undefined',
    seen: "throws Got '.' expected EOF",
  },
  bigint: {
    why: 'Espruino has no BigInt',
    instead: 'use numbers, or bytes in a string',
    bad: 'typeof 1n',
    seen: 'throws "n" is not defined',
  },
  generator: {
    why: 'Espruino has no generators',
    instead: 'use a callback or a state record',
    bad: 'function*g(){yield 1}g().next().value',
    seen: "throws Got '*' expected ID",
  },
  async: {
    why: 'Espruino has no async functions',
    instead: 'use a callback',
    bad: 'async function g(){return 1}typeof g()',
    seen: 'throws "async" is not defined',
  },
  destructuring: {
    why: 'Espruino has no destructuring',
    instead: 'read the fields one by one',
    bad: 'var{a}={a:1};a',
    seen: 'throws "a" is not defined',
  },
  'default-argument': {
    why: 'Espruino has no default arguments',
    instead: 'use ?? in the body',
    bad: '((a=1)=>a)()',
    seen: "throws Got => expected ','",
  },
  'rest-argument': {
    why: 'Espruino has no rest arguments',
    instead: 'pass an array',
    bad: '((...a)=>a.length)(1,2)',
    seen: "throws Got '.' expected EOF",
  },
  spread: {
    why: 'Espruino has no spread',
    instead: 'use concat, Object.assign or apply',
    bad: 'Math.max(...[1,2])',
    seen: "throws Got '.' expected EOF",
  },
  'optional-chain': {
    why: 'Espruino has no ?. (esbuild lowers it in TypeScript sources)',
    instead: 'test for null first',
    bad: 'var o={a:1};o?.a',
    seen: "throws Got '.' expected EOF",
  },
  'logical-assignment': {
    why: 'Espruino has no ??=, ||= and &&= (esbuild lowers them in TypeScript sources)',
    instead: 'write a = a ?? b',
    bad: 'var a;a??=1;a',
    seen: "throws Got '=' expected EOF",
  },
  exponent: {
    why: 'Espruino has no ** (esbuild lowers it in TypeScript sources)',
    instead: 'use Math.pow',
    bad: '2**3',
    seen: "throws Got '*' expected EOF",
  },
  'case-after-default': {
    why: 'Espruino takes no case after default',
    instead: 'put default last',
    bad: '(()=>{switch(1){default:return "d";case 1:return "one"}})()',
    seen: 'throws CASE after DEFAULT unsupported',
  },
  'static-block': {
    why: 'Espruino has no static blocks',
    instead: 'do it after the class',
    bad: 'class A{static{A.x=1}}A.x',
    seen: "throws Got '{' expected ID",
  },
  import: {
    why: 'Espruino has no import()',
    instead: 'import it at the top of the file',
    bad: 'import("x").then===undefined',
    seen: 'throws "import" is not defined',
    right: 'false',
  },
  with: {
    why: 'Espruino has no with',
    instead: 'name the object',
    bad: 'with({a:1})a',
    seen: 'throws "with" is not defined',
  },
} as const satisfies Rules;

type Id = keyof typeof rules;

/** Kinds of nodes that are refused whatever they hold. */
const KINDS: { readonly [type: string]: Id } = {
  LabeledStatement: 'label',
  TaggedTemplateExpression: 'tagged-template',
  PrivateIdentifier: 'private',
  MetaProperty: 'new-target',
  YieldExpression: 'generator',
  AwaitExpression: 'async',
  ObjectPattern: 'destructuring',
  ArrayPattern: 'destructuring',
  AssignmentPattern: 'default-argument',
  RestElement: 'rest-argument',
  SpreadElement: 'spread',
  ChainExpression: 'optional-chain',
  StaticBlock: 'static-block',
  ImportExpression: 'import',
  WithStatement: 'with',
};

const DEFINITIONS = ['Property', 'MethodDefinition', 'PropertyDefinition'];

function syntaxOf(node: Loose): Id | undefined {
  if (DEFINITIONS.includes(node.type) && node['computed']) return 'computed-key';
  if (node.type === 'Literal' && node['bigint']) return 'bigint';
  if (node.type === 'AssignmentExpression' && /^(\?\?|\|\||&&)=$/.test(node['operator'])) return 'logical-assignment';
  if (/^\*\*=?$/.test(node['operator'] ?? '')) return 'exponent';
  if (node.type === 'TemplateElement' && node['value'].raw.includes('\\${')) return 'template-dollar';
  if (node['async'] === true || (node.type === 'ForOfStatement' && node['await'])) return 'async';
  if (node['generator'] === true) return 'generator';
  return KINDS[node.type];
}

function lateCase(node: Loose): Loose | undefined {
  const tests: (Loose | null)[] = node['cases'].map((c: Loose) => c['test']);
  const at = tests.indexOf(null);
  return at >= 0 && at < tests.length - 1 ? node['cases'][at + 1] : undefined;
}

export function inspect(program: Node, report: Report): void {
  walk(program, (node) => {
    const rule = syntaxOf(node);
    if (rule) report(rule, node);
    const late = node.type === 'SwitchStatement' ? lateCase(node) : undefined;
    if (late) report('case-after-default', late);
  });
}
