// Who declares which name where: the scopes of a program and what each identifier means.

import type { Node } from 'acorn';
import type { Loose } from './rule.ts';
import { childrenOf, isFunction } from './rule.ts';

interface Scope {
  /** The block, loop, catch, class or function that makes the scope. */
  node: Loose;
  parent: Scope | undefined;
  names: Map<string, Declaration>;
}
export interface Declaration {
  name: string;
  kind: 'var' | 'let' | 'const' | 'function' | 'class' | 'parameter' | 'catch';
  scope: Scope;
  /** Where the interpreter has come past it; nothing is hoisted there. */
  readyAt: number;
  /** The function it names, if it names one for good. */
  value: Loose | undefined;
}
export interface Reference {
  node: Loose;
  scope: Scope;
  /** Undefined: a global. */
  declaration: Declaration | undefined;
}

/** The nearest scope whose node is a function, or the program. */
export function functionScope(scope: Scope): Scope {
  let s = scope;
  while (s.parent && !isFunction(s.node)) s = s.parent;
  return s;
}

const MAKES_SCOPE = /^(BlockStatement|For(In|Of)?Statement|SwitchStatement|CatchClause|Program|StaticBlock)$/;

function declare(scope: Scope, id: Loose | null, kind: Declaration['kind'], readyAt: number, value?: Loose): void {
  if (id?.type !== 'Identifier') return;
  const home = kind === 'var' ? functionScope(scope) : scope;
  const known = home.names.get(id['name']);
  // a second `var x` or an `x` that is also a parameter: the first one counts, and it no longer means one function
  if (known) known.value = undefined;
  else home.names.set(id['name'], { name: id['name'], kind, scope: home, readyAt, value });
}

function declareHere(node: Loose, scope: Scope): void {
  if (node.type === 'VariableDeclaration') {
    for (const d of node['declarations']) {
      const value = d.init && isFunction(d.init) ? d.init : undefined;
      declare(scope, d.id, node['kind'], d.end, value);
    }
  }
  if (node.type === 'FunctionDeclaration') declare(scope, node['id'], 'function', node.end, node);
  if (node.type === 'ClassDeclaration') declare(scope, node['id'], 'class', node.end);
}

function declareInside(node: Loose, scope: Scope): void {
  if (isFunction(node)) {
    if (node.type === 'FunctionExpression') declare(scope, node['id'], 'function', node.start, node);
    for (const p of node['params']) declare(scope, p, 'parameter', node.start);
  }
  if (node.type === 'CatchClause') declare(scope, node['param'], 'catch', node.start);
  if (node.type === 'ClassExpression') declare(scope, node['id'], 'class', node.start);
}

function isReference(node: Loose, parent: Loose): boolean {
  if (node.type !== 'Identifier') return false;
  if (parent.type === 'MemberExpression') return parent['object'] === node || parent['computed'];
  if (/^(Property|MethodDefinition|PropertyDefinition)$/.test(parent.type))
    return parent['value'] === node || parent['computed'];
  if (parent.type === 'VariableDeclarator') return parent['init'] === node;
  if (/^Class/.test(parent.type)) return parent['superClass'] === node;
  if (isFunction(parent)) return parent['body'] === node;
  return !/^(LabeledStatement|BreakStatement|ContinueStatement|CatchClause|MetaProperty)$/.test(parent.type);
}

/** Every reference of the program with its meaning. */
export function resolve(program: Node): Reference[] {
  const references: Reference[] = [];
  const scopes = new Map<Loose, Scope>();
  const enter = (node: Loose, parent: Scope | undefined): Scope => {
    // a function's body block is the function's own scope
    const isBody = parent !== undefined && isFunction(parent.node) && parent.node['body'] === node;
    if (isBody || !(MAKES_SCOPE.test(node.type) || isFunction(node) || node.type === 'ClassExpression'))
      return parent as Scope;
    return { node, parent, names: new Map() };
  };
  const declareAll = (node: Loose, outer: Scope | undefined): void => {
    if (outer) declareHere(node, outer);
    const scope = enter(node, outer);
    scopes.set(node, scope);
    declareInside(node, scope);
    for (const child of childrenOf(node)) declareAll(child, scope);
  };
  const referAll = (node: Loose, parent: Loose | undefined): void => {
    const scope = scopes.get(node) as Scope;
    if (parent && isReference(node, parent)) references.push({ node, scope, declaration: lookUp(scope, node['name']) });
    for (const child of childrenOf(node)) referAll(child, node);
  };
  declareAll(program as Loose, undefined);
  referAll(program as Loose, undefined);
  return references;
}

function lookUp(scope: Scope, name: string): Declaration | undefined {
  for (let s: Scope | undefined = scope; s; s = s.parent) {
    const found = s.names.get(name);
    if (found) return found;
  }
  return undefined;
}
