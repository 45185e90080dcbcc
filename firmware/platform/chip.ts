// What stock Espruino has on the ESP32, exactly what the firmware uses of it, as the port really behaves (its documentation
// describes another chip). Types only: platform/espruino.ts declares what it names of them, globals.d.ts what an app may name.

import type { CryptoModule } from './chip-crypto.ts';
import type { FlashModule, StorageModule } from './chip-flash.ts';
import type { DgramModule, NetModule } from './chip-net.ts';
import type { Wifi } from './chip-wifi.ts';

/** `clearTimeout` throws on undefined; an id that has run out is fine. */
export type TimerId = number;

/** What every object can do; `emit` only queues the event. */
export interface Emitter<One, Two> {
  on(event: 'turn', fn: (one: One, two: Two) => void): void;
  emit(event: 'turn', one?: One, two?: Two): void;
}

export interface Pin {
  mode(mode: 'input_pullup' | 'input' | 'output'): void;
}
export interface WatchOptions {
  repeat: boolean;
  edge: 'rising' | 'falling' | 'both';
  debounce: number;
}

export interface Serial {
  setup(baud: number, options?: object): void;
  on(event: 'data', fn: (bytes: string) => void): void;
  removeAllListeners(event?: string): void;
  write(bytes: string): void;
  print(text: string): void;
  println(text: string): void;
}

/** The global `E`. */
export interface Interpreter {
  setConsole(device: Serial | 'Serial1' | null, options?: { force: boolean }): void;
  getConsole(): string | null;
  reboot(): void;
  CRC32(bytes: string | Uint8Array): number;
  /** Bytes of a string from 0x80 on count as negative where C's char has a sign. */
  sum(bytes: string): number;
  /** A flat string of the bytes, undefined when no contiguous memory is left. */
  toString(bytes: string | ArrayBuffer | Uint8Array | readonly number[]): string | undefined;
  toArrayBuffer(bytes: string): ArrayBuffer;
  toUint8Array(bytes: string | readonly number[] | ArrayBuffer): Uint8Array;
  /** Each `bits` of `from`, the highest first, looked up in `map`, into one element of `to`. */
  mapInPlace(from: Uint8Array, to: Uint8Array, map: Uint8Array, bits: number): void;
  enableWatchdog(seconds: number, automatic?: boolean): void;
  kickWatchdog(): void;
  /** Reading clears them. */
  getErrorFlags(): string[];
  on(event: 'errorFlag', fn: (flags: string[]) => void): void;
  on(event: 'init' | 'kill', fn: () => void): void;
  getSizeOf(value: unknown): number;
  // hwRand, srand: left out on purpose, they are the same at every boot of the ESP32
}

/** The global `process`. */
export interface Process {
  readonly env: { readonly VERSION: string; readonly BOARD: string; readonly SERIAL: string };
  memory(collect?: boolean): { free: number; usage: number; total: number; blocksize: number };
  on(event: 'uncaughtException', fn: (error: unknown) => void): void;
}

/** The global `ESP32`. */
export interface Esp32 {
  getState(): { freeHeap: number; minHeap?: number };
  reboot(): void;
  enableBLE(on: boolean): void;
}

/** The global `NRF`, absent from builds without Bluetooth: ask with typeof. */
export interface Bluetooth {
  setServices(services: object, options: { uart: boolean }): void;
}

/** The modules that are built in, by the name that `require` takes. */
export interface NativeModules {
  Wifi: Wifi;
  net: NetModule;
  dgram: DgramModule;
  Storage: StorageModule;
  Flash: FlashModule;
  crypto: CryptoModule;
  TelnetServer: { setOptions(options: { mode: 'off' | 'on' }): void };
}
export type Require = <Name extends keyof NativeModules>(name: Name) => NativeModules[Name];
export type SetTimeout = <One, Two>(fn: (one: One, two: Two) => void, ms: number, one?: One, two?: Two) => TimerId;
/** `fn` gets the arguments behind `ms`. */
export type SetInterval = (fn: (...args: never[]) => unknown, ms: number, ...args: unknown[]) => TimerId;
export type SetWatch = (
  fn: (e: { state: boolean; time: number; lastTime: number }) => void,
  pin: Pin,
  options: WatchOptions,
) => number;
