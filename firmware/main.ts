// `.bootcde`: what stays in memory, see runtime/resident-state.ts. All else is modules, read from this bundle when they are needed.

import type { Fault } from './lib/result.ts';
import { after, collect, cutSocket, freeHeap, freeNow, giveUp, linkNow, portMs } from './platform/espruino.ts';
import type { RawSocket } from './platform/ports.ts';
import { refuseSocket } from './platform/sockets.ts';
import { BUSY } from './protocols/http/busy.ts';
import { advance, fired } from './runtime/clock.ts';
import { hasHeapFor, hasVarsFor, heapBeside, httpVarsMin, isFull, maySay, TCP_VARS_MIN } from './runtime/heap.ts';
import { COLLECT_GAP_MS, KEEP_LOOK_MS, KEEP_VARS_MIN } from './runtime/keeping.ts';
import type { Load } from './runtime/modules.ts';
import { newResidentState, type ResidentCallbacks } from './runtime/resident-state.ts';
import { IDLE_UNLOAD_MS, type Service } from './runtime/service.ts';
import { HEARTBEAT_MS, POLL_MS } from './wifi/link/limits.ts';
import { isAtRest, isAwaited, isQuiet } from './wifi/link/quiet.ts';

/** The clock must be read more often than STEP_MAX_MS. */
const READING_MS = 20_000;
/** RAM has run out, see runtime/internal.ts. */
const MEMORY_FLAG = 'MEMORY';
/** In the table of places, see tools/build/modules.mjs. */
const PLACE_DIGITS = 6;

/** There is too little heap for one more connection. */
const TCP_BUSY = '{"ok":false,"code":"busy","message":"the device is short of memory; try again in a second"}\n';

/**
 * Each request leaves garbage, and the interpreter collects it when none is free: few are free most of the time. So it is
 * collected before anything is thrown out for it, unless that was just tried, or an event of the port's may come meanwhile.
 */
function isShort(): boolean {
  if (freeNow() >= KEEP_VARS_MIN) return false;
  const now = advance(resident.time, portMs());
  if (now - resident.collectedMs < COLLECT_GAP_MS || !isAtRest(resident.state.link, now)) return true;
  resident.collectedMs = now;
  return collect() < KEEP_VARS_MIN;
}

const load: Load = (name) => {
  resident.at = name;
  const kept = resident.kept[name];
  if (kept) return kept as never;
  const places = BUILD_MODULES;
  const begin = places.indexOf(`;${name}:`);
  // The build may have left it out. Any other place would be the code of another module.
  if (begin < 0) throw new Error(`no module ${name}`);
  const at = begin + name.length + 2;
  const digits = (from: number): number => parseInt(places.substr(from, PLACE_DIGITS), 10);
  // What is not needed now goes first; for what is to stay (`Held`), every module that is not in use goes.
  const short = isShort();
  if (short) {
    resident.kept = {};
    const isHeld = ' console connection requests tcp http dns improv session .'.indexOf(` ${name} `) >= 0;
    if (isHeld && resident.isServiceLoaded) loadService().unloadAll();
  }
  const module = BUILD_RUN(digits(at), digits(at + PLACE_DIGITS));
  // Made anew for each request, unless they stay. Others are needed once, or have an object that lives on. The dots: from
  // 2v29 on the interpreter finds the beginning of a needle at the very end of a text.
  const isForRequests =
    ' parse checkCommand commands wifiUri update validate form status espressif .'.indexOf(` ${name} `) >= 0;
  if (isForRequests && !short) resident.kept[name] = module;
  return module as never;
};

const loadService = (): Service => {
  if (!resident.isServiceLoaded) load('service')(resident);
  return resident as Service;
};

/** Asked before anything is made for a new connection of that door. Garbage is collected where it counts. */
function isAdmitted(door: 'tcp' | 'http'): boolean {
  const tcp = resident.loaded.tcp;
  const web = resident.loaded.http;
  const pages = web ? web.open() : 0;
  const open = (tcp ? tcp.open() : 0) + pages;
  // A line that is typed may have only begun to take memory.
  const typing = resident.loaded.console?.busy() ? 1 : 0;
  if (!hasHeapFor(open, heapBeside(freeHeap(), resident.state.link))) return false;
  const now = advance(resident.time, portMs());
  if (open && isFull(resident.fullMs, now)) return false;
  const asking = open + typing;
  const least = door === 'http' ? httpVarsMin(pages + typing) : TCP_VARS_MIN;
  // Then without garbage, and then without the modules that are not needed now.
  if (hasVarsFor(asking, freeNow(), least, !!resident.loaded[door])) return true;
  if (hasVarsFor(asking, collect(), least, !!resident.loaded[door])) return true;
  if (resident.isServiceLoaded) loadService().unloadAll();
  if (hasVarsFor(asking, collect(), least, !!resident.loaded[door])) return true;
  resident.fullMs = now;
  return false;
}

function turnAway(socket: RawSocket, text: string): void {
  if (maySay(freeHeap(), freeNow())) refuseSocket(socket, text);
  else cutSocket(socket);
}

const callbacks: ResidentCallbacks = {
  byHand: () => load('startup')(resident, true),
  uart(bytes) {
    try {
      loadService().console().data(bytes);
    } catch (error) {
      callbacks.failed(error);
      // What was typed is not lost with a console that could not be made.
      if (!resident.loaded.console) callbacks.turn(() => loadService().console().data(bytes));
    }
  },
  tcp(socket) {
    try {
      if (isAdmitted('tcp')) loadService().accept(socket);
      else turnAway(socket, TCP_BUSY);
    } catch (error) {
      refuseSocket(socket, `${JSON.stringify(callbacks.failed(error))}\n`);
    }
  },
  http(socket) {
    try {
      if (BUILD_HTTP) {
        if (isAdmitted('http')) loadService().acceptHttp(socket);
        else turnAway(socket, BUSY);
      }
    } catch (error) {
      callbacks.failed(error);
      if (BUILD_HTTP) refuseSocket(socket, 'HTTP/1.0 500 Internal Server Error\r\n\r\n');
    }
  },
  dns(query, reply) {
    try {
      loadService().onQuery(query, reply);
    } catch (error) {
      callbacks.failed(error);
    }
  },
  radio(event) {
    try {
      loadService().connection().onRadio(event);
    } catch (error) {
      callbacks.failed(error);
    }
  },
  button: (isPressed, atMs) => callbacks.turn(() => load('button')(loadService(), isPressed, atMs)),
  errors(flags) {
    if (flags.indexOf(MEMORY_FLAG) >= 0) callbacks.failed(MEMORY_FLAG);
  },
  tick() {
    const link = resident.state.link;
    // An exception in what follows must not be the last that the machine hears.
    const nextMs = link.sta === 'joining' ? POLL_MS : HEARTBEAT_MS;
    resident.tickSlot.timer = after(nextMs, callbacks.fired, resident.tickSlot, callbacks.tick);
    const isDue = resident.state.windowAp || resident.state.lost >= resident.state.lostCheck;
    if (isDue || !isQuiet(link, advance(resident.time, portMs()), linkNow)) loadService().connection().tick();
  },
  windowDue: () => loadService().window().watch(),
  unloadIdle() {
    if (!resident.isServiceLoaded) return;
    try {
      // A collection of garbage loses events that the port makes meanwhile.
      if (isAwaited(resident.state.link, advance(resident.time, portMs()))) after(IDLE_UNLOAD_MS, callbacks.unloadIdle);
      else if (freeNow() >= KEEP_VARS_MIN || collect() >= KEEP_VARS_MIN) after(KEEP_LOOK_MS, callbacks.unloadIdle);
      else loadService().unloadIdle();
    } catch (error) {
      callbacks.failed(error);
      after(IDLE_UNLOAD_MS, callbacks.unloadIdle);
    }
    if (!resident.isServiceLoaded) collect();
  },
  mark: (letter) => load('store')(resident.state).mark(letter),
  fired(slot, fn) {
    try {
      // The heartbeat alone can do without the service.
      if (slot !== resident.tickSlot) loadService();
      fired(slot, fn);
    } catch (error) {
      callbacks.failed(error);
    }
  },
  turn(fn, failed) {
    try {
      // It may have gone to sleep since the turn was asked for.
      loadService();
      fn();
    } catch (error) {
      const fault = callbacks.failed(error);
      // Whatever makes answers may be broken too.
      if (failed) callbacks.turn(() => failed(fault));
    }
  },
  failed(error) {
    const at = resident.at;
    try {
      return load('internal')(resident, at, error);
    } catch {
      // Not even that.
      giveUp();
      return undefined as unknown as Fault;
    }
  },
  read(round) {
    if (round !== resident.round) return;
    advance(resident.time, portMs());
    after(READING_MS, callbacks.read, round);
  },
};

const resident = newResidentState(load, callbacks, loadService, { last: portMs(), passed: 0 });

callbacks.read(0);
try {
  load('startup')(resident, false);
} catch (error) {
  callbacks.failed(error);
}
