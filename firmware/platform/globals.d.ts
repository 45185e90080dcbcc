// Espruino's globals for an embedder's app and the examples. The firmware itself names them in platform/espruino.ts only.

type Socket = import('./chip-net.ts').Socket;
type Pin = import('./chip.ts').Pin;
declare const require: import('./chip.ts').Require;
declare function setTimeout(fn: () => void, ms: number): number;
declare function setInterval(fn: () => void, ms: number): number;
/** Throws on undefined; an id that has run out is fine. */
declare function clearTimeout(id: number): void;
declare function clearInterval(id: number): void;
/** Seconds since start-up until the clock is set. */
declare function getTime(): number;
declare function print(...values: unknown[]): void;
declare const BTN1: Pin;
/** Where many boards have an LED. */
declare const D2: Pin;
declare function digitalRead(pin: Pin): number;
declare function digitalWrite(pin: Pin, level: boolean): void;
declare const E: import('./chip.ts').Interpreter;
declare const ESP32: import('./chip.ts').Esp32;
declare const process: import('./chip.ts').Process;
