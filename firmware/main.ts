// `.bootcde`: what stays in memory, see kernel/core.ts. All else is parts, read from this bundle when somebody needs them.

import type { Fault } from './core/result.ts';
import { after, collect, freeHeap, freeNow, giveUp, linkNow, portMs, refuseSocket } from './hal/espruino.ts';
import { type Ears, newCore } from './kernel/core.ts';
import { admits } from './kernel/heap.ts';
import { type Kernel, NAP_MS } from './kernel/kernel.ts';
import type { Load } from './kernel/modules.ts';
import { advance, fired } from './kernel/steady.ts';
import { BUSY } from './web/busy.ts';
import { HEARTBEAT_MS } from './wifi/link/state.ts';

/** The clock must be read more often than STEP_MAX_MS. */
const READING_MS = 20_000;
/** RAM has run out, see parts/internal.ts. */
const MEMORY_FLAG = 'MEMORY';
/** In the table of places, see tools/build/parts.mjs. */
const PLACE_DIGITS = 6;

/** There is too little heap for one more connection. */
const TCP_BUSY = '{"ok":false,"code":"busy","message":"the device is short of memory; try again in a second"}\n';

const load: Load = (name) => {
  const places = BUILD_MODULES;
  const begin = places.indexOf(`;${name}:`);
  // Of a piece that was left out, for one: any other place would be somebody else's code.
  if (begin < 0) throw new Error(`no module ${name}`);
  const at = begin + name.length + 2;
  core.at = name;
  const digits = (from: number): number => parseInt(places.substr(from, PLACE_DIGITS), 10);
  return BUILD_RUN(digits(at), digits(at + PLACE_DIGITS)) as never;
};

const awake = (): Kernel => {
  if (!core.isAwake) load('kernel')(core);
  return core as Kernel;
};

/** Online as it should be: the heartbeat needs none of the machine's code. */
function isQuiet(): boolean {
  const state = core.kept.link;
  if (state.sta !== 'online' || state.ap !== 'down' || state.scan !== 'none') return false;
  if (core.kept.lost >= core.kept.lostCheck || core.kept.windowAp) return false;
  // Then the access point is wanted, and not up.
  if (advance(core.time, portMs()) < state.apKeepMs) return false;
  const link = linkNow();
  return !!link && link.ssid === state.trySsid && link.ip !== '0.0.0.0';
}

/** Asked before anything is made for a new connection. */
function isAdmitted(): boolean {
  const tcp = core.loaded.tcp;
  const web = core.loaded.web;
  return admits(freeHeap(), freeNow(), (tcp ? tcp.open() : 0) + (web ? web.open() : 0));
}

const ears: Ears = {
  byHand: () => load('start')(core, true),
  uart(bytes) {
    try {
      awake().console().data(bytes);
    } catch (error) {
      ears.failed(error);
      // What was typed is not lost with a console that could not be made.
      if (!core.loaded.console) ears.turn(() => awake().console().data(bytes));
    }
  },
  tcp(socket) {
    try {
      if (isAdmitted()) awake().accept(socket);
      else refuseSocket(socket, TCP_BUSY);
    } catch (error) {
      refuseSocket(socket, `${JSON.stringify(ears.failed(error))}\n`);
    }
  },
  web(socket) {
    try {
      if (BUILD_HTTP) {
        if (isAdmitted()) awake().acceptWeb(socket);
        else refuseSocket(socket, BUSY);
      }
    } catch (error) {
      ears.failed(error);
      if (BUILD_HTTP) refuseSocket(socket, 'HTTP/1.0 500 Internal Server Error\r\n\r\n');
    }
  },
  dns(query, reply) {
    try {
      awake().onQuery(query, reply);
    } catch (error) {
      ears.failed(error);
    }
  },
  radio(event) {
    try {
      awake().engine().onRadio(event);
    } catch (error) {
      ears.failed(error);
    }
  },
  button: (isPressed, atMs) => ears.turn(() => load('button')(awake(), isPressed, atMs)),
  errors(flags) {
    if (flags.indexOf(MEMORY_FLAG) >= 0) ears.failed(MEMORY_FLAG);
  },
  wake() {
    // An exception in what follows must not be the last that the machine hears.
    core.waking.timer = after(HEARTBEAT_MS, ears.fired, core.waking, ears.wake);
    if (!isQuiet()) awake().engine().tick();
  },
  watch: () => awake().gate().watch(),
  nap() {
    if (!core.isAwake) return;
    try {
      awake().nap();
    } catch (error) {
      ears.failed(error);
      after(NAP_MS, ears.nap);
    }
    if (!core.isAwake) collect();
  },
  mark: (letter) => load('vault')(core.kept).mark(letter),
  fired(waiter, fn) {
    try {
      // The heartbeat alone can do without the service.
      if (waiter !== core.waking) awake();
      fired(waiter, fn);
    } catch (error) {
      ears.failed(error);
    }
  },
  turn(fn, failed) {
    try {
      // It may have gone to sleep since the turn was asked for.
      awake();
      fn();
    } catch (error) {
      const fault = ears.failed(error);
      // Whatever makes answers may be broken too.
      if (failed) ears.turn(() => failed(fault));
    }
  },
  failed(error) {
    const at = core.at;
    try {
      return load('internal')(core, at, error);
    } catch {
      // Not even that.
      giveUp();
      return undefined as unknown as Fault;
    }
  },
  read(round) {
    if (round !== core.round) return;
    advance(core.time, portMs());
    after(READING_MS, ears.read, round);
  },
};

const core = newCore(load, ears, awake, { last: portMs(), passed: 0 });

ears.read(0);
try {
  load('start')(core, false);
} catch (error) {
  ears.failed(error);
}
