// After the move every name must mean what it meant before: a declaration that was lost, or one that another hides, ends
// the build.
import { parse } from 'acorn';
import { homeOfName, scopesOf, usesIn } from './scopes.mjs';

/** Of each name: how often it is used, for each of its declarations and as a global. @param {string} code */
function meanings(code) {
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  const { scopes, declared } = scopesOf(program);
  /** @type {Map<string, Map<unknown, number>>} */
  const names = new Map();
  for (const use of usesIn(program, declared)) {
    const counts = names.get(use.name) ?? new Map();
    const home = homeOfName(scopes, use) ?? 'global';
    names.set(use.name, counts.set(home, (counts.get(home) ?? 0) + 1));
  }
  const row = (/** @type {Map<unknown, number>} */ counts) =>
    `${counts.get('global')} of ${[...counts.values()].sort()}`;
  return new Map([...names].map(([name, counts]) => [name, row(counts)]));
}

/** @param {string} before @param {string} after */
export function checkNames(before, after) {
  const was = meanings(before);
  const is = meanings(after);
  for (const name of new Set([...was.keys(), ...is.keys()]))
    if (was.get(name) !== is.get(name))
      throw new Error(`${name} means something else once functions are moved inwards`);
}
