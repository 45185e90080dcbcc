// Closures over the variable of a loop's head: Espruino has one variable for all rounds.

import type { Node } from 'acorn';
import type { Loose, Parents, Report, Rules } from '../rule.ts';
import { isFunction } from '../rule.ts';
import type { Reference } from '../scope.ts';
import { resolve } from '../scope.ts';

export const rules = {
  'loop-closure': {
    why: 'in Espruino all closures over the variable of a loop head see its last value',
    instead: 'use forEach, or copy it to a const inside the body',
    bad: '(()=>{var a=[];for(const i of [1,2,3])a.push(()=>i);return a.map(f=>f())})()',
    seen: '[3,3,3]',
  },
} as const satisfies Rules;

/** Array methods that are done with their function when they return, so that it still sees its own round. */
const CALLS_AT_ONCE = ['forEach', 'map', 'filter', 'some', 'every', 'find', 'findIndex', 'reduce', 'sort', 'replace'];

/** A function that runs before the expression it stands in is done. */
export function runsAtOnce(fn: Loose, parent: Loose | undefined): boolean {
  if (parent?.type !== 'CallExpression') return false;
  if (parent['callee'] === fn) return true;
  return parent['callee'].type === 'MemberExpression' && CALLS_AT_ONCE.includes(parent['callee'].property.name);
}

/** Is a function that may outlive the round on the way from the loop to the reference? */
function escapes(ref: Reference, parents: Parents): boolean {
  const loop = ref.declaration?.scope.node;
  for (let node = parents.get(ref.node); node && node !== loop; node = parents.get(node)) {
    if (isFunction(node) && !runsAtOnce(node, parents.get(node))) return true;
  }
  return false;
}

export function inspect(program: Node, report: Report, parents: Parents): void {
  for (const ref of resolve(program)) {
    const home = ref.declaration?.scope.node;
    if (home && /^For(In|Of)?Statement$/.test(home.type) && escapes(ref, parents)) report('loop-closure', ref.node);
  }
}
