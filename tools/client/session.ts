// A sealed session with a device, over any transport that carries lines: proves the setup code, then asks in boxes.

import { normaliseCode } from '../../firmware/lib/setup-code.ts';
import type { Keys } from './crypto.ts';
import { type Failure, failure } from './failure.ts';
import { shakeHands } from './handshake.ts';
import { type LineReader, type Message, readLines, type Transport } from './line-reader.ts';
import { type Awaited, replyQueue } from './reply-queue.ts';
import { readSealed, sealedLine } from './sealed-frame.ts';

export type { Failure } from './failure.ts';
export type { Transport } from './line-reader.ts';

export interface Options {
  /** `{"event":"state",...}` and the like. */
  onEvent?: (event: Message) => void;
  /** The session is over, and why. */
  onEnd?: (why: Failure) => void;
  /** For each answer; a scan takes up to ten seconds. */
  timeoutMs?: number;
}

export interface Session {
  /** Which device this is, as it says itself. */
  id: string;
  /** One request as on TCP, `{cmd: 'status'}` or fields of the config, and its reply. */
  request(request: object): Promise<Message>;
  close(): void;
}

const TIMEOUT_MS = 15_000;

/** Rejects with a Failure; then the transport is closed. */
export async function openSession(transport: Transport, typed: string, options: Options = {}): Promise<Session> {
  try {
    const code = normaliseCode(typed);
    if (!code) throw failure('bad_code');
    const lines = readLines(transport);
    const { id, keys } = await shakeHands(transport, lines, code, options.timeoutMs ?? TIMEOUT_MS);
    return talk(transport, lines, id, keys, options);
  } catch (error) {
    transport.close();
    throw error;
  }
}

function talk(transport: Transport, lines: LineReader, id: string, keys: Keys, options: Options): Session {
  const waiting = replyQueue<Message, Failure>(transport, (why) => options.onEnd?.(why));
  let sent = 0;
  /** Boxes go out in the order in which they were asked for. */
  let sending: Promise<unknown> = Promise.resolve();
  async function read(): Promise<void> {
    for (let received = 0; !waiting.over(); received++) {
      const message = await readSealed(keys.open, received, await lines.next());
      if (typeof message['event'] === 'string') {
        options.onEvent?.(message);
        continue;
      }
      waiting.settle(message);
    }
  }
  read().catch(waiting.end);
  async function send(text: string, one: Awaited<Message>): Promise<void> {
    const line = await sealedLine(keys.seal, sent, text);
    const over = waiting.over();
    if (over) throw over;
    sent++;
    waiting.push(one);
    transport.send(line);
  }
  return {
    id,
    request: (request) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => waiting.end(failure('timeout')), options.timeoutMs ?? TIMEOUT_MS);
        const one = { resolve, reject, timer };
        sending = sending
          .then(() => send(JSON.stringify(request), one))
          .catch((why) => {
            clearTimeout(timer);
            reject(why);
          });
      }),
    close: () => waiting.end(failure('closed')),
  };
}
