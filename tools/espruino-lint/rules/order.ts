// Use before the declaration has been executed: Espruino hoists neither functions nor variables.

import type { Node } from 'acorn';
import type { Loose, Parents, Report, Rules } from '../rule.ts';
import { childrenOf, isFunction } from '../rule.ts';
import type { Declaration, Reference } from '../scope.ts';
import { functionScope, resolve } from '../scope.ts';
import { runsAtOnce } from './loops.ts';

export const rules = {
  'use-before-declaration': {
    why: 'Espruino hoists nothing: the name is not there yet',
    instead: 'declare it above its first use',
    bad: '(()=>{var r=f();function f(){return 1}return r})()',
    seen: 'throws "f" is not defined',
  },
  'call-before-declaration': {
    why: 'Espruino hoists nothing: this call needs a name that is declared further down',
    instead: 'make the call below all that it needs',
    bad: '(()=>{function a(){return b()}var r=a();function b(){return 2}return r})()',
    seen: 'throws "b" is not defined',
  },
  'var-in-branch': {
    why: 'Espruino hoists no var: it exists only if its line was executed',
    instead: 'declare it before the branch',
    bad: '(()=>{if(0){var z}return z})()',
    seen: 'throws "z" is not defined',
    right: 'undefined',
  },
} as const satisfies Rules;

/** The function a node runs in; functions that run at once count as part of where they stand. */
function runsIn(node: Loose, parents: Parents): Loose | undefined {
  for (let n = parents.get(node); n; n = parents.get(n)) {
    if (isFunction(n) && !runsAtOnce(n, parents.get(n))) return n;
  }
  return undefined;
}

/** The function whose execution makes the declaration. */
function madeIn(declaration: Declaration, parents: Parents): Loose | undefined {
  const { node } = functionScope(declaration.scope);
  return isFunction(node) && !runsAtOnce(node, parents.get(node)) ? node : runsIn(node, parents);
}

const isAlwaysThere = (d: Declaration): boolean => d.kind === 'parameter' || d.kind === 'catch';

/** What a function's own code refers to, functions that run at once included, later ones not. */
function referencesIn(fn: Loose, all: ReadonlyMap<Loose, Reference>): Reference[] {
  const found: Reference[] = [];
  const step = (node: Loose, parent: Loose): void => {
    const reference = all.get(node);
    if (reference) found.push(reference);
    if (isFunction(node) && !runsAtOnce(node, parent)) return;
    for (const child of childrenOf(node)) step(child, node);
  };
  for (const child of childrenOf(fn)) step(child, fn);
  return found;
}

/** Names that a call of `fn` at `position` needs and that are declared only behind it. */
function missingFor(
  fn: Loose,
  position: number,
  all: ReadonlyMap<Loose, Reference>,
  parents: Parents,
  level: Loose | undefined,
): boolean {
  const done = new Set<Loose>();
  const step = (f: Loose): boolean => {
    // Called anew, the function of this level has names of its own.
    if (done.has(f) || f === level) return false;
    done.add(f);
    return referencesIn(f, all).some(({ node, declaration: d }) => {
      if (!d || isAlwaysThere(d)) return false;
      if (madeIn(d, parents) === level && d.readyAt > position) return true;
      return isCallee(node, parents) && d.value !== undefined && step(d.value);
    });
  };
  return step(fn);
}

function isCallee(node: Loose, parents: Parents): boolean {
  const parent = parents.get(node);
  return parent?.type === 'CallExpression' && parent['callee'] === node;
}

const BRANCH = /^(IfStatement|SwitchCase|WhileStatement|For(In|Of)?Statement|TryStatement|CatchClause)$/;

/** The outermost branch within the function that the var's only declaration stands in. */
function branchOf(declarator: Loose, parents: Parents): Loose | undefined {
  let branch: Loose | undefined;
  let child = declarator;
  for (let n = parents.get(declarator); n && !isFunction(n); n = parents.get(n)) {
    const isHead = n['init'] === child || n['left'] === child || (n.type === 'TryStatement' && n['block'] === child);
    if (BRANCH.test(n.type) && !isHead) branch = n;
    child = n;
  }
  return branch;
}

function inspectVars(program: Loose, references: readonly Reference[], parents: Parents, report: Report): void {
  const places = new Map<Declaration, Loose | undefined>();
  const byReady = new Map(
    references.flatMap(({ declaration: d }) => (d?.kind === 'var' ? [[d.readyAt, d] as const] : [])),
  );
  const step = (node: Loose): void => {
    const d = node.type === 'VariableDeclarator' ? byReady.get(node.end) : undefined;
    if (d && node['id'].name === d.name) places.set(d, branchOf(node, parents));
    childrenOf(node).forEach(step);
  };
  step(program);
  for (const { node, declaration } of references) {
    const branch = declaration && places.get(declaration);
    if (branch && (node.start < branch.start || node.start >= branch.end)) report('var-in-branch', node);
  }
}

export function inspect(program: Node, report: Report, parents: Parents): void {
  const references = resolve(program);
  const all = new Map(references.map((r) => [r.node, r]));
  for (const { node, declaration: d } of references) {
    if (!d || isAlwaysThere(d)) continue;
    const level = runsIn(node, parents);
    const needsMore = (fn: Loose, at: number): boolean => missingFor(fn, at, all, parents, level);
    const isOwn = d.value !== undefined && node.start > d.value.start && node.end < d.value.end;
    if (level === madeIn(d, parents) && node.start < d.readyAt && !isOwn) report('use-before-declaration', node);
    // a function of an outer level cannot see this level's names
    else if (d.value && level === madeIn(d, parents) && isCallee(node, parents) && needsMore(d.value, node.start)) {
      report('call-before-declaration', node);
    }
  }
  inspectVars(program as Loose, references, parents, report);
}
