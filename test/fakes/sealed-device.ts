// A device that speaks sealed sessions and nothing else, in the test's own process: the firmware's machine behind a
// transport of lines, and somebody on the wire who may read and change them.

import { makeKey, readKey } from '../../firmware/security/key.ts';
import { NO_SESSION, sealNext, step } from '../../firmware/security/session/step.ts';
import type { Transport } from '../../tools/client/line-reader.ts';
import { ciphers } from './ciphers.ts';

interface FakeDevice {
  transport: Transport;
  /** The device has news. */
  tell(event: object): void;
  /** A line that only seems to come from the device. */
  inject(line: string): void;
  /** All lines so far, `>` from the client, `<` from the device. */
  wire: string[];
  /** What was asked in boxes. */
  requests: string[];
  isClosed(): boolean;
}

export interface Settings {
  code: string;
  /** Changes lines on the way, '' takes one out. */
  change?: (line: string, way: '>' | '<') => string;
  answer?: (request: string) => object | undefined;
}

const SALT = 'salt'.repeat(4);

export function fakeDevice({ code, change = (line) => line, answer = () => ({ ok: true }) }: Settings): FakeDevice {
  const key = readKey(makeKey(ciphers, code, SALT));
  let session = NO_SESSION;
  let closed = false;
  let nonces = 0;
  const [lineListeners, closeListeners]: [((line: string) => void)[], (() => void)[]] = [[], []];
  const facts = { owner: 1, nowMs: 0, lockedMs: 0, id: 'fake', key, nonce: () => `${nonces++}`.padStart(16) };
  /** Lines travel, they do not arrive at once. */
  function carry(line: string, way: '>' | '<', arrive: (line: string) => void): void {
    const changed = change(line, way);
    device.wire.push(way + changed);
    if (changed) queueMicrotask(() => arrive(changed));
  }
  const hear = (line: string): void => {
    for (const listener of lineListeners) listener(line);
  };
  function say(line: string): void {
    if (!closed) carry(line, '<', hear);
  }
  function sayInBox(value: object): void {
    const sealed = sealNext(session, JSON.stringify(value), ciphers);
    session = sealed.next;
    say(sealed.reply);
  }
  function take(line: string): void {
    const done = step(session, JSON.parse(line), facts, ciphers);
    session = done.next;
    if (done.reply) say(done.reply);
    if (done.request === undefined) return;
    device.requests.push(done.request);
    const reply = answer(done.request);
    if (reply) sayInBox(reply);
  }
  const device: FakeDevice = {
    transport: {
      send: (line) => carry(line, '>', take),
      onLine: (listener) => void lineListeners.push(listener),
      onClose: (listener) => void closeListeners.push(listener),
      close() {
        if (closed) return;
        closed = true;
        for (const listener of closeListeners) listener();
      },
    },
    tell: sayInBox,
    inject: hear,
    wire: [],
    requests: [],
    isClosed: () => closed,
  };
  return device;
}
