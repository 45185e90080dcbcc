// `npm run fuzz -- --minutes N [--parser NAME] [--seed S] [--cases N] [--device | --inside]`: mutates the corpus until the time is up.

import { parseArgs } from 'node:util';
import { findInterpreter, NO_INTERPRETER } from '../sim/espruino/interpreter.ts';
import { readBundle } from '../sim/firmware-install.ts';
import { DRIVEN, type Driven, drive, startDriven } from './device/drive.ts';
import { RUN, runOnInterpreter } from './on-interpreter/run.ts';
import type { Parser } from './parser.ts';
import { PARSERS } from './registry.ts';
import { type Found, HANG_MS, runParser } from './run.ts';

const MINUTE_MS = 60_000;
const DEFAULT_MINUTES = 5;
/** On the device: cases between two looks at its variables. */
const PART = 10_000;

/** A number of the status or the history gets a digit more; the scope of a part has hundreds. */
const SLACK_VARS = 6;

/** Constants of the build that the sources ask for. */
Object.assign(globalThis, { BUILD_VERSION: 'fuzz', BUILD_ACCESS: 'window', BUILD_TCP_PORT: 6666 });

function report(found: Found): void {
  console.log(`FOUND ${found.parser}, seed ${found.seed}\n  input ${JSON.stringify(found.input)}`);
  console.log(`  cuts ${JSON.stringify(found.cuts)}\n  ${found.message.split('\n').slice(0, 6).join('\n  ')}`);
  process.exitCode = 1;
}

/** Each parser gets the same share of the time. */
function onNode(parsers: readonly Parser[], seed: number, cases: number, minutes: number): void {
  for (const parser of parsers) {
    const start = performance.now();
    const ran = runParser(parser, seed, cases, Date.now() + (minutes * MINUTE_MS) / parsers.length);
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    const slowest = ran.slowestMs.toFixed(1);
    console.log(`${parser.name.padEnd(10)} ${ran.cases} cases, seed ${seed}, ${seconds} s, slowest ${slowest} ms`);
    if (ran.found) report(ran.found);
  }
}

function tell(ran: Driven, seed: number): void {
  const vars = `${ran.after - ran.before} variables lost (${ran.before}, ${ran.after})`;
  const times = `${ran.seconds.toFixed(0)} s, slowest batch ${ran.slowestMs.toFixed(0)} ms`;
  console.log(`${ran.parser.padEnd(10)} ${ran.cases} cases on the interpreter, seed ${seed}, ${times}, ${vars}`);
  if (ran.after > ran.before + SLACK_VARS) process.exitCode = 1;
}

function interpreter(): string {
  const path = findInterpreter();
  if (!path) throw new Error(NO_INTERPRETER);
  return path;
}

/** A part on a device of its own: what one part leaves behind must not hide what the next one does. */
async function part(parser: Parser, seed: number, cases: number): Promise<number> {
  const path = interpreter();
  const driven = await startDriven(path, readBundle(new URL('..', import.meta.url)));
  try {
    const ran = await drive(driven, parser, seed, cases);
    tell(ran, seed);
    return ran.cases;
  } catch (error) {
    console.log(`FOUND ${parser.name} on the interpreter, seed ${seed}\n  ${String(error)}`);
    process.exitCode = 1;
    return 0;
  } finally {
    await driven.device.stop();
  }
}

async function onDevice(parsers: readonly Parser[], seed: number, cases: number, minutes: number): Promise<void> {
  for (const parser of parsers) {
    const until = Date.now() + (minutes * MINUTE_MS) / parsers.length;
    let done = 0;
    for (let n = 0; done < cases && Date.now() < until; n++)
      done += await part(parser, seed * 1_000 + n, Math.min(PART, cases - done));
  }
}

const tooSlow = (ms: number): string => (ms > HANG_MS ? `${ms.toFixed(0)} ms for one case` : '');

/** The parsers themselves, in the interpreter. */
async function inInterpreter(parsers: readonly Parser[], seed: number, cases: number, minutes: number): Promise<void> {
  const path = interpreter();
  for (const parser of parsers) {
    const start = Date.now();
    let [done, slowestMs, slowestIn, found] = [0, 0, '', ''];
    for (let n = 0; done < cases && !found && Date.now() < start + (minutes * MINUTE_MS) / parsers.length; n++) {
      const ran = await runOnInterpreter(path, parser, seed * 1_000 + n, Math.min(RUN, cases - done));
      if (ran.slowestMs > slowestMs) [slowestMs, slowestIn] = [ran.slowestMs, ran.slowest];
      [done, found] = [done + ran.cases, ran.found || tooSlow(slowestMs)];
      if (found) console.log(`FOUND ${parser.name} in the interpreter, seed ${seed * 1_000 + n}\n  ${found}`);
    }
    const seconds = ((Date.now() - start) / 1_000).toFixed(0);
    const slowest = `slowest ${slowestMs.toFixed(0)} ms`;
    console.log(`${parser.name.padEnd(10)} ${done} cases in the interpreter, seed ${seed}, ${seconds} s, ${slowest}`);
    console.log(`  the slowest: ${JSON.stringify(slowestIn)}`);
    if (found) process.exitCode = 1;
  }
}

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: String(DEFAULT_MINUTES) },
    parser: { type: 'string' },
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: 'Infinity' },
    device: { type: 'boolean', default: false },
    inside: { type: 'boolean', default: false },
  },
});
const parsers = PARSERS.filter((one) => values.parser === undefined || one.name === values.parser);
if (parsers.length === 0) {
  console.error(`--parser must be one of ${PARSERS.map((one) => one.name).join(', ')}`);
  process.exitCode = 2;
} else if (values.device) {
  const driven = parsers.filter((one) => DRIVEN.includes(one.name));
  await onDevice(driven, Number(values.seed), Number(values.cases), Number(values.minutes));
} else if (values.inside)
  await inInterpreter(parsers, Number(values.seed), Number(values.cases), Number(values.minutes));
else onNode(parsers, Number(values.seed), Number(values.cases), Number(values.minutes));
