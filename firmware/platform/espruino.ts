// The only file that touches Espruino's globals. It translates and decides nothing.

import type {
  Bluetooth,
  Emitter,
  Esp32,
  Interpreter,
  Pin,
  Process,
  Require,
  Serial,
  SetInterval,
  SetTimeout,
  SetWatch,
} from './chip.ts';
import type { Socket } from './chip-net.ts';
import { bytesOf, ciphersOf } from './ciphers.ts';
import type {
  Ciphers,
  Connection,
  ConnectionHandler,
  Files,
  FlashArea,
  Link,
  PortClock,
  Radio,
  RadioEvent,
  RawSocket,
  SlotFlash,
  Uart,
} from './ports.ts';
import { attachTo } from './sockets.ts';
import { apOptions, leftEvent, reasonNumber, scanResultOf } from './wifi.ts';

declare const E: Interpreter;
declare const ESP32: Esp32;
declare const NRF: Bluetooth | undefined;
declare const Serial1: Serial;
/** The pin of the BOOT button. */
declare const D0: Pin;
declare const process: Process;
declare const global: { [name: string]: unknown };
declare const require: Require;
declare const setTimeout: SetTimeout;
declare const clearTimeout: (id: number) => void;
declare const setWatch: SetWatch;
declare const setInterval: SetInterval;
declare const clearInterval: (id: number) => void;
declare const digitalRead: (pin: Pin) => number;
declare const digitalWrite: (pin: Pin | string, level: number) => void;
declare const peek32: (address: number) => number;
/** Seconds since start-up until the clock is set. */
declare const getTime: () => number;
declare const atob: (text: string) => string;
declare const print: (...values: unknown[]) => void;

/** The free 64 KB partition of the ESP32 board's table (partitions_espruino.csv); addresses of other boards differ. */
const AREA_START = 0x310000;
const AREA_PAGES = 16;
const PAGE_BYTES = 4096;
const NO_IP = '0.0.0.0';
/** RTC_CNTL_RESET_STATE_REG and WDEV_RND_REG of the ESP32 (Technical Reference Manual). */
const RESET_STATE = 0x3ff48034;
const RANDOM_REGISTER = 0x60035144;

export function portMs(): number {
  return getTime() * 1000;
}

/** The timer holds `fn` and what it is called with, and nothing else. */
export const after: PortClock['after'] = (delayMs, fn, one, two) => setTimeout(fn, delayMs, one, two);

/**
 * An event, no timer: the port handles all events before it looks at its sockets again. A client that has closed its
 * sending side (`nc -N`) gets what was written by then, and nothing later.
 */
function soon<One, Two>(fn: (one: One, two: Two) => void, one?: One, two?: Two): void {
  const turns = {} as Emitter<One, Two>;
  turns.on('turn', fn);
  turns.emit('turn', one, two);
}

export function espruinoClock(): PortClock {
  return {
    nowMs: portMs,
    after,
    soon,
    cancel(id) {
      if (id) clearTimeout(id);
    },
  };
}

/* @shared */
export function espruinoUart(): Uart {
  return {
    take(onData) {
      E.setConsole(null, { force: true });
      Serial1.setup(115200, { flow: 'none' });
      Serial1.removeAllListeners('data');
      Serial1.on('data', onData);
    },
    write: (bytes) => Serial1.write(bytes),
    give() {
      Serial1.removeAllListeners('data');
      E.setConsole('Serial1', { force: true });
    },
  };
}

/** False: no variable was left for it, garbage included. */
function mark(socket: Socket): boolean {
  try {
    socket.clsNow = true;
    return true;
  } catch {
    return false;
  }
}

/**
 * Closes a new connection without a word, before its request is read: the port resets it, and nothing of it is held any
 * more. A connection that is told something costs a buffer and its end is remembered for two minutes.
 */
export function cutSocket(raw: RawSocket): void {
  if (!mark(raw as Socket)) {
    process.memory();
    // Or else its peer, or a deadline of ours, ends it.
    mark(raw as Socket);
  }
}

/** Attaches what answers a new connection, in the same turn as it comes: its first bytes are lost otherwise. */
/* @shared */
export function attach(raw: RawSocket, accept: (connection: Connection) => ConnectionHandler): void {
  attachTo(raw, accept, cutSocket);
}

/** Listens on a TCP port; `onSocket` must attach a listener at once. */
export function serve(port: number, onSocket: (socket: RawSocket) => void): void {
  require('net').createServer(onSocket).listen(port);
}

/** Listens on a UDP port. A socket that closes itself (a datagram without a byte does that to it) is opened anew. */
export function listenUdp(port: number, onMessage: (bytes: string, reply: (bytes: string) => void) => void): void {
  const socket = require('dgram').createSocket('udp4');
  let isOpen = true;
  socket.on('close', () => {
    // It comes twice.
    if (isOpen) listenUdp(port, onMessage);
    isOpen = false;
  });
  socket.bind(port);
  socket.on('message', (bytes, from) =>
    onMessage(bytes, (answer) => {
      try {
        socket.send(answer, 0, answer.length, from.port, from.address);
      } catch {
        // It has just closed itself, with queries still to be told. Who asked asks again.
      }
    }),
  );
}

/**
 * The port makes its events in a task of its own, which takes variables from the same list as the interpreter, and nothing
 * keeps the two apart. Events come in pairs, some milliseconds apart: so nothing is done about one for this long.
 */
const AFTER_EVENT_MS = 50;

/**
 * The port tells of a link that was left some 4 ms later, and of an association some 5 ms after the join where the channel
 * is known, and takes variables for that without a lock. So garbage is collected before, what belongs to this step is done
 * first, and the timer calls the port and nothing of ours.
 */
const LEAVE_MS = 5;
const JOIN_MS = 40;

function leaveAlone(): void {
  process.memory();
  after(LEAVE_MS, require('Wifi').disconnect as () => void);
}

function joinAlone(ssid: string, psk: string): void {
  process.memory();
  after(
    JOIN_MS,
    require('Wifi').connect as (ssid?: string, options?: object) => void,
    ssid,
    psk ? { password: psk } : {},
  );
}

/** Each listener makes the interpreter run at the worst moment: there is none for what is not needed. */
export function listenToRadio(onEvent: (event: RadioEvent) => void): void {
  const wifi = require('Wifi');
  const note = (event: RadioEvent): void => {
    after(AFTER_EVENT_MS, onEvent, event);
  };
  wifi.on('connected', () => note({ type: 'joined' }));
  wifi.on('disconnected', (e) => note(leftEvent(e, lastReason)));
  wifi.on('sta_joined', () => note({ type: 'ap_client', step: 1 }));
  wifi.on('sta_left', () => note({ type: 'ap_client', step: -1 }));
}

/** While it joins a network the port prints a line each time that it is asked for its status: the address comes first. */
export function linkNow(): Link | null {
  const wifi = require('Wifi');
  const ip = wifi.getIP().ip;
  if (!ip || ip === NO_IP) return null;
  const status = wifi.getStatus();
  if (status.station !== 'connected' || !status.ssid) return null;
  return { ssid: status.ssid, ip, rssi: status.rssi || 0, channel: status.channel || 0 };
}

function associated(): string {
  const status = require('Wifi').getStatus();
  return (status.station === 'connected' && status.ssid) || '';
}

/** The port notes it before it makes its event, which is lost where garbage is collected at that moment. */
function lastReason(): number {
  return reasonNumber(require('Wifi').getDetails().status);
}

function apName(): string {
  const wifi = require('Wifi');
  return wifi.getStatus().mode.indexOf('AP') < 0 ? '' : wifi.getAPDetails().ssid;
}

/**
 * On generation A a task of low priority holds up all Wi-Fi events after each new address (it restarts mDNS), until the
 * interpreter's task has waited long enough. Reads of flash make it wait. Seen on the chip's firmware in an emulator: 1000
 * in a row, 0.9 s after the address, let the events through in 4 of 4 joins, in 0.8 s; ten times 100, 20 ms apart, in none
 * of 4, and 300 only the second time.
 */
const READS_TO_LET_RUN = 1_000;
const LET_RUN_AFTER_MS = 850;

function readFlash(): void {
  const flash = require('Flash');
  for (let i = 0; i < READS_TO_LET_RUN; i++) flash.read(1, AREA_START);
}

/** Its DHCP server starts anew with it. What the callback says is the opposite of what happened; without one it throws. */
function moveAp(): void {
  const address = { ip: BUILD_AP_ADDRESS, gw: BUILD_AP_ADDRESS, netmask: '255.255.255.0' };
  require('Wifi').setAPIP(address, () => {});
}

/** What the radio is told to do. `tell` outlives the caller: a callback may come at any time. */
export function espruinoRadio(tell: (event: RadioEvent) => void, link: () => Link | null): Radio {
  const wifi = require('Wifi');
  return {
    join: joinAlone,
    leave: leaveAlone,
    startAp(ap) {
      wifi.startAP(ap.ssid, apOptions(ap), (error) => {
        if (!error) tell({ type: 'ap_up' });
      });
    },
    stopAp: () => wifi.stopAP(),
    scan() {
      try {
        wifi.scan((rows) => tell({ type: 'scanned', networks: rows.map(scanResultOf) }));
      } catch {
        // "A scan is already in progress": it will never answer, and the caller's own deadline says so.
      }
    },
    link,
    associated,
    lastReason,
    apName,
    placeAp() {
      // ESP-IDF's default, written out: so the build can leave the call and moveAp away.
      if (BUILD_AP_ADDRESS !== '192.168.4.1') moveAp();
    },
    letPortRun() {
      after(LET_RUN_AFTER_MS, readFlash);
    },
  };
}

export function shutRadio(): void {
  const wifi = require('Wifi');
  wifi.stopAP();
  wifi.disconnect();
}

export function setHostname(name: string): void {
  require('Wifi').setHostname(name);
}

/** Twelve lower-case hex digits. */
export function apMac(): string {
  return require('Wifi').getAPIP().mac.split(':').join('').toLowerCase();
}

function textOf(bytes: Uint8Array): string {
  return E.toString(bytes) || String.fromCharCode.apply(null, bytes as unknown as number[]);
}

/** The raw flash area, or undefined on a board whose partition table has none there. */
/* @shared */
export function espruinoFlash(): FlashArea | undefined {
  const flash = require('Flash');
  const found = flash.getFree().some((area) => area.addr === AREA_START && area.length >= AREA_PAGES * PAGE_BYTES);
  if (!found) return undefined;
  return {
    pageSize: PAGE_BYTES,
    pages: AREA_PAGES,
    read: (offset, length) => textOf(flash.read(length, AREA_START + offset)),
    write: (offset, bytes) => flash.write(bytes, AREA_START + offset),
    erase: (page) => flash.erasePage(AREA_START + page * PAGE_BYTES),
  };
}

/* @shared */
export function espruinoFiles(): Files {
  const storage = require('Storage');
  return {
    read: (name, offset, length) => storage.read(name, offset, length),
    write(name, bytes, offset, size) {
      storage.write(name, bytes, offset, size);
    },
    erase: (name) => storage.erase(name),
    freeBytes: () => storage.getStats().freeBytes,
    compact: () => storage.compact(),
  };
}

/** Storage of the ESP32 board. */
const STORAGE_START = 0x320000;
const STORAGE_END = 0x400000;

/** By addresses, for what Storage itself cannot do with a file. */
/* @shared */
export function slotFlash(): SlotFlash {
  const flash = require('Flash');
  return {
    start: STORAGE_START,
    end: STORAGE_END,
    read: (address, length) => textOf(flash.read(length, address)),
    write: (address, bytes) => flash.write(bytes, address),
    // It takes nothing but an integer, and what Math.min gives is none.
    erase: (address) => flash.erasePage(address | 0),
  };
}

/** The timer holds no code of ours, so it works whatever has become of that. */
export function rebootAfter(ms: number): number {
  return setTimeout(E.reboot, ms);
}

export function decodeBase64(text: string): string {
  return atob(text);
}

export function crc32(bytes: string): number {
  return E.CRC32(bytes);
}

/** Of a string's bytes; some builds count those from 0x80 on as negative. */
export function byteSum(bytes: string): number {
  return E.sum(bytes);
}

export function resetCause(): number {
  return peek32(RESET_STATE) & 63;
}

/** A line on the console, while the REPL has it. */
export function say(line: string): void {
  print(line);
}

export function espruinoVersion(): string {
  return process.env.VERSION;
}

/** Variables free after a collection: what a module leaves behind hangs together in rings. */
export function collect(): number {
  return process.memory().free;
}

/** Without a collection: an event that the port makes meanwhile is lost. */
export function freeNow(): number {
  return process.memory(false).free;
}

/** Free heap of the IDF in bytes; 0 where the port does not tell. */
export function freeHeap(): number {
  return ESP32.getState().freeHeap || 0;
}

/** Lowest free heap of the IDF since boot in bytes; 0 where the port does not tell. */
export function minHeap(): number {
  return ESP32.getState().minHeap || 0;
}

export function reboot(): void {
  E.reboot();
}

/** Nothing can be trusted any more. A restart while the radio works can end in a panic: so the radio goes down first. */
export function giveUp(): void {
  try {
    shutRadio();
  } catch {
    // Then without.
  }
  E.reboot();
}

export function sha256(bytes: string): string {
  return bytesOf(E, require('crypto').SHA256(bytes), 32);
}

/* @shared */
export function espruinoCiphers(): Ciphers {
  return ciphersOf(E, require('crypto'));
}

export function hardwareRandom(): number {
  return peek32(RANDOM_REGISTER);
}

/** A script that hangs is ended by a reset. Automatic: kicked by the interpreter's idle loop. */
export function watchdog(seconds: number, isAuto: boolean): void {
  E.enableWatchdog(seconds, isAuto);
}

export function kickWatchdog(): void {
  E.kickWatchdog();
}

/** What a timer, a socket or a watch has thrown. */
export function onUncaught(fn: (error: unknown) => void): void {
  process.on('uncaughtException', fn);
}

/** Contacts bounce for some milliseconds. */
const DEBOUNCE_MS = 50;

/** Builds since 2v26 turn the level of the BOOT button's pin round, older ones don't: pressed is what it is not at rest. */
export function onButton(moved: (isPressed: boolean, atMs: number) => void): void {
  const atRest = !!digitalRead(D0);
  setWatch((e) => moved(e.state !== atRest, e.time * 1000), D0, { repeat: true, edge: 'both', debounce: DEBOUNCE_MS });
}

/**
 * Changes a pin at these times of each cycle: to `level` first, then to and fro. The timers call functions of the port, so
 * that no code of ours runs and next to no variable is taken while it blinks, a join among other things. digitalPulse would
 * need no timers, but its interrupt may come while flash is written, runs from flash, and then kills the chip.
 */
export function blink(pin: string, level: number, everyMs: number, atMs: number[]): number[] {
  return atMs.map((ms, i) => {
    const next = i % 2 ? 1 - level : level;
    after(ms, digitalWrite, pin, next);
    return ms
      ? setInterval(setTimeout, everyMs, digitalWrite, ms, pin, next)
      : setInterval(digitalWrite, everyMs, pin, next);
  });
}

/** Twice, since a timer of the blinking before may come in between. There is no timer left to end. */
export function setPin(pin: string, level: number, againMs: number): number[] {
  digitalWrite(pin, level);
  after(againMs, digitalWrite, pin, level);
  return [];
}

/** A timer that has been ended already is no error. */
export function stopBlinking(timers: number[]): void {
  timers.forEach((id) => clearInterval(id));
}

export function onErrorFlags(fn: (flags: string[]) => void): void {
  E.on('errorFlag', fn);
}

/** On a board without the raw flash area; false where there is nothing to compact. */
export function compactStorage(begin: () => void): boolean {
  if (espruinoFlash()) return false;
  begin();
  require('Storage').compact();
  return true;
}

/** Each door that a stock build leaves open, shut by itself: one that fails must not keep the others open. */
export function shutDoors(): void {
  [
    () => require('TelnetServer').setOptions({ mode: 'off' }),
    () => {
      if (typeof NRF !== 'undefined') NRF.setServices({}, { uart: false });
    },
    () => require('Wifi').stopAP(),
  ].forEach((shut) => {
    try {
      shut();
    } catch {
      // A build without telnet or Bluetooth has nothing to shut.
    }
  });
}

/** Globals by which `.boot0`, `.boot1`, `.bootcde` and the REPL speak to each other. */
export function shared(name: string): unknown {
  return global[name];
}

export function share(name: string, value: unknown): void {
  global[name] = value;
}
