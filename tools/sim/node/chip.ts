// The chip around the interpreter: registers, pins, ESP32, process, E, and the back doors that a boot has to close.

import { VERSION_OF } from '../engine.ts';
import { AP_MAC } from '../espruino-wifi/types.ts';
import { createStorage } from '../flash/storage.ts';
import { chipState, type HeapMeter } from '../heap-meter.ts';
import { randomWord } from '../random.ts';
import { bytesOf, crc32 } from './bytes.ts';
import { after, cancel, type Life, natives, print, resetSelf } from './boot-session.ts';
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

export function installChip(life: Life, doors: BackDoors, heap: HeapMeter): void {
  const { scope } = life.realm;
  const reboot = (): never => resetSelf(life, CAUSE_SOFTWARE);
  natives(life, { peek32: (address: number, count?: number) => peek(life, address, count) }, scope);
  scope.ESP32 = natives(life, {
    getState: () => life.realm.value(chipState(heap.figures(), life.machine.hasBle)),
    reboot,
    enableBLE: (on: unknown) => enableBle(life, Boolean(on)),
  });
  scope.NRF = natives(life, {
    setServices(_services: unknown, options?: { uart?: unknown }) {
      if (options?.uart === false) doors.bleUart = false;
    },
  });
  installProcess(life);
  installE(life, reboot);
  scope.Modules = natives(life, { removeCached: () => undefined, removeAllCached: () => undefined });
}

/** Of each file the first one goes, if there are two of the name. */
function enableBle(life: Life, on: boolean): never {
  life.machine.hasBle = on;
  const storage = createStorage(life.machine.flash, () => {});
  for (const name of ['.varimg', '.bootcde', '.bootrst']) storage.erase(name);
  return resetSelf(life, CAUSE_SOFTWARE);
}

function peek(life: Life, address: number, count?: number): unknown {
  const first = registerValue(life, address);
  if (!count || count < 1) return first;
  return life.realm.value([first, ...Array.from({ length: count - 1 }, () => 0)]);
}

function registerValue(life: Life, address: number): number {
  if (address === RESET_CAUSE_REGISTER) return life.cause;
  return RANDOM_REGISTERS.includes(address) ? randomWord(life.machine.random) : 0;
}

function installProcess(life: Life): void {
  const env = {
    VERSION: VERSION_OF[life.machine.options.portBuild],
    BOARD: 'ESP32',
    FLASH: 4194304,
    STORAGE: 917504,
    SERIAL: AP_MAC.replaceAll(':', ''),
    CONSOLE: 'Serial1',
    MODULES: 'Flash,Storage,net,dgram,tls,http,Wifi,TelnetServer,crypto',
  };
  const process = natives(life, { memory: () => life.realm.value(memoryOf(life)) });
  Object.assign(process, { env: life.realm.value(env) });
  life.process = process;
  life.realm.scope.process = process;
}

export function freeVars(life: Life): number {
  return Math.max(0, TOTAL_VARS - USED_VARS - (life.machine.options.heldVars ?? 0) - life.lostVars);
}

/** The sandbox counts no variables: the usage is a fixed figure, and what the Wi-Fi port keeps comes on top. */
function memoryOf(life: Life): Record<string, number> {
  const free = freeVars(life);
  const usage = TOTAL_VARS - free;
  return { free, usage, total: TOTAL_VARS, history: 0, gc: 0, gctime: 0, blocksize: 14 };
}

function installE(life: Life, reboot: () => never): void {
  const { realm } = life;
  const flat = (...values: unknown[]): Buffer => Buffer.concat(values.map(bytesOf));
  const kick = watchdog(life);
  realm.scope.E = natives(life, {
    setConsole: (device: unknown) => setConsole(life, device),
    getConsole: () => life.console,
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

function setConsole(life: Life, device: unknown): void {
  const name =
    device === null || device === undefined ? null : device === life.realm.scope.Serial1 ? 'Serial1' : String(device);
  const before = life.console;
  if (name === before) return;
  life.console = name;
  if (name === 'Serial1') print(life, `<- ${before}\r\n>`);
}

/** In automatic mode the idle loop kicks, so only an endless loop is caught (see `hang`). */
function watchdog(life: Life): { enable(seconds: number, automatic?: unknown): void; kick(): void } {
  let timer: number | null = null;
  let manual = false;
  const kick = (): void => {
    if (timer !== null) cancel(life, timer);
    timer = null;
    if (!manual || life.watchdogSeconds <= 0) return;
    timer = after(life, life.watchdogSeconds * 1000, () => life.machine.restart(CAUSE_WATCHDOG));
  };
  return {
    enable(seconds, automatic) {
      life.watchdogSeconds = Math.round(seconds);
      manual = automatic === false || automatic === 0;
      kick();
    },
    kick,
  };
}
