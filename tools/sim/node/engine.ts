// The engine that runs the firmware in a Node sandbox: boots lives one after the other and answers for them.

import type { ControlFault, DeviceState, Engine, EngineOptions } from '../engine.ts';
import { nextTurn } from '../event-loop.ts';
import { filesToInstall, installBootFiles, installSlots } from '../firmware-install.ts';
import { storageIsSound } from '../flash/files.ts';
import { createStorage } from '../flash/storage.ts';
import { createReadyWatch } from '../ready.ts';
import { type Board, createBoard } from './board.ts';
import { DEAD, endBootSession, print } from './boot-session.ts';
import type { BackDoors } from './chip.ts';
import { createBootSession } from './create-boot-session.ts';
import { attachDoors, listeningDoors } from './host-doors.ts';
import { evaluateIn } from './idle-loop.ts';
import { CAUSE_POWER_ON, CAUSE_WATCHDOG, createMachine, type Machine } from './machine.ts';
import { timedOf } from './timed.ts';

/** The boot files in the order in which the interpreter runs them. */
const BOOT_ORDER = ['.boot0', '.boot1', '.boot2', '.boot3', '.bootcde'];

/** What the node engine tells beyond what `state` of tools/docs/simulator.md has, for tests. */
export interface Debug {
  backDoors: BackDoors;
  console: string | null;
  sockets: number;
}

interface NodeEngine extends Engine {
  debug(): Debug;
}

export function createNodeEngine(options: EngineOptions, hangLimitMs?: number): NodeEngine {
  const core: Core = {
    options,
    board: null,
    boots: 0,
    onUart: () => {},
    onReady: () => {},
    restarting: false,
  };
  const ready = createReadyWatch(() => core.onReady());
  const machine = createMachine(options, {
    timed: timedOf(
      () => machine,
      () => core.board,
    ),
    uartOut(bytes) {
      core.onUart(bytes);
      ready(bytes);
    },
    restart: (cause, session) => restartSoon(core, machine, cause, session),
    ...(hangLimitMs === undefined ? {} : { hangLimitMs }),
  });
  const detach = attachDoors(options.doors, () => core.board);
  return {
    async start() {
      if (options.slots) installSlots(machine.flash, options.slots);
      installBootFiles(machine.flash, filesToInstall(options));
      machine.flash.resetCounts();
      boot(core, machine, CAUSE_POWER_ON);
    },
    uartWrite: (bytes) => core.board?.session.alive && core.board.uartIn(Buffer.from(bytes)),
    onUart: (listener) => (core.onUart = listener),
    onReady: (listener) => (core.onReady = listener),
    openDoors: () => listeningDoors(core.board),
    announced: () => core.board?.wifi.announced() ?? null,
    debug: () => debugOf(core),
    ...controls(core, machine),
    async stop() {
      if (core.board) endBootSession(core.board.session);
      detach();
      machine.clock.stop();
      machine.flash.close();
    },
  };
}

interface Core {
  options: EngineOptions;
  board: Board | null;
  boots: number;
  onUart: (bytes: Uint8Array) => void;
  onReady: () => void;
  restarting: boolean;
}

type Controls = Pick<
  Engine,
  'state' | 'powerCycle' | 'crash' | 'cutPower' | 'setAir' | 'joinAp' | 'leaveAp' | 'button' | 'advance'
>;

const NOT_POSSIBLE = (message: string): ControlFault => ({ code: 'not_possible', message });
/** Turns of the host's loop in which a fresh boot does its first things. */
const BOOT_TURNS = 4;

function controls(core: Core, machine: Machine): Controls {
  const rebootNow = async (cause: number): Promise<null> => {
    boot(core, machine, cause);
    await nextTurn(BOOT_TURNS);
    return null;
  };
  return {
    state: async () => stateOf(core, machine),
    powerCycle: () => rebootNow(CAUSE_POWER_ON),
    crash: () => rebootNow(CAUSE_WATCHDOG),
    async cutPower(after) {
      machine.flash.armCut(after, () => {
        if (core.board) endBootSession(core.board.session);
        machine.restart(CAUSE_POWER_ON);
        throw DEAD;
      });
      return null;
    },
    async setAir(points) {
      machine.air.replace(points);
      return null;
    },
    joinAp: async () => (core.board?.wifi.phoneJoins() ? null : NOT_POSSIBLE('the access point is down or full')),
    leaveAp: async () =>
      core.board?.wifi.phoneLeaves() ? null : NOT_POSSIBLE('no client has joined the access point'),
    async button(ms) {
      pressButton(core, machine, ms);
      return null;
    },
    async advance(ms) {
      await machine.clock.advance(ms);
      return null;
    },
  };
}

function pressButton(core: Core, machine: Machine, ms: number): void {
  const move = (pressed: boolean): void => {
    machine.buttonPressed = pressed;
    core.board?.buttonMoved(pressed);
  };
  move(true);
  machine.clock.after(ms, () => move(false));
}

function restartSoon(core: Core, machine: Machine, cause: number, session?: object): void {
  if (session && core.board?.session !== session) return;
  if (core.board) endBootSession(core.board.session);
  if (core.restarting) return;
  core.restarting = true;
  machine.pendingWork++;
  setImmediate(() => {
    machine.pendingWork--;
    if (core.restarting) boot(core, machine, cause);
  });
}

function boot(core: Core, machine: Machine, cause: number): void {
  if (core.board) endBootSession(core.board.session);
  core.restarting = false;
  core.boots++;
  const session = createBootSession(machine, cause);
  const board = createBoard(core.options, session);
  core.board = board;
  if (!storageIsSound(machine.flash)) {
    print(session, 'Storage is corrupt.\r\nErasing Storage Area...\r\nErase complete.\r\n');
    createStorage(machine.flash, () => {}).eraseAll();
  }
  const storage = createStorage(machine.flash, () => {});
  for (const name of BOOT_ORDER) {
    const code = storage.read(name);
    if (code && session.alive) evaluateIn(session, code.toString('latin1'), name);
  }
  if (session.alive) print(session, '\r\n>');
}

function stateOf(core: Core, machine: Machine): DeviceState {
  const { board, boots } = core;
  const radio = board?.wifi.snapshot() ?? { mode: 'NULL', link: null, ap: null };
  const { writes, bytes } = machine.flash.counts();
  return {
    ...radio,
    flashWrites: writes,
    flashBytes: bytes,
    freeVars: null,
    usedVars: null,
    ...(board?.heap.figures() ?? { freeHeap: 0, minHeap: 0, ownMinHeap: 0 }),
    boots,
    uptimeMs: board ? Math.round(machine.clock.now() - board.session.bornAt) : 0,
    ...(board?.session.levels.size ? { pins: Object.fromEntries(board.session.levels) } : {}),
  };
}

function debugOf(core: Core): Debug {
  const { board } = core;
  if (!board) throw new Error('not started');
  return { backDoors: { ...board.backDoors }, console: board.session.console, sockets: board.pool.inUse };
}
