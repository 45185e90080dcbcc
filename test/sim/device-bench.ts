// Devices for the tests of the simulator: small scripts in place of the firmware, and clients that wait for answers.

import { connect, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { type Device, type HarnessOptions, startDevice } from '../../tools/sim/harness.ts';

const running: Array<{ stop(): unknown }> = [];
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.stop();
});

/** Takes the port from the REPL and has `say`; the script goes on from there. */
const HEAD = `E.setConsole(null,{force:true});require("TelnetServer").setOptions({mode:"off"});
function say(x){Serial1.write(x+"\\n")}
`;

/** A device that runs `script` as its .bootcde. */
export async function deviceWith(script: string, options: HarnessOptions = {}): Promise<Device> {
  return bareDevice(HEAD + script, options);
}

/** The same without taking the port from the REPL. */
export async function bareDevice(script: string, options: HarnessOptions = {}): Promise<Device> {
  const device = await startDevice({ ...options, bootFiles: { '.bootcde': script, ...options.bootFiles } });
  running.push(device);
  return device;
}

/** The device's output as lines, without the empty one at the end. */
export function lines(device: Device): string[] {
  return device.uart
    .output()
    .replaceAll('\r', '')
    .split('\n')
    .filter((line) => line !== '');
}

export interface Client {
  socket: Socket;
  received(): string;
  /** Resolves at the end of the stream. */
  ended: Promise<void>;
  /** Resolves once so many bytes have come. */
  bytes(count: number): Promise<string>;
}

export async function clientOf(port: number): Promise<Client> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  running.push({ stop: () => socket.destroy() });
  let received = '';
  const waiting: Array<() => void> = [];
  socket.on('data', (bytes) => {
    received += bytes.toString('latin1');
    for (const wake of waiting.splice(0)) wake();
  });
  const ended = new Promise<void>((resolve) => {
    socket.on('end', resolve);
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
  });
  await Promise.race([new Promise<void>((resolve) => socket.on('connect', resolve)), ended]);
  return {
    socket,
    received: () => received,
    ended,
    async bytes(count) {
      while (received.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
      return received;
    },
  };
}
