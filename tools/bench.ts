// `npm run bench`: variables and times of the built firmware on the real interpreter, against the budgets.

import { parseArgs } from 'node:util';
import { BUDGETS } from './bench/budgets.ts';
import { restingUsage, startBenchDevice } from './bench/device.ts';
import { BARE_REPLY, baseline, bootMs, bringOnline, growth, peak, restIdle } from './bench/memory.ts';
import { startPeak, statusPeak, trialPeak } from './bench/peaks.ts';
import { PEAKS } from './bench/requests.ts';
import { echoMs, parseMs, requestMs } from './bench/timing.ts';
import { findInterpreter, probeInterpreter } from './sim/espruino/interpreter.ts';
import { readBundle } from './sim/firmware-install.ts';

const BUNDLE = new URL('..', import.meta.url);
const FAILURE = 1;
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
    'variables held, every door open, nobody connected',
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
  for (const line of PEAKS) {
    const text = line.length > 36 ? `${line.slice(0, 33)}...` : line;
    row(`peak of ${text}`, await peak(path, bundle, line), 'vars', BUDGETS.peak);
  }
}

/** The most in use while the device starts, tries a network, answers `status`. */
async function benchBusy(path: string, bundle: Bundle): Promise<void> {
  const empty = await baseline(path);
  const device = await startBenchDevice(path, bundle);
  await device.ready();
  row('most in use from the doors open until 5 s after', (await startPeak(device)) - empty, 'vars');
  row('most in use in a trial, TCP client and page open', (await trialPeak(device)) - empty, 'vars');
  row('most in use while `status` is asked for', (await statusPeak(device)) - empty, 'vars');
  await device.stop();
}

/** On the chip flash is mapped into memory; where it is not, reading the code takes several times as long as running it. */
async function benchTimes(path: string, bundle: Bundle, isMapped: boolean): Promise<void> {
  const echo = await echoMs(path);
  const device = await startBenchDevice(path, bundle);
  await device.ready();
  if (!(await bringOnline(device))) console.log('not online: the config request below starts a join each time');
  const parse = await parseMs(device);
  const request = await requestMs(device);
  await device.stop();
  row('JSON.parse of the config request, inside', parse * 1000, 'us');
  row('bare echo of the config request', echo * 1000, 'us');
  row('config request (unchanged, online)', request * 1000, 'us');
  if (!isMapped) console.log('flash is read from a file here: the next row says nothing about the chip (see --mapped)');
  const ratio = (request - echo) / parse;
  row('  less the echo, as a multiple of JSON.parse', ratio, 'x', isMapped ? BUDGETS.parseRatio : undefined);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string', default: '10000' },
      only: { type: 'string', default: 'memory,busy,times,peaks' },
      // The interpreter (a build of one's own) has its flash in memory, as the chip has.
      mapped: { type: 'boolean', default: false },
    },
  });
  const path = findInterpreter();
  if (!path) {
    console.error('no espruino interpreter: set ESPRUINO to its path');
    process.exitCode = FAILURE;
    return;
  }
  const { variables, variableBytes } = await probeInterpreter(path);
  console.log(`${path}: ${variables} variables of ${variableBytes} bytes (the ESP32 has some 5800 of 14)`);
  const bundle = readBundle(BUNDLE);
  const only = values.only.split(',');
  if (only.includes('memory')) await benchMemory(path, bundle, Number(values.requests));
  if (only.includes('busy')) await benchBusy(path, bundle);
  if (only.includes('times')) await benchTimes(path, bundle, values.mapped);
  if (only.includes('peaks')) await benchPeaks(path, bundle);
  process.exitCode = over > 0 ? FAILURE : 0;
}

await main();
