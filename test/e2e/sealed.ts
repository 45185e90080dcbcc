// Sealed sessions with a device under test, and what went over the wire.

import { type Failure, type Options, openSession, type Session, type Transport } from '../../tools/client/session.ts';
import { connectTcp } from '../../tools/client/tcp.ts';
import type { Rig } from './rig.ts';

/** The client's own cryptography takes real time, in which little of the device's may pass. */
const REAL_MS = 5_000;

/** Waits for the client, a millisecond of the device's time at a time; then as `until` does. */
export async function done<T>(rig: Rig, work: Promise<T>, ms = 5_000): Promise<T> {
  let isOver = false;
  const end = (): void => {
    isOver = true;
  };
  work.then(end, end);
  const begunMs = performance.now();
  while (!isOver && performance.now() - begunMs < REAL_MS) {
    await rig.core.pass(0);
    await rig.core.pass(1);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await rig.until(() => isOver, ms);
  return work;
}

/** The setup code, from the UART, as soon as there is one. */
export async function codeOf(rig: Rig): Promise<string> {
  let code: string | undefined;
  await rig.until(async () => {
    code = (await rig.command('wifiprov code')).find((line) => line.startsWith('code='))?.slice(5);
    return code !== undefined;
  }, 10_000);
  return code ?? '';
}

interface Tap extends Transport {
  /** All lines so far, `>` from the client, `<` from the device. */
  wire: string[];
  /** What becomes of a line of the client on the way. */
  change: (line: string) => string[];
}

/** The device's port, with somebody who listens; lines that are none of a session's are kept from the client. */
export async function tap(rig: Rig): Promise<Tap> {
  const transport = await done(rig, connectTcp('127.0.0.1', rig.core.tcpPort));
  const wire: string[] = [];
  const tapped: Tap = {
    ...transport,
    wire,
    change: (line) => [line],
    send(line) {
      for (const changed of tapped.change(line)) {
        wire.push(`>${changed}`);
        transport.send(changed);
      }
    },
    onLine: (listener) =>
      transport.onLine((line) => {
        wire.push(`<${line}`);
        if (line.startsWith('{"t":')) listener(line);
      }),
  };
  return tapped;
}

export interface Sealed {
  session: Session;
  tap: Tap;
  events: { [key: string]: unknown }[];
  ends: Failure[];
  ask(request: object, ms?: number): Promise<{ [key: string]: unknown }>;
}

export async function seal(rig: Rig, code: string, options: Options = {}): Promise<Sealed> {
  const events: Sealed['events'] = [];
  const ends: Failure[] = [];
  const line = await tap(rig);
  const listening = {
    onEvent: (event: (typeof events)[0]) => void events.push(event),
    onEnd: (why: Failure) => void ends.push(why),
  };
  const session = await done(rig, openSession(line, code, { ...listening, ...options }));
  const ask = (request: object, ms?: number): ReturnType<Sealed['ask']> => done(rig, session.request(request), ms);
  return { session, tap: line, events, ends, ask };
}

/** Why there was no session: the code and the seconds. */
export async function refused(rig: Rig, code: string): Promise<string> {
  try {
    (await seal(rig, code)).session.close();
    return 'ok';
  } catch (error) {
    const { code: why, seconds } = error as Failure;
    return seconds ? `${why} ${seconds}` : why;
  }
}

export async function restart(rig: Rig): Promise<void> {
  const ready = rig.core.readyCount();
  await rig.core.control({ do: 'power-cycle' });
  await rig.until(() => rig.core.readyCount() > ready);
}

export const WRONG_CODE = '0000-0000-0000';
