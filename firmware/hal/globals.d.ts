// Espruino's own globals and modules, exactly what the firmware uses of the ESP32 builds. Only hal/espruino.ts may name them.

type TimerId = number;
declare function setTimeout<One, Two>(fn: (one: One, two: Two) => void, ms: number, one?: One, two?: Two): TimerId;
declare function setInterval(fn: () => void, ms: number): TimerId;
/** Throws on undefined; an id that has run out is fine. */
declare function clearTimeout(id: TimerId): void;
declare function clearInterval(id: TimerId): void;
/** Seconds since start-up until the clock is set. */
declare function getTime(): number;
declare function print(...values: unknown[]): void;
declare const console: { log(...values: unknown[]): void };
declare const global: { [name: string]: unknown };
/** Runs text in the global scope; text from Storage stays in flash. */
declare function eval(code: string): unknown;
declare function peek32(address: number): number;
declare function load(): void;
declare function reset(): void;

/** What every object can do; `emit` only queues the event. */
interface Emitter<One, Two> {
  on(event: 'turn', fn: (one: One, two: Two) => void): void;
  emit(event: 'turn', one?: One, two?: Two): void;
}

interface Pin {
  mode(mode: 'input_pullup' | 'input' | 'output'): void;
}
declare const D0: Pin;
declare const BTN1: Pin;
/** Where many boards have an LED. */
declare const D2: Pin;
declare function digitalRead(pin: Pin): number;
declare function digitalWrite(pin: Pin, level: boolean): void;
interface WatchOptions {
  repeat: boolean;
  edge: 'rising' | 'falling' | 'both';
  debounce: number;
}
declare function setWatch(
  fn: (e: { state: boolean; time: number; lastTime: number }) => void,
  pin: Pin,
  options: WatchOptions,
): number;
declare function clearWatch(id: number): void;

interface Serial {
  setup(baud: number, options?: object): void;
  on(event: 'data', fn: (bytes: string) => void): void;
  removeAllListeners(event?: string): void;
  write(bytes: string): void;
  print(text: string): void;
  println(text: string): void;
}
declare const Serial1: Serial;

declare const E: {
  setConsole(device: Serial | 'Serial1' | null, options?: { force: boolean }): void;
  getConsole(): string | null;
  reboot(): void;
  CRC32(bytes: string | TypedArray): number;
  /** Bytes of a string from 0x80 on count as negative where C's char has a sign. */
  sum(bytes: string): number;
  /** A flat string of the bytes, undefined when no contiguous memory is left. */
  toString(bytes: string | ArrayBuffer | TypedArray | readonly number[]): string | undefined;
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
};

declare const process: {
  readonly env: { readonly VERSION: string; readonly BOARD: string; readonly SERIAL: string };
  memory(collect?: boolean): { free: number; usage: number; total: number; blocksize: number };
  on(event: 'uncaughtException', fn: (error: unknown) => void): void;
};

/** Absent from builds without Bluetooth: ask with typeof. */
declare const NRF: { setServices(services: object, options: { uart: boolean }): void } | undefined;
declare const ESP32: {
  getState(): { freeHeap: number; minHeap?: number };
  reboot(): void;
  enableBLE(on: boolean): void;
};
declare const Modules: { removeCached(name: string): void };

declare function require(name: 'Wifi'): Wifi;
declare function require(name: 'net'): NetModule;
declare function require(name: 'dgram'): DgramModule;
declare function require(name: 'Storage'): StorageModule;
declare function require(name: 'Flash'): FlashModule;
declare function require(name: 'crypto'): CryptoModule;
declare function require(name: 'TelnetServer'): { setOptions(options: { mode: 'off' | 'on' }): void };
