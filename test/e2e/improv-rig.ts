// The SDK's client on a simulated UART: its bytes go and come in small chunks, while time passes and somebody types.

import { ImprovSerial } from 'improv-wifi-serial-sdk/dist/serial.js';
import { expect } from 'vitest';
import { sum } from '../protocols/improv/bytes.ts';
import type { Rig } from './rig.ts';

/** Real seconds: the SDK's own clock can't be moved, and a busy machine is no fault of the device's. */
export const PATIENCE_MS = 60_000;
/** Sizes of chunks in turn, both ways: none is whole, and many end within a header. */
const CHUNKS = [5, 7, 1, 6, 3];
const PAUSE_MS = 5;

interface Improv {
  sdk: ImprovSerial;
  /** What the SDK complained about: frames that it could not read. */
  complaints: string[];
  /** Lets time pass until the promise is settled; `step` is called in between. */
  run<T>(promise: Promise<T>, ms?: number, step?: () => Promise<void>): Promise<T>;
}

function chunksOf(bytes: string): string[] {
  const chunks: string[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = CHUNKS[turn % CHUNKS.length] as number;
    chunks.push(bytes.slice(at, at + size));
    at += size;
  }
  return chunks;
}

/** A port as Web Serial has it: the two streams, and nothing else. */
function portOf(rig: Rig, waiting: string[]) {
  let heard = rig.output().length;
  let reader: ReadableStreamDefaultController<Uint8Array> | undefined;
  const readable = new ReadableStream<Uint8Array>({
    start(controller) {
      reader = controller;
    },
  });
  const writable = new WritableStream<Uint8Array>({
    write: (bytes) => void waiting.push(...chunksOf(Buffer.from(bytes).toString('latin1'))),
  });
  const deliver = (): void => {
    const fresh = rig.output().slice(heard);
    heard += fresh.length;
    for (const chunk of chunksOf(fresh)) reader?.enqueue(Buffer.from(chunk, 'latin1'));
  };
  return { port: { readable, writable }, deliver };
}

async function improvOn(rig: Rig): Promise<Improv> {
  const complaints: string[] = [];
  const waiting: string[] = [];
  const { port, deliver } = portOf(rig, waiting);
  const logger = { log() {}, debug() {}, error: (...words: unknown[]) => void complaints.push(words.join(' ')) };
  const sdk = new ImprovSerial(port as never, logger);
  const improv: Improv = {
    sdk,
    complaints,
    async run(promise, ms = 35_000, step = async () => {}) {
      let settled = false;
      const settle = (): void => {
        settled = true;
      };
      promise.then(settle, settle);
      await rig.until(async () => {
        for (let chunk = waiting.shift(); chunk !== undefined; chunk = waiting.shift()) {
          rig.core.uart.write(chunk);
          await rig.core.pass(PAUSE_MS);
        }
        if (!settled) await step();
        deliver();
        await new Promise((resolve) => setImmediate(resolve));
        return settled;
      }, ms);
      return promise;
    },
  };
  return improv;
}

/** Detects the device, as a page does first. */
export async function detect(rig: Rig): Promise<Improv> {
  const improv = await improvOn(rig);
  await improv.run(improv.sdk.initialize(PATIENCE_MS));
  return improv;
}

export interface Seen {
  type: number;
  data: string;
}

/** Every frame that the device has sent so far, between newlines; fails at a torn one. The last may still be on its way. */
export function framesOf(output: string): Seen[] {
  const frames: Seen[] = [];
  for (let at = output.indexOf('IMPROV\x01'); at >= 0; at = output.indexOf('IMPROV\x01', at + 1)) {
    const end = at + 10 + output.charCodeAt(at + 8);
    expect(output[at - 1]).toBe('\n');
    if (end >= output.length) break;
    expect(output[end]).toBe('\n');
    expect(sum(output.slice(at, end - 1)) & 255).toBe(output.charCodeAt(end - 1));
    frames.push({ type: output.charCodeAt(at + 7), data: output.slice(at + 9, end - 1) });
  }
  return frames;
}

/** What remains for the person at the console. */
export function withoutFrames(output: string): string {
  let text = output;
  for (let at = text.indexOf('\nIMPROV\x01'); at >= 0; at = text.indexOf('\nIMPROV\x01'))
    text = text.slice(0, at) + text.slice(at + 12 + text.charCodeAt(at + 9));
  return text;
}

/** Lines as a terminal shows them: carriage returns and backspaces carried out. */
export function screenOf(output: string): string[] {
  return output.split('\n').map((line) => {
    const shown: string[] = [];
    let at = 0;
    for (const ch of line) {
      if (ch === '\r') at = 0;
      else if (ch === '\b') at--;
      else shown[at++] = ch;
    }
    return shown.join('').trimEnd();
  });
}
