// The most variables in use while much happens at once: after power-on, and in a trial with a client and the page open.
//
// What is looked at is what stands between two events, several times a second; what one event needs on top is the
// business of `peak` in memory.ts.

import { openLineClient } from './client.ts';
import { type BenchDevice, pause, waitFor } from './device.ts';
import { CONFIG_REQUEST } from './requests.ts';

/** After `# ready` the start's own modules are still there. */
const START_MS = 5_000;
const LOOK_MS = 20;
const TRIAL_MS = 30_000;
/** The first look collects the garbage. */
const USAGE = '(process.memory(),process.memory().usage)';

/** The highest of the looks until `done`. */
async function highest(device: BenchDevice, done: Promise<unknown>): Promise<number> {
  let isOver = false;
  const over = done.finally(() => {
    isOver = true;
  });
  let most = 0;
  while (!isOver) {
    most = Math.max(most, Number(await device.evaluate(USAGE)));
    await pause(LOOK_MS);
  }
  await over;
  return most;
}

/** From power-on until some seconds after the doors are open. */
export async function startPeak(device: BenchDevice): Promise<number> {
  await device.engine.powerCycle();
  await device.ready();
  return highest(device, pause(START_MS));
}

async function openPage(device: BenchDevice): Promise<void> {
  const page = await fetch(`http://127.0.0.1:${device.doors.http.port}/`, { redirect: 'manual' });
  await page.arrayBuffer();
}

/** New settings are tried while a TCP client listens and the page asks for the status, as its script does. */
export async function trialPeak(device: BenchDevice): Promise<number> {
  const client = await openLineClient(device.doors.tcp.port);
  await openPage(device);
  const isOver = async (): Promise<boolean> => {
    await fetch(`http://127.0.0.1:${device.doors.http.port}/api/status`).then((answer) => answer.arrayBuffer());
    return client.events.some((line) => /"event":"(saved|failed)"/.test(line));
  };
  await client.request(CONFIG_REQUEST);
  const most = await highest(device, waitFor(isOver, TRIAL_MS));
  client.close();
  return most;
}

/** The highest while `status` is asked for again and again. */
export async function statusPeak(device: BenchDevice): Promise<number> {
  const client = await openLineClient(device.doors.tcp.port);
  const ask = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await client.request('{"cmd":"status"}');
  };
  const most = await highest(device, ask());
  client.close();
  return most;
}
