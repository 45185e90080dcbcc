// Fuzzes the parsers themselves inside the real interpreter: each answer must be the one that Node's engine gives.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { bytesOf, crc32 } from '../../sim/node/bytes.ts';
import { ciphers } from '../ciphers.ts';
import { inputsOf } from '../inputs.ts';
import { holds, type Parser } from '../parser.ts';
import * as doors from './doors.ts';
import * as flash from './flash.ts';
import * as json from './json.ts';
import { scriptOf } from './loop.ts';
import type { Natives } from './natives.ts';
import * as session from './session.ts';
import * as texts from './texts.ts';

type Create = (which: string, natives: Natives) => (input: string) => unknown;
const MODULES: { [file: string]: Create } = {
  json: json.create,
  texts: texts.create,
  doors: doors.create,
  flash: flash.create,
  session: session.create,
};
/** Which file of this folder has each parser. */
const FILES: { [parser: string]: string } = {
  ...{ json: 'json', tcp: 'json', request: 'json', wifi: 'texts', apply: 'texts', form: 'texts', uart: 'texts' },
  ...{ http: 'doors', dns: 'doors', improv: 'doors', protobuf: 'doors', record: 'flash', log: 'flash' },
  session: 'session',
};
export const ON_INTERPRETER = Object.keys(FILES);

/** One run of the interpreter: a hang costs no more than its cases. */
export const RUN = 5_000;
/** The parser is evaluated anew for each round, at least four times a run; then the variables are counted. */
const ROUND = 250;
const ROUNDS_MIN = 4;
const RUN_MS = 1_200_000;
const OUTPUT_MAX = 1 << 28;
/** An object of the interpreter's own, like `Error`, takes 8 when it is first used; what is lost each round is more. */
const SLACK_VARS = 24;

const SCRIPT = 'script.js';
/** What is built: bytes, which the interpreter does not take on its command line. */
const BUNDLE = 'bundle.js';
const CASES = 'cases';
/** Of the bundle itself: a file, where the device has its Storage. */
const READ = `require('fs').readFileSync('${BUNDLE}').substr($a,$b)`;
const RUN_BUNDLE = `eval(require('fs').readFileSync('${BUNDLE}'));`;

const NATIVES: Natives = {
  crc32: (bytes) => crc32(bytesOf(bytes)),
  sum: (bytes) => bytesOf(bytes).reduce((total, byte) => total + byte, 0),
  ciphers,
};

type Build = typeof import('../../build/device-bundle.mjs');

/** The parser as the device has it: nested, minified, checked, and loaded like a module. */
async function build(parser: string): Promise<string> {
  const { buildFirmware } = (await import(pathToFileURL(resolve('tools/build/device-bundle.mjs')).href)) as Build;
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-fuzz-'));
  // Where its imports are found, and git does not look.
  const entry = resolve(`build/fuzz-${parser}-${process.pid}.ts`);
  const path = resolve(`tools/fuzz/on-interpreter/${FILES[parser]}.ts`);
  const outfile = join(folder, BUNDLE);
  writeFileSync(entry, scriptOf(parser, CASES));
  try {
    const { findings } = await buildFirmware({
      entry,
      outfile,
      modules: [{ name: parser, path, give: 'create' }],
      read: READ,
    });
    holds(findings.length === 0, JSON.stringify(findings));
    return readFileSync(outfile, 'latin1');
  } finally {
    rmSync(entry);
    rmSync(folder, { recursive: true });
  }
}

const built = new Map<string, Promise<string>>();
function scriptFor(parser: string): Promise<string> {
  const script = built.get(parser) ?? build(parser);
  built.set(parser, script);
  return script;
}

function interpret(path: string, folder: string): Promise<string> {
  const limits = { cwd: folder, encoding: 'latin1', timeout: RUN_MS, maxBuffer: OUTPUT_MAX } as const;
  return new Promise((done) => {
    const child = execFile(path, [SCRIPT], limits, (_error, stdout) => done(stdout));
    child.stdin?.end();
  });
}

interface InterpreterRun {
  cases: number;
  /** The slowest case, measured three times: the least. */
  slowestMs: number;
  slowest: string;
  found: string;
}

interface Told {
  results: string[];
  usages: number[];
  slowestMs: number;
  slowestAt: number;
  isOver: boolean;
}

function read(stdout: string): Told {
  const told: Told = { results: [], usages: [], slowestMs: 0, slowestAt: 0, isOver: false };
  for (const line of stdout.split(/\r?\n/)) {
    if (line.startsWith('#')) told.usages.push(Number(line.slice(1)));
    else if (line.startsWith('=')) {
      const [seconds = 0, at = 0] = line.slice(1).split(' ').map(Number);
      Object.assign(told, { isOver: true, slowestMs: seconds * 1_000, slowestAt: at });
    } else if (/^[[{"!ntf0-9-]/.test(line)) told.results.push(line);
  }
  return told;
}

/**
 * What the two print of a number (1e+31 is 10e+30 in the interpreter), and what only Node does with a byte beyond ASCII: makes
 * a letter small, and takes 0xa0 for a blank that `trim` cuts off.
 */
const tame = (value: unknown): unknown =>
  JSON.parse(
    (JSON.stringify(value) ?? 'null')
      .replace(/(?<![\w.])\d[\d.]*e[-+]?\d+/g, (number) => Number(number).toPrecision(8))
      .replace(/\d{16,}/g, (digits) => '9'.repeat(digits.length > 16 ? 17 : 16))
      .replace(/[\xc0-\xde]/g, (letter) => letter.toLowerCase())
      .replace(/(?<=[",])[ \xa0]+|[ \xa0]+(?=[",])/g, ''),
  );

function isSame(line: string, wanted: unknown): boolean {
  if (line === JSON.stringify(wanted)) return true;
  try {
    return isDeepStrictEqual(tame(JSON.parse(line)), tame(wanted));
  } catch {
    return false; // An exception, or no JSON.
  }
}

/** '' when the interpreter's answer is Node's. */
function difference(parser: string, input: string, line: string): string {
  const part = (MODULES[FILES[parser] ?? ''] as Create)(parser, NATIVES);
  const wanted = JSON.parse(JSON.stringify(part(input)) ?? 'null') as unknown;
  if (isSame(line, wanted)) return '';
  return `${JSON.stringify(input)}\n  interpreter ${line}\n  Node        ${JSON.stringify(wanted)}`;
}

function judge(parser: string, inputs: readonly string[], stdout: string): InterpreterRun {
  const { results, usages, slowestMs, slowestAt, isOver } = read(stdout);
  const lost = (usages.at(-1) ?? 0) - (usages[1] ?? 0);
  const wrong = results
    .slice(0, inputs.length)
    .findIndex((line, i) => difference(parser, inputs[i] ?? '', line) !== '');
  let found = '';
  if (wrong >= 0) found = difference(parser, inputs[wrong] ?? '', results[wrong] ?? '');
  else if (!isOver || results.length !== inputs.length)
    found = `it ended at ${JSON.stringify(inputs[results.length])}: ${stdout.slice(-300)}`;
  else if (lost > SLACK_VARS) found = `${lost} variables lost: ${usages.slice(0, 30).join(' ')} ... ${usages.at(-1)}`;
  return { cases: wrong < 0 ? results.length : wrong + 1, slowestMs, slowest: inputs[slowestAt] ?? '', found };
}

const fiveDigits = (number: number): string => String(number).padStart(5, '0');

/** At most RUN cases in one interpreter. */
export async function runOnInterpreter(
  path: string,
  parser: Parser,
  seed: number,
  cases: number,
): Promise<InterpreterRun> {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-fuzz-'));
  try {
    const inputs = fc.sample(inputsOf(parser), { numRuns: Math.min(cases, RUN), seed }).map(({ input }) => input);
    const sized = inputs.map((input) => fiveDigits(input.length) + input).join('');
    const perRound = Math.min(ROUND, Math.ceil(inputs.length / ROUNDS_MIN));
    writeFileSync(join(folder, CASES), fiveDigits(perRound) + sized, 'latin1');
    writeFileSync(join(folder, BUNDLE), await scriptFor(parser.name), 'latin1');
    writeFileSync(join(folder, SCRIPT), RUN_BUNDLE);
    return judge(parser.name, inputs, await interpret(path, folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
