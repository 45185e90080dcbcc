// One life of the device as the engine sees it: the interpreter, its Wi-Fi port, and what both have said so far.

import { createWifiPort, type WifiPort } from '../espruino-wifi/port.ts';
import { createHeapMeter, type HeapMeter } from '../heap-meter.ts';
import type { Machine } from '../node/machine.ts';
import { type Callbacks, createCallbacks } from './callbacks.ts';
import type { DoorKeeper } from './doors.ts';
import type { InterpreterProcess } from './process.ts';
import type { StackMeter } from './stack-meter.ts';

export interface Board {
  machine: Machine;
  doors: DoorKeeper;
  cause: number;
  process: InterpreterProcess | null;
  wifi: WifiPort;
  heap: HeapMeter;
  callbacks: Callbacks;
  /** The REPL has UART0. */
  repl: boolean;
  telnet: boolean;
  watch: { repeat: boolean; edge: string } | null;
  watchdog: Watchdog;
  /** Free variables that the firmware is to find, see `--jsvars`; 0: all there are. */
  freeVars: number;
  /** Variables in use when the firmware's own code begins: the prelude's, and what is held back for `--jsvars`. */
  preludeVars: number;
  /** null: the stack is not measured. */
  meter: StackMeter | null;
  /** Wi-Fi events of this life; of each the prelude keeps what the port keeps. */
  events: number;
  /** Questions put to the interpreter that wait for their answer. */
  questions: Map<number, (value: unknown, error: string | null) => void>;
  nextQuestion: number;
}

interface Watchdog {
  enable(seconds: number, automatic: boolean): void;
  /** `own`: the firmware kicked; else the idle loop did. */
  kick(own: boolean): void;
  stop(): void;
}

export function createBoard(
  machine: Machine,
  doors: DoorKeeper,
  cause: number,
  freeVars: number,
  resets: { bite(): void; panic(freeHeap: number): void },
): Board {
  const callbacks = createCallbacks(() => board.process?.ring());
  const wifi = createWifiPort({
    portBuild: machine.options.portBuild,
    air: machine.air,
    random: machine.random,
    now: machine.clock.now,
    after: machine.clock.after,
    cancel: machine.clock.cancel,
    call: callbacks.call,
    emit(event, details) {
      board.events += 1;
      callbacks.push({ n: event, a: details });
    },
    error: (message) => new Error(message),
    print: machine.options.idfLog ? (text) => machine.uartOut(Buffer.from(text, 'latin1')) : undefined,
    linkLost: (link) => doors.cut(link),
    radioMoved: () => board.heap.look(),
  });
  const heap = createHeapMeter({
    radio: () => wifi.radioLoad(),
    listeners: () => doors.listeners() + (board.telnet ? 1 : 0),
    now: machine.clock.now,
    panic: (free) => resets.panic(free),
  });
  const board: Board = {
    machine,
    doors,
    cause,
    process: null,
    wifi,
    heap,
    callbacks,
    repl: true,
    telnet: true,
    watch: null,
    watchdog: createWatchdog(() => resets.bite()),
    freeVars,
    preludeVars: 0,
    meter: null,
    events: 0,
    questions: new Map(),
    nextQuestion: 1,
  };
  return board;
}

function createWatchdog(bite: () => void): Watchdog {
  let timer: NodeJS.Timeout | null = null;
  let seconds = 0;
  let automatic = true;
  const stop = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  const arm = (): void => {
    stop();
    if (seconds > 0) timer = setTimeout(bite, seconds * 1000);
  };
  return {
    enable(wanted, auto) {
      seconds = Math.round(wanted);
      automatic = auto;
      arm();
    },
    kick(own) {
      if (timer && (own || automatic)) arm();
    },
    stop,
  };
}

/** How long the interpreter may take to answer: a look at its state; a measurement, also on a busy machine. */
const LOOK_MS = 3_000;
export const MEASURE_MS = 30_000;

/** Evaluates an expression between two events of the firmware's. */
export function evaluate(board: Board, expression: string, patienceMs = LOOK_MS): Promise<unknown> {
  const id = board.nextQuestion++;
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => finish(null, 'the interpreter does not answer'), patienceMs);
    const finish = (value: unknown, error: string | null): void => {
      clearTimeout(late);
      board.questions.delete(id);
      if (error === null) resolve(value);
      else reject(new Error(error));
    };
    board.questions.set(id, finish);
    board.callbacks.push({ i: id, x: expression });
  });
}
