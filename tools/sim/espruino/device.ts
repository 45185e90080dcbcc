// The device as long as the engine exists: switches lives on and off, and carries over what survives a reset.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineOptions } from '../engine.ts';
import { installSlots } from '../firmware-install.ts';
import { panicLine } from '../heap-meter.ts';
import { CAUSE_SOFTWARE, CAUSE_WATCHDOG, createMachine, type Machine } from '../node/machine.ts';
import { createReadyWatch } from '../ready.ts';
import { type Board, createBoard } from './board.ts';
import { answerCall } from './calls.ts';
import { createDoorKeeper, type DoorKeeper } from './doors.ts';
import type { Interpreter } from './interpreter.ts';
import { startProcess } from './process.ts';
import type { Network } from './route.ts';
import { createStackMeter } from './stack-meter.ts';
import { filesBesideImage, installedFiles, readStorage, writeImage, writeStorage } from './storage-files.ts';
import type { StoredFiles } from './storage-image.ts';

export interface EspruinoOptions extends EngineOptions {
  /** Path of the interpreter, see `findInterpreter`. */
  interpreter: string;
  /** The stack is measured, see `EspruinoEngine.stackUsed`; each call to the port takes longer then. */
  measureStack?: boolean;
  /** Air, radio port and button go so many times as fast; the firmware's clock has to be told by `.boot0`. */
  pace?: number;
}

/** What the end of a life leads to. */
type Next = { cause: number } | 'off';

export interface Device {
  options: EspruinoOptions;
  interpreter: Interpreter | null;
  folder: string;
  files: StoredFiles;
  machine: Machine;
  doors: DoorKeeper;
  board: Board | null;
  boots: number;
  bornAt: number;
  /** How often the interpreter has ended by itself: a crash of its own. */
  deaths: number;
  earlyDeaths: number;
  /** null: the running life has not been told to end. */
  next: Next | null;
  onUart(bytes: Uint8Array): void;
  onReady(): void;
  onEnd(): void;
  /** Run when the process ends without `stop`. */
  leave(): void;
}

/** A device that dies so often in a row before its doors are open stays off. */
const MAX_EARLY_DEATHS = 10;

/** The interpreter has Storage as the flash image has it, byte for byte. */
const isImage = (options: EspruinoOptions): boolean => options.asFlashed === true || options.slots !== undefined;

export function createDevice(options: EspruinoOptions): Device {
  const machine = createMachine(
    { ...options, speed: options.pace ?? 1 },
    { uartOut: (bytes) => device.onUart(bytes), restart: (cause) => end(device, { cause }) },
  );
  if (options.slots) installSlots(machine.flash, options.slots);
  const device: Device = {
    options,
    interpreter: null,
    folder: mkdtempSync(join(tmpdir(), 'wifiprov-')),
    files: (isImage(options) ? filesBesideImage : installedFiles)(options.bootFiles),
    machine,
    doors: createDoorKeeper(options.doors, () => networkOf(device)),
    board: null,
    boots: 0,
    bornAt: 0,
    deaths: 0,
    earlyDeaths: 0,
    next: null,
    onUart: () => undefined,
    onReady: () => undefined,
    onEnd: () => undefined,
    leave: () => leaveNothing(device),
  };
  process.once('exit', device.leave);
  return device;
}

function networkOf({ board }: Device): Network | null {
  if (!board?.process) return null;
  const { linkOfPeer, trafficSeen } = board.wifi;
  return { heap: board.heap, linkOfPeer, trafficSeen };
}

function leaveNothing(device: Device): void {
  device.board?.process?.kill();
  rmSync(device.folder, { recursive: true, force: true });
}

/** In use on the chip when the firmware's code begins (seen on 2v27.45). */
const BARE_VARS = 59;

/** The pool of variables has a fixed size, so the prelude takes away what is too much. */
function freeVars(interpreter: Interpreter, jsvars: number | null): number {
  return jsvars === null || jsvars >= interpreter.variables ? 0 : Math.max(1, jsvars - BARE_VARS);
}

export function boot(device: Device, cause: number): void {
  const { interpreter, machine, doors, options, folder } = device;
  if (!interpreter) return;
  if (device.earlyDeaths >= MAX_EARLY_DEATHS) {
    options.log('the interpreter keeps crashing; the device stays off');
    return;
  }
  (isImage(options) ? writeImage : writeStorage)(folder, interpreter, machine.flash, device.files);
  device.boots += 1;
  device.bornAt = machine.clock.now();
  device.next = null;
  let ready = false;
  const watchReady = createReadyWatch(() => {
    if (ready) return;
    ready = true;
    device.earlyDeaths = 0;
    device.onReady();
  });
  const board = createBoard(machine, doors, cause, freeVars(interpreter, options.jsvars), resetsOf(device));
  device.board = board;
  board.process = startProcess(interpreter.path, folder, {
    async onCall(name, args, payload) {
      if (name !== 'reboot') return board.process && answerCall(board, name, args, payload);
      end(device, { cause: CAUSE_SOFTWARE });
      return null;
    },
    onOutput(bytes) {
      device.onUart(bytes);
      watchReady(bytes);
    },
    onDeath: () => afterLife(device, board, ready),
    onMark: (mark) => board.meter?.onMark(mark),
  });
  if (options.measureStack) board.meter = createStackMeter(board.process.pid);
}

function resetsOf(device: Device): { bite(): void; panic(freeHeap: number): void } {
  return {
    bite: () => end(device, { cause: CAUSE_WATCHDOG }),
    panic(freeHeap) {
      device.options.log(panicLine(freeHeap));
      end(device, { cause: CAUSE_SOFTWARE });
    },
  };
}

/** Ends the running life; what follows is done when the process is gone. */
export function end(device: Device, next: Next): void {
  device.next = next;
  const { board } = device;
  if (!board) return;
  board.wifi.stop();
  board.watchdog.stop();
  board.process?.kill();
}

function afterLife(device: Device, board: Board, wasReady: boolean): void {
  const { interpreter, machine, options, folder } = device;
  board.process = null;
  board.wifi.stop();
  board.watchdog.stop();
  device.doors.reset();
  for (const finish of board.questions.values()) finish(null, 'the device was reset');
  if (interpreter)
    for (const fault of readStorage(folder, interpreter, machine.flash, device.files)) options.log(fault);
  if (device.next === 'off') device.onEnd();
  else boot(device, device.next?.cause ?? causeOfDeath(device, wasReady));
}

/** The interpreter was not told to end: a crash of its own. */
function causeOfDeath(device: Device, wasReady: boolean): number {
  device.deaths += 1;
  device.earlyDeaths = wasReady ? 0 : device.earlyDeaths + 1;
  device.options.log('the interpreter exited; this counts as a crash');
  return CAUSE_SOFTWARE;
}

export function stop(device: Device): Promise<void> {
  return new Promise((resolve) => {
    device.onEnd = () => {
      device.machine.clock.stop();
      device.machine.flash.close();
      device.doors.detach();
      process.off('exit', device.leave);
      leaveNothing(device);
      resolve();
    };
    const running = device.board?.process != null;
    end(device, 'off');
    if (!running) device.onEnd();
  });
}
