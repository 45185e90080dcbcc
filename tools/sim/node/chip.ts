// The chip around the interpreter: registers, pins, ESP32, process, E, and the back doors that a boot has to close.

import { VERSION_OF } from '../engine.ts';
import { AP_MAC } from '../espruino-wifi/types.ts';
import { createStorage } from '../flash/storage.ts';
import { chipState, type HeapMeter } from '../heap-meter.ts';
import { randomWord } from '../random.ts';
import { after, type BootSession, cancel, natives, print, resetSelf } from './boot-session.ts';
import { bytesOf, crc32 } from './bytes.ts';
import { CAUSE_SOFTWARE, CAUSE_WATCHDOG } from './machine.ts';

const RESET_CAUSE_REGISTER = 0x3ff48034;
const RANDOM_REGISTERS = [0x60035144, 0x3ff75144];
const TOTAL_VARS = 5875;
const USED_VARS = 875;

/** What a boot must have closed, for tests to ask. */
export interface BackDoors {
  telnet: boolean;
  bleUart: boolean;
}

export function installChip(session: BootSession, doors: BackDoors, heap: HeapMeter): void {
  const { scope } = session.realm;
  const reboot = (): never => resetSelf(session, CAUSE_SOFTWARE);
  natives(session, { peek32: (address: number, count?: number) => peek(session, address, count) }, scope);
  scope.ESP32 = natives(session, {
    getState: () => session.realm.value(chipState(heap.figures(), session.machine.hasBle)),
    reboot,
    enableBLE: (on: unknown) => enableBle(session, Boolean(on)),
  });
  scope.NRF = natives(session, {
    setServices(_services: unknown, options?: { uart?: unknown }) {
      if (options?.uart === false) doors.bleUart = false;
    },
  });
  installProcess(session);
  installE(session, reboot);
  scope.Modules = natives(session, { removeCached: () => undefined, removeAllCached: () => undefined });
}

/** Of each file the first one goes, if there are two of the name. */
function enableBle(session: BootSession, on: boolean): never {
  session.machine.hasBle = on;
  const storage = createStorage(session.machine.flash, () => {});
  for (const name of ['.varimg', '.bootcde', '.bootrst']) storage.erase(name);
  return resetSelf(session, CAUSE_SOFTWARE);
}

function peek(session: BootSession, address: number, count?: number): unknown {
  const first = registerValue(session, address);
  if (!count || count < 1) return first;
  return session.realm.value([first, ...Array.from({ length: count - 1 }, () => 0)]);
}

function registerValue(session: BootSession, address: number): number {
  if (address === RESET_CAUSE_REGISTER) return session.cause;
  return RANDOM_REGISTERS.includes(address) ? randomWord(session.machine.random) : 0;
}

function installProcess(session: BootSession): void {
  const env = {
    VERSION: VERSION_OF[session.machine.options.portBuild],
    BOARD: 'ESP32',
    FLASH: 4194304,
    STORAGE: 917504,
    SERIAL: AP_MAC.replaceAll(':', ''),
    CONSOLE: 'Serial1',
    MODULES: 'Flash,Storage,net,dgram,tls,http,Wifi,TelnetServer,crypto',
  };
  const process = natives(session, { memory: () => session.realm.value(memoryOf(session)) });
  Object.assign(process, { env: session.realm.value(env) });
  session.process = process;
  session.realm.scope.process = process;
}

export function freeVars(session: BootSession): number {
  return Math.max(0, TOTAL_VARS - USED_VARS - (session.machine.options.heldVars ?? 0) - session.lostVars);
}

/** The sandbox counts no variables: the usage is a fixed figure, and what the Wi-Fi port keeps comes on top. */
function memoryOf(session: BootSession): Record<string, number> {
  const free = freeVars(session);
  const usage = TOTAL_VARS - free;
  return { free, usage, total: TOTAL_VARS, history: 0, gc: 0, gctime: 0, blocksize: 14 };
}

function installE(session: BootSession, reboot: () => never): void {
  const { realm } = session;
  const flat = (...values: unknown[]): Buffer => Buffer.concat(values.map(bytesOf));
  const kick = watchdog(session);
  realm.scope.E = natives(session, {
    setConsole: (device: unknown) => setConsole(session, device),
    getConsole: () => session.console,
    reboot,
    CRC32: (value: unknown) => crc32(bytesOf(value)),
    sum: (value: unknown) => new Int8Array(bytesOf(value)).reduce((sum, byte) => sum + byte, 0),
    toString: (...values: unknown[]) => flat(...values).toString('latin1'),
    toArrayBuffer: (value: unknown) => realm.arrayBuffer(bytesOf(value)),
    toUint8Array: (...values: unknown[]) => realm.uint8Array(flat(...values)),
    mapInPlace,
    enableWatchdog: kick.enable,
    kickWatchdog: kick.kick,
    getErrorFlags: () => realm.value([]),
    hwRand: () => ((realm.scope.Math as Math).random() * 0x100000000) | 0,
    srand: () => undefined,
    getSizeOf: () => 1,
    setFlags: () => undefined,
  });
}

/** The port takes any width; here it is bytes into bytes by a table of bytes, or an exception. */
function mapInPlace(from: Uint8Array, to: Uint8Array, map: Uint8Array, bits: number): void {
  if (![1, 2, 4, 8].includes(bits) || [from, to, map].some((array) => array.byteLength !== array.length))
    throw new Error('mapInPlace: not imitated');
  const perByte = 8 / bits;
  for (let i = 0; i < Math.min(to.length, from.length * perByte); i++) {
    const shift = 8 - bits * ((i % perByte) + 1);
    to[i] = map[((from[Math.floor(i / perByte)] ?? 0) >> shift) & ((1 << bits) - 1)] ?? 0;
  }
}

function setConsole(session: BootSession, device: unknown): void {
  const name =
    device === null || device === undefined
      ? null
      : device === session.realm.scope.Serial1
        ? 'Serial1'
        : String(device);
  const before = session.console;
  if (name === before) return;
  session.console = name;
  if (name === 'Serial1') print(session, `<- ${before}\r\n>`);
}

/** In automatic mode the idle loop kicks, so only an endless loop is caught (see `hang`). */
function watchdog(session: BootSession): { enable(seconds: number, automatic?: unknown): void; kick(): void } {
  let timer: number | null = null;
  let manual = false;
  const kick = (): void => {
    if (timer !== null) cancel(session, timer);
    timer = null;
    if (!manual || session.watchdogSeconds <= 0) return;
    timer = after(session, session.watchdogSeconds * 1000, () => session.machine.restart(CAUSE_WATCHDOG));
  };
  return {
    enable(seconds, automatic) {
      session.watchdogSeconds = Math.round(seconds);
      manual = automatic === false || automatic === 0;
      kick();
    },
    kick,
  };
}
