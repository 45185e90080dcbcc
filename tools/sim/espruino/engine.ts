// The engine that runs the firmware in the real interpreter: what the outside can ask of it and do to it.

import { readFileSync } from 'node:fs';
import type { ControlFault, DeviceState, Engine, Outcome } from '../engine.ts';
import { CAUSE_POWER_ON, CAUSE_SOFTWARE } from '../node/machine.ts';
import { type Board, evaluate, MEASURE_MS } from './board.ts';
import { Gone } from './calls.ts';
import { boot, createDevice, type Device, type EspruinoOptions, end, stop } from './device.ts';
import { type Interpreter, probeInterpreter } from './interpreter.ts';
import { differences } from './likeness.ts';
import type { StackMeter } from './stack-meter.ts';
import { stdinBytes } from './uart.ts';

export interface EspruinoEngine extends Engine {
  /** An expression in the running device, between two of its events; for measuring. */
  evaluate(expression: string): Promise<unknown>;
  /** Processor time that the running interpreter has taken, in milliseconds; 0 where the system does not tell. */
  cpuMs(): number;
  /** Wi-Fi events of the running life: each keeps variables for good, as on the chip. */
  events(): number;
  /** How often the interpreter has ended by itself. */
  deaths(): number;
  /** Of the running life, with `measureStack`: bytes since its start or `reset`. Throws where the system does not show it. */
  stack(): StackMeter;
}

const NOT_SUPPORTED: ControlFault = {
  code: 'not_supported',
  message: 'the espruino engine runs in real time; it cannot advance',
};

export function createEspruinoEngine(options: EspruinoOptions): EspruinoEngine {
  const device = createDevice(options);
  const restart = (cause: number): Outcome => {
    end(device, { cause });
    return null;
  };
  return {
    async start() {
      device.interpreter = await probeInterpreter(options.interpreter);
      warnAbout(device.interpreter, options);
      boot(device, CAUSE_POWER_ON);
    },
    uartWrite(bytes) {
      const { board } = device;
      board?.process?.send(stdinBytes(bytes, options.portBuild, board.repl));
    },
    onUart(listener) {
      device.onUart = listener;
    },
    onReady(listener) {
      device.onReady = listener;
    },
    openDoors: () => device.doors.open(),
    announced: () => device.board?.wifi.announced() ?? null,
    state: () => stateOf(device),
    powerCycle: async () => restart(CAUSE_POWER_ON),
    crash: async () => restart(CAUSE_SOFTWARE),
    cutPower: async (after) => armCut(device, after),
    async setAir(accessPoints) {
      device.machine.air.replace(accessPoints);
      return null;
    },
    joinAp: async () => phone(device.board?.wifi.phoneJoins()),
    leaveAp: async () => phone(device.board?.wifi.phoneLeaves()),
    button: async (ms) => pressButton(device, ms),
    advance: async () => NOT_SUPPORTED,
    stop: () => stop(device),
    evaluate: (expression) => {
      if (!device.board?.process) return Promise.reject(new Error('the device is off'));
      return evaluate(device.board, expression, MEASURE_MS);
    },
    cpuMs: () => cpuMs(device.board?.process?.pid ?? 0),
    events: () => device.board?.events ?? 0,
    deaths: () => device.deaths,
    stack: () => meterOf(device),
  };
}

/** Linux tells it in nanoseconds. */
function cpuMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}

function meterOf(device: Device): StackMeter {
  const { board } = device;
  if (!board?.process || !board.meter) throw new Error('the device is off, or its stack is not measured');
  return board.meter;
}

function warnAbout(interpreter: Interpreter, options: EspruinoOptions): void {
  const found = differences(interpreter);
  if (found.length > 0) options.log(`this interpreter is not like the chip: ${found.join('; ')}`);
  if (options.jsvars !== null && options.jsvars >= interpreter.variables)
    options.log(`--jsvars ignored: the interpreter has ${interpreter.variables} variables`);
}

/** Only writes to the raw area count here: Storage is written by the interpreter itself. */
function armCut(device: Device, after: number): Outcome {
  device.machine.flash.armCut(after, () => {
    end(device, { cause: CAUSE_POWER_ON });
    throw new Gone();
  });
  return null;
}

async function stateOf(device: Device): Promise<DeviceState> {
  const { machine, board, boots, bornAt } = device;
  const radio = board?.wifi.snapshot() ?? { mode: 'NULL' as const, link: null, ap: null };
  const { writes, bytes } = machine.flash.counts();
  const memory = await memoryOf(board);
  const uptimeMs = Math.round(machine.clock.now() - bornAt);
  const heap = board?.heap.figures() ?? { freeHeap: 0, minHeap: 0, ownMinHeap: 0 };
  return { ...radio, flashWrites: writes, flashBytes: bytes, ...memory, ...heap, boots, uptimeMs };
}

/** `usedVars` is what the firmware holds: the prelude's own share is taken off. */
type Inside = Pick<DeviceState, 'freeVars' | 'usedVars' | 'pins'>;

async function memoryOf(board: Board | null): Promise<Inside> {
  const nothing = { freeVars: null, usedVars: null };
  if (!board?.process) return nothing;
  try {
    const asked = '(function(m){return [m.free,m.usage,E.simPins];})(process.memory())';
    const [free, usage, pins] = (await evaluate(board, asked)) as [number, number, { [pin: string]: number }];
    const vars = { freeVars: free ?? null, usedVars: usage === undefined ? null : usage - board.preludeVars };
    return Object.keys(pins).length ? { ...vars, pins } : vars;
  } catch {
    return nothing;
  }
}

function phone(done: boolean | undefined): Outcome {
  return done ? null : { code: 'not_possible', message: 'the AP does not allow it now' };
}

function pressButton(device: Device, ms: number): Outcome {
  moveButton(device, true);
  device.machine.clock.after(ms, () => moveButton(device, false));
  return null;
}

function moveButton(device: Device, pressed: boolean): void {
  const { machine, board } = device;
  machine.buttonPressed = pressed;
  const watch = board?.watch;
  if (!board || !watch || (watch.edge !== 'both' && (watch.edge === 'falling') === pressed)) return;
  const time = (machine.clock.now() - device.bornAt) / 1000;
  if (!watch.repeat) board.watch = null;
  board.callbacks.push({ k: 'button', a: [{ state: pressed, time, lastTime: 0 }], d: !watch.repeat });
}
