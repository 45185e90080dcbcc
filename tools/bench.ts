// `npm run bench`: variables and times of the built firmware on the real interpreter, against the budgets.

import { parseArgs } from 'node:util';
import { KEEP_VARS_MIN } from '../firmware/runtime/keeping.ts';
import { BUDGETS } from './bench/budgets.ts';
import { codeEchoes } from './bench/code.ts';
import { startBenchDevice } from './bench/device.ts';
import { BARE_REPLY, baseline, bootMs, bringOnline, growth, peak, restIdle, restingUsage } from './bench/memory.ts';
import { startPeak, statusPeak, trialPeak } from './bench/peaks.ts';
import { profile } from './bench/profile.ts';
import { FAULTY_PEAKS, PEAKS } from './bench/requests.ts';
import { benchStack } from './bench/stack.ts';
import { timeRequests } from './bench/timing.ts';
import { NO_INTERPRETER, namedInterpreters, probeInterpreter } from './sim/espruino/interpreter.ts';
import { differences, likenessLine } from './sim/espruino/likeness.ts';
import { readBundle } from './sim/firmware-install.ts';

const BUNDLE = new URL('..', import.meta.url);
const FAILURE = 1;
const NAMES = ['stack', 'memory', 'busy', 'times', 'code', 'peaks'];
/** Nearer to the end of the stack the interpreter gives up. */
const OVERFLOW_PERCENT = 95;
let over = 0;

/** One row; over its budget it counts as a failure. */
function row(what: string, value: number, unit: string, budget?: number): void {
  const limit = budget === undefined ? '' : `of at most ${budget}`;
  const mark = budget !== undefined && value > budget ? '  OVER' : '';
  if (mark) over += 1;
  const digits = Number.isInteger(value) ? 0 : 2;
  console.log(`${what.padEnd(52)} ${value.toFixed(digits).padStart(9)} ${unit} ${limit}${mark}`);
}

type Bundle = ReturnType<typeof readBundle>;

async function benchMemory(path: string, bundle: Bundle, requests: number): Promise<void> {
  const empty = await baseline(path);
  row('variables: interpreter and prelude', empty, 'vars');
  const device = await startBenchDevice(path, bundle);
  await device.ready();
  row('boot until the doors are open, code in flash', await bootMs(device), 'ms');
  row(
    'variables held, every door open, no client connected',
    (await restingUsage(device)) - empty,
    'vars',
    BUDGETS.heldOpen,
  );
  if (!(await bringOnline(device))) console.log('not online: the rows below are of a device that is not');
  const grown = await growth(device, requests);
  const kept = grown.after - grown.before;
  row(`variables after ${requests} requests of every kind`, kept, 'vars', BUDGETS.growth);
  row('  of these without a reply', grown.unanswered, '', 0);
  row('  requests a second', requests / grown.seconds, '/s');
  if (!(await restIdle(device))) console.log('not online and idle: the next row is of a device that is not');
  row('variables held, online, no client', (await restingUsage(device)) - empty, 'vars', BUDGETS.heldIdle);
  await device.stop();
}

async function benchPeaks(path: string, bundle: Bundle): Promise<void> {
  const least = await peak(path, { '.bootcde': BARE_REPLY }, '{}');
  row('peak of a bare reply: the least that is seen here', least, 'vars');
  const rows = [
    ...PEAKS.map((line) => [line, BUDGETS.peak] as const),
    ...FAULTY_PEAKS.map((line) => [line, BUDGETS.peakFault] as const),
  ];
  for (const [line, budget] of rows) {
    const text = line.length > 36 ? `${line.slice(0, 33)}...` : line;
    row(`peak of ${text}`, await peak(path, bundle, line), 'vars', budget);
  }
}

/** A start takes so many more for a moment. */
const START_VARS = 1_200;

/**
 * The most in use while the device starts, tries a network, answers `status`: with so few variables that modules stay for
 * the next request only as long as the limit holds.
 */
async function benchBusy(path: string, bundle: Bundle): Promise<void> {
  const few = { jsvars: BUDGETS.mostUsed + KEEP_VARS_MIN + START_VARS };
  const empty = await baseline(path, few);
  const device = await startBenchDevice(path, bundle, few);
  await device.ready();
  row('most in use from the doors open until 5 s after', (await startPeak(device)) - empty, 'vars', BUDGETS.mostUsed);
  row('most in use in a trial, TCP client and page open', (await trialPeak(device)) - empty, 'vars', BUDGETS.mostUsed);
  row('most in use while `status` is asked for', (await statusPeak(device)) - empty, 'vars', BUDGETS.mostUsed);
  await device.stop();
}

async function benchTimes(path: string, bundle: Bundle): Promise<void> {
  const device = await startBenchDevice(path, bundle);
  await device.ready();
  if (!(await bringOnline(device))) console.log('not online: the config request below starts a join each time');
  for (const { what, base, ours, echo } of await timeRequests(device, path, bundle['wifiprov.page'] ?? '')) {
    row(`processor time of ${what}`, ours * 1000, 'us');
    row(`  of ${base}`, echo * 1000, 'us');
    row(`  as a multiple`, ours / echo, 'x', BUDGETS.multiples[what]);
  }
  await device.stop();
}

async function benchCode(path: string, bundle: Bundle): Promise<void> {
  const device = await startBenchDevice(path, bundle);
  await device.ready();
  const { wifi, espressif } = await codeEchoes(device, bundle['.bootcde']);
  await device.stop();
  row('`wifiprov code`, drawn', Math.round(wifi), 'echoes', BUDGETS.codeEchoes);
  row('`wifiprov code app`, drawn', Math.round(espressif), 'echoes', BUDGETS.codeEchoes);
}

/** The chip's stack as the whole, see `CHIP_CALLS`. */
async function benchStackUse(path: string, bundle: Bundle, wanted: string): Promise<void> {
  await benchStack(path, bundle, new RegExp(wanted, 'i'), ({ door, what, percent, fault }) => {
    if (fault) over += 1;
    row(`${door}: ${what}`, percent, '%', BUDGETS.stackPercent);
    if (fault) console.log(`    ${percent > OVERFLOW_PERCENT ? 'OVERFLOW' : 'FAULT'}: ${fault}`);
  });
}

async function benchOne(
  path: string,
  bundle: Bundle,
  wanted: { only: string; rows: string; requests: string },
): Promise<void> {
  const benches: [name: string, run: () => Promise<void>][] = [
    ['stack', () => benchStackUse(path, bundle, wanted.rows)],
    ['memory', () => benchMemory(path, bundle, Number(wanted.requests))],
    ['busy', () => benchBusy(path, bundle)],
    ['times', () => benchTimes(path, bundle)],
    ['code', () => benchCode(path, bundle)],
    ['peaks', () => benchPeaks(path, bundle)],
  ];
  const only = wanted.only.split(',');
  for (const [name, run] of benches) if (only.includes(name)) await run();
}

const HELP = `npm run bench -- [options]

  --only NAMES      of ${NAMES.join(', ')}: those, with commas between them
  --rows PATTERN    of the rows of \`stack\`, those that fit this regular expression
  --requests N      so many of every kind for \`memory\` (10000)
  --profile         which functions a request calls, and how many bytes of text are read for it`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '' },
      requests: { type: 'string', default: '10000' },
      only: { type: 'string', default: NAMES.join(',') },
      profile: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const unknown = values.only.split(',').filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) return fail(`--only ${unknown.join(',')}: it must be of ${NAMES.join(', ')}`);
  const paths = namedInterpreters();
  if (paths.length === 0) return fail(NO_INTERPRETER);
  const bundle = readBundle(BUNDLE);
  for (const path of paths) {
    if (!(await isLikeChip(path))) continue;
    if (values.profile) await profile(path, bundle, console.log);
    else await benchOne(path, bundle, values);
  }
  if (over > 0) process.exitCode = FAILURE;
}

function fail(why: string): void {
  console.error(why);
  process.exitCode = FAILURE;
}

/** A figure from another one would say nothing about the chip, so none is printed. */
async function isLikeChip(path: string): Promise<boolean> {
  try {
    const facts = await probeInterpreter(path);
    console.log(likenessLine(path, facts));
    if (differences(facts).length === 0) return true;
    fail('nothing is measured on it: its figures would not be those of the chip');
  } catch (error) {
    fail((error as Error).message);
  }
  return false;
}

await main();
