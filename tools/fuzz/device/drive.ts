// Drives the built bundle on the real interpreter with mutated inputs, and holds what it keeps against what it kept before.

import fc from 'fast-check';
import { openLineClient } from '../../bench/client.ts';
import { type BenchDevice, pause, startBenchDevice } from '../../bench/device.ts';
import type { readBundle } from '../../sim/firmware-install.ts';
import { inputsOf } from '../inputs.ts';
import { holds, type Parser, same } from '../parser.ts';
import { dnsDoor } from './dns-door.ts';
import type { Door } from './door.ts';
import { httpDoor } from './http-door.ts';
import { settle } from './settle.ts';
import { tcpDoor } from './tcp-door.ts';
import { uartDoor } from './uart-door.ts';

const BATCH = 40;
const BATCH_BYTES = 3_000;
/** A thousand faults in two thousand bytes only take time. */
const ANSWERS_MAX = 60;
/** What would end the run or take long is left to the end-to-end tests. */
const LEFT_OUT = /reboot|reset|repl|scan|\bcode\b/i;
/** Cases before the variables are counted: until all that is bounded is full. */
const WARM_UP = 400;
const START_MS = 32_000;

type Route = (device: DrivenDevice) => { door: Door; wrap(input: string): string };
/** How each parser is reached from outside; those of flash are not. */
const ROUTES: { [name: string]: Route } = {
  json: (device) => ({ door: device.tcp, wrap: (input) => input }),
  tcp: (device) => ({ door: device.tcp, wrap: (input) => input }),
  request: (device) => ({ door: device.tcp, wrap: (input) => input }),
  wifi: (device) => ({ door: device.tcp, wrap: (input) => JSON.stringify({ wifi: input }) }),
  apply: (device) => ({
    door: device.tcp,
    wrap: (input) => `apply,${input.replace(/^apply,/, '').replace(/\n/g, '')}`,
  }),
  dns: (device) => ({ door: device.dns, wrap: (input) => input }),
  http: (device) => ({ door: device.http, wrap: (input) => input }),
  uart: (device) => ({ door: device.uart, wrap: (input) => input }),
};
export const DRIVEN = Object.keys(ROUTES);

export interface DrivenDevice {
  device: BenchDevice;
  tcp: Door;
  uart: Door;
  dns: Door;
  http: Door;
  said(): string;
}

export interface Driven {
  parser: string;
  cases: number;
  seconds: number;
  slowestMs: number;
  before: number;
  after: number;
}

async function hostOf(port: number): Promise<string> {
  const client = await openLineClient(port);
  const reply = await client.request('{"cmd":"status"}');
  client.close();
  const { data } = JSON.parse(reply ?? '{}') as { data?: { host?: string } };
  return (data?.host ?? '').replace(/\.local$/, '');
}

export async function startDriven(path: string, bundle: ReturnType<typeof readBundle>): Promise<DrivenDevice> {
  const device = await startBenchDevice(path, bundle);
  let said = '';
  device.engine.onUart((bytes) => {
    said += Buffer.from(bytes).toString('latin1');
  });
  await device.ready();
  // The start itself is forgotten 30 s later.
  await pause(START_MS);
  const uart = uartDoor(
    device.engine,
    () => said,
    () => (said = ''),
  );
  const { tcp, http, dns } = device.doors;
  const doors = { tcp: tcpDoor(tcp.port), http: httpDoor(http.port), dns: dnsDoor(dns.port, await hostOf(tcp.port)) };
  return { device, ...doors, uart, said: () => said };
}

/** As many as fit into a batch, the rest later. */
function take(inputs: string[], door: Door): string[] {
  const batch: string[] = [];
  for (let size = 0, answers = 0; batch.length < BATCH; ) {
    const next = inputs[0];
    if (next === undefined) break;
    size += next.length;
    answers += door.answers(next);
    if (batch.length > 0 && (size > BATCH_BYTES || answers > ANSWERS_MAX)) break;
    batch.push(next);
    inputs.shift();
  }
  return batch;
}

async function alive(driven: DrivenDevice): Promise<void> {
  same('the interpreter has ended by itself', driven.device.engine.deaths(), 0);
  holds(!/Uncaught|MEMORY|ERROR internal/.test(driven.said()), driven.said().slice(-600));
  const client = await openLineClient(driven.device.doors.tcp.port);
  const reply = await client.request('{"cmd":"ping"}');
  client.close();
  same('a ping', reply, '{"ok":true,"data":{}}');
}

async function send(driven: DrivenDevice, parser: Parser, seed: number, cases: number): Promise<number> {
  const route = ROUTES[parser.name]?.(driven);
  if (!route) throw new Error(`${parser.name} is not reached from outside`);
  const inputs = fc
    .sample(inputsOf(parser), { numRuns: cases, seed })
    .map(({ input }) => (LEFT_OUT.test(input) ? '' : route.wrap(input)))
    .map((input) => (route.door.answers(input) > ANSWERS_MAX ? '' : input));
  let slowestMs = 0;
  while (inputs.length > 0) {
    const batch = take(inputs, route.door);
    const start = performance.now();
    try {
      await route.door.send(batch);
    } catch (error) {
      throw new Error(
        `${String(error)}\n  batch ${JSON.stringify(batch)}\n  UART ${JSON.stringify(driven.said().slice(-500))}`,
      );
    }
    slowestMs = Math.max(slowestMs, performance.now() - start);
  }
  route.door.close();
  await alive(driven);
  return slowestMs;
}

/** Throws when the device does not answer as it must, or dies. */
export async function drive(driven: DrivenDevice, parser: Parser, seed: number, cases: number): Promise<Driven> {
  await send(driven, parser, seed - 1, Math.min(WARM_UP, cases));
  const before = await settle(driven);
  const { boots } = await driven.device.engine.state();
  const start = performance.now();
  const slowestMs = await send(driven, parser, seed, cases);
  const seconds = (performance.now() - start) / 1000;
  const after = await settle(driven);
  same('boots', (await driven.device.engine.state()).boots, boots);
  return { parser: parser.name, cases, seconds, slowestMs, before, after };
}
