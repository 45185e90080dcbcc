// The one finder of interpreters for the tests, and the one wording of the skip: rows run on each that $ESPRUINO names.

import { basename } from 'node:path';
import { describe } from 'vitest';
import { namedInterpreters } from '../tools/sim/espruino/interpreter.ts';
import { SKIPPED } from './skipped.ts';

/** `fresh.ts` has looked at each of them before the first test. */
const interpreters = namedInterpreters();

/** Short, and not the same for two. */
function nameOf(path: string): string {
  const isShared = interpreters.filter((other) => basename(other) === basename(path)).length > 1;
  return isShared ? path : basename(path);
}

/** Rows for the real interpreter: once on each, or shown as skipped. */
export function onInterpreters(rows: (path: string) => void): void {
  if (interpreters.length === 0) describe.skip(SKIPPED, () => rows(''));
  for (const path of interpreters) describe(`on ${nameOf(path)}`, () => rows(path));
}
