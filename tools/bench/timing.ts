// Measures time on one interpreter in one run: a request, a bare echo of the same bytes, and JSON.parse of the same text.

import { openLineClient } from './client.ts';
import { type BenchDevice, startBenchDevice } from './device.ts';
import { CONFIG_REQUEST } from './requests.ts';

const PARSES = 2000;
const ROUNDS = 200;
const WARM_UP = 20;
const RUNS = 10;

/** Splits at line ends only, as any server of this protocol must. */
const ECHO = `var echo=require("net").createServer(function(c){var b="";c.on("data",function(d){
b+=d;var i;while((i=b.indexOf("\\n"))>=0){c.write(b.substr(0,i+1));b=b.substr(i+1);}});});echo.listen(6666);
Serial1.write("# ready\\r\\n");`;

/** The least of several runs: other work of the host can only add to it. */
export async function parseMs(device: BenchDevice): Promise<number> {
  const loop = (body: string): string =>
    `(function(t){var i,s=getTime();for(i=0;i<${PARSES};i++){${body}}return (getTime()-s)*1000/${PARSES};})(${JSON.stringify(CONFIG_REQUEST)})`;
  const runs: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const whole = Number(await device.evaluate(loop('JSON.parse(t);')));
    runs.push(whole - Number(await device.evaluate(loop('(t);'))));
  }
  return Math.min(...runs);
}

export async function echoMs(interpreter: string): Promise<number> {
  const device = await startBenchDevice(interpreter, { '.bootcde': ECHO });
  await device.ready();
  try {
    return await requestMs(device);
  } finally {
    await device.stop();
  }
}

/**
 * One request at a time, from outside, the middle of many. Not in batches: small replies one behind the other wait for
 * each other's acknowledgement (Nagle), which would be all that is measured.
 */
export async function requestMs(device: BenchDevice): Promise<number> {
  const client = await openLineClient(device.doors.tcp.port);
  const taken: number[] = [];
  for (let i = -WARM_UP; i < ROUNDS; i++) {
    const start = performance.now();
    if ((await client.request(CONFIG_REQUEST)) === null) throw new Error('no reply');
    if (i >= 0) taken.push(performance.now() - start);
  }
  client.close();
  return taken.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
}
