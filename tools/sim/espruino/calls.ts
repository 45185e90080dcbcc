// Answers the calls of the prelude: Wi-Fi, flash, ports, pins and registers of the imitated chip.

import { VERSION_OF } from '../engine.ts';
import { AP_MAC } from '../espruino-wifi/types.ts';
import { nextTurn } from '../event-loop.ts';
import { FLASH_END, FLASH_START, PAGE_BYTES, RAW_LENGTH, RAW_START } from '../flash/image.ts';
import { chipState } from '../heap-meter.ts';
import { randomWord } from '../random.ts';
import type { Board } from './board.ts';

/** Thrown where the device loses power or resets itself: the call is never answered. */
export class Gone extends Error {}

type Handler = (board: Board, args: unknown[], payload: Buffer) => unknown;

/** The interpreter's idle loop sleeps up to 50 ms unless a timer is due; the chip's does not. */
const TICK_MS = 3;
/** These may end connections. What the interpreter has sent before is let out first; what it only holds is lost. */
const LEAVES_A_LINK = ['connect', 'disconnect', 'startAP', 'stopAP'];
/** Turns of the host's loop in which a byte goes through the doors. */
const DOOR_TURNS = 3;
const RESET_CAUSE_REGISTER = 0x3ff48034;
const RANDOM_REGISTERS = [0x60035144, 0x3ff75144];
const FREE_FLASH = [
  { addr: 57344, length: 8192 },
  { addr: RAW_START, length: RAW_LENGTH },
  { addr: 3538944, length: 655360 },
];

const HANDLERS: Record<string, Handler> = {
  boot: (board) => ({
    free: board.freeVars,
    tick: TICK_MS,
    wifi: Object.keys(board.wifi.methods),
    meter: board.meter !== null,
  }),
  base(board, [usage]) {
    board.preludeVars = Number(usage);
  },
  env: (board) => ({
    VERSION: VERSION_OF[board.machine.options.portBuild],
    BOARD: 'ESP32',
    SERIAL: AP_MAC.replaceAll(':', ''),
  }),
  heap: (board) => chipState(board.heap.figures(), false),
  peek32: (board, [address]) => register(board, Number(address)),
  pin: (board) => (board.machine.buttonPressed ? 1 : 0),
  watch(board, [options]) {
    const { repeat, edge } = (options ?? {}) as { repeat?: boolean; edge?: string };
    board.watch = { repeat: repeat === true, edge: edge ?? 'rising' };
  },
  console(board, [device]) {
    board.repl = device === 'USB';
  },
  telnet(board, [options]) {
    board.telnet = (options as { mode?: string } | null)?.mode !== 'off';
  },
  watchdog: (board, [seconds, automatic]) => board.watchdog.enable(Number(seconds), automatic === true),
  kick: (board) => board.watchdog.kick(true),
  alive: (board) => board.watchdog.kick(false),
  port: (board, [port]) => board.doors.portFor(Number(port)),
  open: (board, [port]) => board.doors.opened(Number(port)),
  close: (board, [port]) => board.doors.closed(Number(port)),
  closeUdp: (board, [port]) => board.doors.closed(Number(port)),
  flashFree: () => FREE_FLASH,
  flashPage: (_board, [address]) => pageOf(Number(address)),
  flashErase(board, [address]) {
    if (typeof address !== 'number') throw new Error(`Address should be an integer, got ${typeof address}`);
    if (inFlash(address)) board.machine.flash.erase(address);
  },
  flashWrite(board, [address], payload) {
    if (inFlash(Number(address)) && payload.length > 0) board.machine.flash.write(Number(address), payload);
  },
  answer(board, [id, value, error]) {
    board.questions.get(Number(id))?.(value, error === null ? null : String(error));
  },
};

/** The bytes that let the interpreter go on; null when it never will. */
export async function answerCall(board: Board, name: string, args: unknown[], payload: Buffer): Promise<Buffer | null> {
  if (name === 'flashRead') {
    board.wifi.flashRead();
    return flashBytes(board, Number(args[0]), Number(args[1]));
  }
  try {
    return json(await bodyOf(board, name, args, payload));
  } catch (error) {
    return error instanceof Gone ? null : json({ e: (error as Error).message });
  }
}

async function bodyOf(board: Board, name: string, args: unknown[], payload: Buffer): Promise<unknown> {
  if (name === 'poll') return board.callbacks.next();
  const method = board.wifi.methods[name];
  if (method && LEAVES_A_LINK.includes(name)) await nextTurn(DOOR_TURNS);
  if (method) return wifiCall(board, name, method, args);
  const handler = HANDLERS[name];
  if (!handler) throw new Error(`unknown call ${name}`);
  return { v: await handler(board, args, payload) };
}

/** The marks of the prelude for a function and for undefined, which JSON does not know. */
function wifiCall(board: Board, name: string, method: (...args: unknown[]) => unknown, args: unknown[]): unknown {
  let key: number | null = null;
  let replaced: number[] = [];
  const real = args.map((arg) => {
    if (arg === '\x1au') return undefined;
    if (arg !== '\x1af') return arg;
    const made = board.callbacks.make(name);
    key = made.key;
    replaced = made.replaced;
    return made.callback;
  });
  return { v: method(...real), k: key, d: replaced };
}

function register(board: Board, address: number): number {
  if (address === RESET_CAUSE_REGISTER) return board.cause;
  return RANDOM_REGISTERS.includes(address) ? randomWord(board.machine.random) : 0;
}

const inFlash = (address: number): boolean => address >= FLASH_START && address < FLASH_END;

function pageOf(address: number): { addr: number; length: number } | undefined {
  if (!(address >= 0 && address < FLASH_END)) return undefined;
  return { addr: address - (address % PAGE_BYTES), length: PAGE_BYTES };
}

function flashBytes(board: Board, address: number, length: number): Buffer {
  const found = inFlash(address) ? board.machine.flash.read(address, length) : Buffer.alloc(0);
  return Buffer.concat([found, Buffer.alloc(length - found.length, 0xff)]);
}

/** Byte strings stay bytes: one char code 0..255 each. */
function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value), 'latin1');
}
