// What the status LED shows: pure.
//
//   set-up open   on 1 s, off 1 s          connecting   five times in two seconds
//   retrying      twice, every 5 s         online       off, or on (`online`)

import { hasKey } from '../../lib/lookup.ts';
import type { DeviceState } from '../../provisioning/state.ts';
import { AFTER_SUCCESS_MS, windowLeft } from '../../provisioning/window.ts';

/** The start option `led`; the build option --led gives the same. */
export interface Led {
  /** Of a pin: `D2`. */
  pin: string;
  /** The level that lights it, 1 if left out. */
  on?: 0 | 1 | undefined;
  /** What it is when the device is online: 0 off, 1 on, 0 if left out. */
  online?: 0 | 1 | undefined;
}

/** steady: lit or not. */
export type LedMode = 'setup' | 'connecting' | 'retrying' | 'lit' | 'dark';

/** Output pins that nothing else of the ESP32 board has: not the button, the UART or the flash. */
const PINS = 'D2 D4 D5 D12 D13 D14 D15 D16 D17 D18 D19 D21 D22 D23 D25 D26 D27 D32 D33';

function isLevel(level: unknown): boolean {
  return level === undefined || level === 0 || level === 1;
}

/** What the option means. Espruino's objects inherit an `on`, and a pin may be given as what it is, which is no text. */
export function ledOf(given: Led): Led {
  return { pin: `${given.pin}`, on: hasKey(given, 'on') ? given.on : 1, online: given.online };
}

/** What is wrong with it; '' if nothing. */
export function ledFault(led: Led): string {
  if (PINS.split(' ').indexOf(led.pin) < 0) return `pin ${led.pin} cannot drive an LED; take one of ${PINS}`;
  if (!isLevel(led.on)) return `on is ${led.on}; it must be 0 or 1`;
  return isLevel(led.online) ? '' : `online is ${led.online}; it must be 0 or 1`;
}

/** Set-up has worked, and is open for a last minute so that its result can be read. */
function isClosing(state: DeviceState, nowMs: number): boolean {
  return state.windowLastMs > 0 && state.windowLastMs - nowMs <= AFTER_SUCCESS_MS;
}

/** Where everybody may always change everything (access open), that is no news: it shows while there is no network. */
export function ledMode(state: DeviceState, nowMs: number, led: Led): LedMode {
  const word = state.link.word;
  if (word === 'connecting') return 'connecting';
  const isOnline = word === 'online' || word === 'ap';
  if (windowLeft(state, 'window', nowMs) && !(isOnline && isClosing(state, nowMs))) return 'setup';
  if (word === 'retrying') return 'retrying';
  return isOnline && led.online ? 'lit' : 'dark';
}

/** When it changes, within a cycle of `everyMs`: on at the first time, off at the second and so on. 0: it does not blink. */
export function blinkOf(mode: LedMode): { everyMs: number; atMs: number[] } {
  if (mode === 'setup') return { everyMs: 2_000, atMs: [0, 1_000] };
  if (mode === 'connecting') return { everyMs: 400, atMs: [0, 200] };
  if (mode === 'retrying') return { everyMs: 5_000, atMs: [0, 120, 240, 360] };
  return { everyMs: 0, atMs: [] };
}
