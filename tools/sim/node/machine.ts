// What outlives a reset of the simulated chip: time, air, flash, pins, the ports on the host, and the counters.

import { createClock, type SimClock, type Timed } from '../clock.ts';
import type { EngineOptions } from '../engine.ts';
import { type FlashImage, openFlash } from '../flash/image.ts';
import { createRadioEnvironment, type RadioEnvironment } from '../radio/access-points.ts';
import { createRandom, type Random } from '../random.ts';

/** Reset causes as the chip's register tells them (ESP32 TRM, RTC_CNTL_RESET_STATE). */
export const CAUSE_POWER_ON = 1;
export const CAUSE_SOFTWARE = 12;
export const CAUSE_WATCHDOG = 8;

export interface Machine {
  options: EngineOptions;
  clock: SimClock;
  air: RadioEnvironment;
  flash: FlashImage;
  random: Random;
  buttonPressed: boolean;
  /** Bluetooth's flag, which is kept outside of Storage. */
  hasBle: boolean;
  /** Called with what the device sends on its UART. */
  uartOut(bytes: Buffer): void;
  /** Begins the next life, never within the caller's stack; only if `life`, when given, is still the last one. */
  restart(cause: number, session?: object): void;
  /** Told when sandbox work is queued or done, so that `advance` knows when the device is at rest. */
  pendingWork: number;
  /** Set when the device has sent something on its UART. */
  hasSpoken: boolean;
  /** Under the time limit of a whole row of timers, so that each call needs none of its own. */
  isLimited: boolean;
  /** Real milliseconds after which one stretch of JavaScript counts as an endless loop. */
  hangLimitMs: number;
}

const DEFAULT_HANG_LIMIT_MS = 10000;

interface MachineParts {
  timed?: Timed;
  uartOut(bytes: Buffer): void;
  restart(cause: number, session?: object): void;
  hangLimitMs?: number;
}

export function createMachine(options: EngineOptions, parts: MachineParts): Machine {
  const random = createRandom(options.seed);
  const machine: Machine = {
    options,
    clock: createClock(options.speed, parts.timed),
    air: createRadioEnvironment(options.accessPoints),
    flash: openFlash(options.flashFile, random),
    random,
    buttonPressed: false,
    hasBle: options.hasBle ?? false,
    uartOut(bytes) {
      machine.hasSpoken = true;
      parts.uartOut(bytes);
    },
    restart: parts.restart,
    pendingWork: 0,
    hasSpoken: false,
    isLimited: false,
    hangLimitMs: parts.hangLimitMs ?? DEFAULT_HANG_LIMIT_MS,
  };
  return machine;
}
