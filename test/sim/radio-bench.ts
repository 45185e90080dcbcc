// A Wi-Fi port of one generation on a bench: an air of its own, time by hand, and a log of all that reaches JavaScript.

import { createClock } from '../../tools/sim/clock.ts';
import type { PortBuild } from '../../tools/sim/engine.ts';
import { createWifiPort, type WifiPort } from '../../tools/sim/espruino-wifi/port.ts';
import { createRadioEnvironment } from '../../tools/sim/radio/access-points.ts';
import { type AccessPoint, checkAir } from '../../tools/sim/radio/check.ts';
import { createRandom } from '../../tools/sim/random.ts';

export type Row = { ssid: string; [key: string]: unknown };

export const HOME: Row = { ssid: 'Home', channel: 6, auth: 'wpa2', password: 'correct horse', rssi: -48 };

export function points(...rows: Row[]): AccessPoint[] {
  const air = checkAir({ accessPoints: rows });
  if ('error' in air) throw new Error(air.error);
  return air.value;
}

export interface Bench {
  port: WifiPort;
  call(method: string, ...args: unknown[]): unknown;
  /** A callback that logs `name:argument`. */
  note(name: string): (argument: unknown) => void;
  log: string[];
  /** The driver's warnings on the UART since the last call. */
  warnings(): string[];
  /** The log since the last call. */
  news(): string[];
  air(...rows: Row[]): void;
  pass(ms: number): Promise<void>;
}

export function createBench(portBuild: PortBuild, rows: Row[] = [HOME], seed = 1): Bench {
  const clock = createClock(0);
  const air = createRadioEnvironment(points(...rows));
  const log: string[] = [];
  const printed: string[] = [];
  const port = createWifiPort({
    portBuild,
    air,
    random: createRandom(seed),
    now: clock.now,
    after: clock.after,
    cancel: clock.cancel,
    call: (callback, args) => callback(...args),
    emit: (event, details) =>
      log.push(`${event} ${details['reason'] ?? details['ip'] ?? details['ssid'] ?? ''}`.trim()),
    print: (text) => printed.push(text),
    error: (message) => new Error(message),
  });
  return {
    port,
    log,
    call: (method, ...args) => port.methods[method]?.(...args),
    note: (name) => (argument) => log.push(`${name}:${Array.isArray(argument) ? argument.length : argument}`),
    warnings: () => printed.splice(0).filter((text) => text.startsWith('W ')),
    news: () => log.splice(0),
    air: (...next) => air.replace(points(...next)),
    pass: clock.advance,
  };
}
