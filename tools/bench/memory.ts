// Measures variables: held at rest, needed on top by one request, and left behind by ten thousand.

import type { BootFiles } from '../sim/engine.ts';
import type { EspruinoOptions } from '../sim/espruino/device.ts';
import { type LineClient, openLineClient } from './client.ts';
import { type BenchDevice, pause, startBenchDevice, waitFor } from './device.ts';
import { fill, unloadModules } from './pad.ts';
import { CONFIG_REQUEST, MIX } from './requests.ts';

const ONLINE_MS = 30000;
const SETTLE_MS = 3000;
const CLOSE_WINDOW = '{"cmd":"close"}';

/** The same device without firmware: what interpreter, prelude and the question itself hold. */
export async function baseline(interpreter: string, more: Partial<EspruinoOptions> = {}): Promise<number> {
  const device = await startBenchDevice(interpreter, {}, more);
  try {
    return await device.usage();
  } finally {
    await device.stop();
  }
}

/** From power-on to `# ready`, with the interpreter already known. */
export async function bootMs(device: BenchDevice): Promise<number> {
  const start = performance.now();
  await device.engine.powerCycle();
  await device.ready();
  return performance.now() - start;
}

/** The firmware lets go of its start after 30 s. */
const START_OVER_MS = 32_000;

/** Variables in use when nothing has happened for a while, without what may go. */
export async function restingUsage(device: BenchDevice): Promise<number> {
  await pause(START_OVER_MS);
  await unloadModules(device);
  return device.usage();
}

/** Provisions the device over its own door; false when it does not come online. */
export async function bringOnline(device: BenchDevice): Promise<boolean> {
  const client = await openLineClient(device.doors.tcp.port);
  await client.request(CONFIG_REQUEST);
  const online = await waitFor(async () => client.events.some((line) => line.includes('"event":"saved"')), ONLINE_MS);
  client.close();
  // The access point follows the station to its channel, and connections over it are lost.
  await pause(SETTLE_MS);
  return online;
}

/** After a restart with a known network: online, no AP, no client, the window closed. */
export async function restIdle(device: BenchDevice): Promise<boolean> {
  await device.engine.powerCycle();
  await device.ready();
  const client = await openLineClient(device.doors.tcp.port);
  await client.request(CLOSE_WINDOW);
  client.close();
  return waitFor(async () => {
    const { link, ap } = await device.engine.state();
    return link !== null && link.ip !== '0.0.0.0' && ap === null;
  }, ONLINE_MS);
}

interface Growth {
  requests: number;
  before: number;
  after: number;
  seconds: number;
  unanswered: number;
}

/** Requests that are on their way at once: the device answers in order, and 2048 bytes are what it keeps. */
const DEPTH = 4;

/** Until every bounded record (history, last scan, last failure) is full. */
const WARM_UP = MIX.length * 25;

export async function growth(device: BenchDevice, requests: number): Promise<Growth> {
  const client = await openLineClient(device.doors.tcp.port);
  await sendMix(client, WARM_UP);
  const before = await device.usage();
  const start = performance.now();
  const unanswered = await sendMix(client, requests);
  const seconds = (performance.now() - start) / 1000;
  const after = await device.usage();
  client.close();
  return { requests, before, after, seconds, unanswered };
}

async function sendMix(client: LineClient, count: number): Promise<number> {
  let next = 0;
  let unanswered = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const line = MIX[next++ % MIX.length] ?? '';
      if ((await client.request(line)) === null) unanswered += 1;
    }
  };
  await Promise.all(Array.from({ length: DEPTH }, worker));
  return unanswered;
}

const MAX_PEAK = 4096;
const PEAK_STEP = 16;
const PEAK_REPLY_MS = 4000;

/** A firmware that does nothing, for the least that `peak` can see: its own questions need memory too. */
export const BARE_REPLY = `require("net").createServer(function(c){c.on("data",function(d){c.write("{}\\n");});}).listen(6666);
Serial1.write("# ready\\r\\n");`;

/**
 * The least number of free variables with which the request is still answered, by bisection: exact, where samples of
 * the usage would miss the top. A device that has run out of memory is started anew.
 */
export async function peak(interpreter: string, files: Partial<BootFiles>, line: string): Promise<number> {
  let low = 0;
  let high = MAX_PEAK;
  let device: BenchDevice | null = null;
  while (high - low > PEAK_STEP) {
    device ??= await freshDevice(interpreter, files, line);
    const middle = (low + high) >> 1;
    if (await survives(device, line, middle)) high = middle;
    else {
      low = middle;
      await device.stop();
      device = null;
    }
  }
  await device?.stop();
  return high;
}

/** Online and at rest; the one that does nothing is that at once. */
async function freshDevice(interpreter: string, files: Partial<BootFiles>, line: string): Promise<BenchDevice> {
  const device = await startBenchDevice(interpreter, files);
  await device.ready();
  if (files['.boot0']) await rest(device);
  const client = await openLineClient(device.doors.tcp.port);
  // What the very first request leaves behind permanently does not count as a peak.
  await client.request(line);
  client.close();
  await device.usage();
  return device;
}

async function rest(device: BenchDevice): Promise<void> {
  if (!(await bringOnline(device)) || !(await restIdle(device))) throw new Error('the device does not come online');
}

async function survives(device: BenchDevice, line: string, free: number): Promise<boolean> {
  const client = await openLineClient(device.doors.tcp.port);
  try {
    await unloadModules(device);
    await device.usage();
    await fill(device, free);
    const reply = await client.request(line, PEAK_REPLY_MS);
    const flags = (await device.evaluate('(global.benchPad=undefined,E.getErrorFlags())')) as string[];
    return reply !== null && !flags.includes('MEMORY');
  } catch (error) {
    // A fault of the measurement's own says nothing of the device.
    if (error instanceof RangeError) throw error;
    return false;
  } finally {
    client.close();
  }
}
