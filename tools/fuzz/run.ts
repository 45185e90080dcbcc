// Runs one parser over mutated inputs in batches, until its cases or its time are used up, or something is found.

import vm from 'node:vm';
import fc from 'fast-check';
import { type Case, inputsOf } from './inputs.ts';
import type { Parser } from './parser.ts';

/** No parser may take so long for one input, on a machine a hundred times as fast as the chip. */
export const HANG_MS = 1_000;
/** An endless loop is ended with its batch. */
const BATCH = 2_000;
const BATCH_MS = 600_000;

export interface Found {
  parser: string;
  seed: number;
  input: string;
  cuts: number[];
  message: string;
}

interface Ran {
  cases: number;
  found: Found | null;
  slowestMs: number;
}

/** The machine may be busy: only what is slow again counts as a fault of the parser. */
function timed(parser: Parser, one: Case): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    parser.check(one.input, one.cuts);
    least = Math.min(least, performance.now() - start);
    if (least < HANG_MS) break;
  }
  if (least >= HANG_MS) throw new Error(`took ${Math.round(least)} ms`);
  return least;
}

/** Nothing asynchronous in here, so an endless loop can only be ended from outside: by the timeout of `vm`. */
function guarded<T>(run: () => T, limitMs: number): T {
  const context = vm.createContext({ run });
  return vm.runInContext('run()', context, { timeout: limitMs }) as T;
}

export function runBatch(parser: Parser, seed: number, cases: number): Ran {
  let last: Case = { input: '', cuts: [] };
  let slowestMs = 0;
  const property = fc.property(inputsOf(parser), (one) => {
    last = one;
    slowestMs = Math.max(slowestMs, timed(parser, one));
  });
  try {
    const result = guarded(() => fc.check(property, { seed, numRuns: cases }), BATCH_MS);
    if (!result.failed) return { cases: result.numRuns, found: null, slowestMs };
    const [smallest] = result.counterexample ?? [last];
    const message = String(result.errorInstance instanceof Error ? result.errorInstance.stack : result.errorInstance);
    return { cases: result.numRuns, found: { parser: parser.name, seed, ...smallest, message }, slowestMs };
  } catch (error) {
    return { cases: 0, found: { parser: parser.name, seed, ...last, message: String(error) }, slowestMs };
  }
}

/** `seed` and the number of a batch make the batch's own seed: a run can be repeated from any place. */
export function runParser(parser: Parser, seed: number, cases: number, untilMs: number): Ran {
  const total: Ran = { cases: 0, found: null, slowestMs: 0 };
  for (let batch = 0; total.cases < cases && Date.now() < untilMs && !total.found; batch++) {
    const ran = runBatch(parser, (seed * 1_000_003 + batch) | 0, Math.min(BATCH, cases - total.cases));
    total.cases += ran.cases;
    total.found = ran.found;
    total.slowestMs = Math.max(total.slowestMs, ran.slowestMs);
  }
  return total;
}
