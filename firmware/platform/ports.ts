// What the firmware needs of the chip, as types only (no byte of this reaches the bundle).
// `platform/espruino.ts` implements them on the chip, `test/fakes/` in tests. Text is always a byte string:
// one char code 0..255 a byte, UTF-8 never decoded.

import type { Fault } from '../lib/result.ts';

/** The port's timers in milliseconds. An id is a positive integer and comes again once its timer is over; 0: no timer. */
export interface PortClock {
  /** Jumps when the date is set. */
  nowMs(): number;
  /** `fn` is called with what stands behind it. */
  after<One, Two>(delayMs: number, fn: (one: One, two: Two) => void, one?: One, two?: Two): number;
  /** From an empty stack, in the order of the calls, and before the port looks at its sockets again. */
  soon<One, Two>(fn: (one: One, two: Two) => void, one?: One, two?: Two): void;
  cancel(id: number): void;
}

/** Something that waits for one thing at a time; `timer` is the clock's, 0 to begin with. */
export interface TimerSlot {
  timer: number;
}

/**
 * Timers in milliseconds, without ids: a timer that is over can't be mistaken for a new one and cancel it. Whatever they call
 * finds the service in memory, with its methods, and what that throws is told. No module has a timer by another way.
 */
export interface Clock {
  /** Milliseconds since start-up, never goes back. */
  nowMs(): number;
  after(delayMs: number, fn: () => void): void;
  /** In place of what the slot has waited for. */
  arm(slot: TimerSlot, delayMs: number, fn: () => void): void;
  /** Cancels the slot's timer, if any. */
  disarm(slot: TimerSlot): void;
  /**
   * Runs `fn` soon, from an empty stack and after the turns that were asked for before. The chip's stack holds some 30
   * calls, so a request goes through several turns. When `fn` throws, that is told, and `failed` gets the answer `internal`.
   */
  turn(fn: () => void, failed?: (fault: Fault) => void): void;
  /**
   * Begins a request: as `turn`, but the turns of one that has begun before come first. Each makes the code that it needs,
   * and for several at a time there is no memory. `canWait`: a command or a question of the page, not new settings. It
   * waits up to 3 s while the radio may tell how an attempt has ended.
   */
  begin(fn: () => void, failed?: (fault: Fault) => void, canWait?: boolean): void;
}

/** UART0. `take` moves Espruino's REPL away and delivers raw bytes; `give` hands the port back to the REPL. */
export interface Uart {
  take(onData: (bytes: string) => void): void;
  write(bytes: string): void;
  give(): void;
}

/** One accepted TCP connection. `write` and `close` are safe after the other end has gone. */
export interface Connection {
  /** Appends to a buffer without limit: write a piece, then wait for `drained`. */
  write(bytes: string): void;
  /** Closes once all that was written has been sent. */
  close(): void;
  /** Closes at once, also where the peer takes nothing more. */
  abort(): void;
}

/** What a service says about a connection it was offered. */
export interface ConnectionHandler {
  data(bytes: string): void;
  /** The peer has closed its sending side or the socket is gone. Called once. */
  closed(): void;
  /** All that was written has left the buffer. */
  drained?: () => void;
}

/** A connection that has something to send. */
export interface Sender {
  /** Of the piece that waits or has not left yet; the queue's. */
  bytes: number;
  /** It is its turn; `left` must follow. */
  sendNow(): void;
  /** `sendNow` has thrown. */
  sendFailed(): void;
}

/** What all connections send, each piece as soon as there is heap for it. */
export interface SendQueue {
  /** Calls `sendNow`: at once where nothing is in the way. */
  wait(sender: Sender, bytes: number): void;
  /** Its piece has left, or it will never send one. */
  left(sender: Sender): void;
}

/** A socket of the port's, before the hal has put a Connection around it. */
export type RawSocket = object;

/** One network as the radio saw it. `auth` is the port's word: open, wep, wpa, wpa2, wpa_wpa2, unknown (WPA3 and others). */
export interface ScanResult {
  ssid: string;
  rssi: number;
  channel: number;
  auth: string;
}

/** What the station is attached to now; `ip` is '0.0.0.0' until DHCP has answered. */
export interface Link {
  ssid: string;
  ip: string;
  rssi: number;
  channel: number;
}

export interface ApSettings {
  ssid: string;
  /** Empty: an open network. */
  psk: string;
  channel: number;
  /** AP.auth of the config: 1, 3, 4, 5 or 6. */
  auth: number;
}

/** All that the radio tells by itself. None of it can be relied on to come: every wait needs a timer. */
export type RadioEvent =
  /** The port's event of success. What counts is `link`. */
  | { type: 'joined' }
  /** The port's `disconnected` event; `reason` is ESP-IDF's number, see wifi/reasons.ts. */
  | { type: 'left'; ssid: string; reason: number }
  | { type: 'ap_up' }
  /** A client has joined (1) or left (-1) the AP; one that goes when the AP stops may say nothing. */
  | { type: 'ap_client'; step: number }
  | { type: 'scanned'; networks: ScanResult[] };

export interface Radio {
  join(ssid: string, psk: string): void;
  leave(): void;
  startAp(ap: ApSettings): void;
  stopAp(): void;
  scan(): void;
  /** The station's link with its address, as the port sees it now; null when there is none. Makes no noise. */
  link(): Link | null;
  /** The network that has taken the station in, with or without an address. The port may print a line: ask seldom. */
  associated(): string;
  /**
   * Why the last attempt failed, in ESP-IDF's number (wifi_err_reason_t); 0: it did not, or for a reason that no attempt
   * ends with. It stays until the next one. Makes no noise.
   */
  lastReason(): number;
  /** The name of the access point that the port says it runs; '' for none. */
  apName(): string;
  /** The access point is up: gives it its address. */
  placeAp(): void;
  /** Lets the port deal with events that are stuck in it. */
  letPortRun(): void;
}

/** Raw NOR flash outside Storage. Offsets count from the area's start; writing only clears bits. */
export interface FlashArea {
  pageSize: number;
  pages: number;
  read(offset: number, length: number): string;
  write(offset: number, bytes: string): void;
  erase(page: number): void;
}

/** Espruino's Storage, for boards without the raw area. Errors are thrown by the port and caught by the caller. */
export interface Files {
  read(name: string, offset?: number, length?: number): string | undefined;
  /** Always with the file's full size, else the port makes a new file in silence. */
  write(name: string, bytes: string, offset: number, size: number): void;
  erase(name: string): void;
  freeBytes(): number;
  compact(): void;
}

/** The flash in which Storage lies, by addresses. Writing only clears bits. */
export interface SlotFlash {
  /** Of Storage. */
  start: number;
  end: number;
  read(address: number, length: number): string;
  write(address: number, bytes: string): void;
  erase(address: number): void;
}

/** What seals a session. All of it throws when there is no memory for the result. */
export interface Ciphers {
  sha256(bytes: string): string;
  /** PBKDF2 over SHA-256. With one iteration the first 32 bytes are HMAC-SHA-256(key, message ‖ 00000001). */
  derive(key: string, message: string, iterations: number, length: number): string;
  /** AES-256-CBC of whole blocks, no padding. */
  encrypt(bytes: string, key: string, iv: string): string;
  decrypt(bytes: string, key: string, iv: string): string;
  /** Lower case. */
  toHex(bytes: string): string;
  /** Of a multiple of 8 digits. A character that is not a digit gives wrong bytes, not an error. */
  fromHex(hex: string): string;
}

/** What makes a setup code, see security/secrets.ts. */
export interface Randomness {
  sha256(bytes: string): string;
  /** One 32-bit word of the hardware random register; random only while the radio is on. */
  hardwareRandom(): number;
}
