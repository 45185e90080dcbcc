// Joins the modules, and lets go of those that are not used; its own methods go last.
//
//   UART byte ─► console ─┐
//   TCP client ─► tcp ────┼─► requests ─► connection ─► store
//   radio event, timer ───┴──────────────────┘
//
// Each module is a part of the bundle. Its functions exist only while they are needed: 7 variables each.

import type { Fault } from '../lib/result.ts';
import type { RawSocket } from '../platform/ports.ts';
import type { HttpModule } from '../protocols/http/module.ts';
import type { ImprovModule } from '../protocols/improv/module.ts';
import type { TcpModule } from '../protocols/tcp/module.ts';
import type { ConsoleModule } from '../protocols/uart/module.ts';
import type { DeviceEvent } from '../provisioning/connection-context.ts';
import type { ConnectionManager } from '../provisioning/connection-manager.ts';
import type { RequestHandler } from '../provisioning/request-handler.ts';
import { touchWindow, type Who, windowLeft } from '../provisioning/window.ts';
import type { WindowModule } from '../provisioning/window-module.ts';
import type { SessionModule } from '../security/session/module.ts';
import { appOf } from './app.ts';
import { showLed } from './led/show.ts';
import type { Held, Loaded } from './modules.ts';
import type { ResidentState } from './resident-state.ts';

/** While memory is short, a module that was unused for this long, and waits for nothing, is unloaded. */
export const IDLE_UNLOAD_MS = 3_000;

/** Sources of `wifiprov debug flow`, numbered as the original's: bit 3 the link machine, 4 commands, 5 sockets. */
export const FLOW_LINK = 3;
export const FLOW_COMMANDS = 4;
const FLOW_SOCKETS = 5;

/** What has left the buffers is in the air by then. */
const SENDING_MS = 100;

/** A module that is told what happens. */
type Listener = { onEvent(event: DeviceEvent): void };

/** What it works on: the resident state, made long before, gets this class's methods when they are needed. */
export interface Service extends ResidentState {}

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: its constructor is never called
export class Service {
  /** The module, if it is in memory; it is in use, so it stays until idle modules are unloaded for the second time from now. */
  held<Name extends Held>(name: Name): Loaded[Name] {
    if (this.used.indexOf(name) < 0) this.used += ` ${name}`;
    return this.loaded[name];
  }

  hold<Name extends Held>(name: Name, module: NonNullable<Loaded[Name]>): NonNullable<Loaded[Name]> {
    this.loaded[name] = module;
    return module;
  }

  connection(): ConnectionManager {
    return this.held('connection') || this.hold('connection', this.load('connection')(this));
  }

  requests(): RequestHandler {
    return this.held('requests') || this.hold('requests', this.load('requests')(this));
  }

  console(): ConsoleModule {
    return this.held('console') || this.hold('console', this.load('console')(this));
  }

  tcp(): TcpModule {
    return this.held('tcp') || this.hold('tcp', this.load('tcp')(this));
  }

  accept(socket: RawSocket): void {
    this.log(FLOW_SOCKETS, 1, 'tcp client');
    this.tcp().accept(socket);
  }

  http(): HttpModule {
    return this.held('http') || this.hold('http', this.load('http')(this));
  }

  acceptHttp(socket: RawSocket): void {
    this.log(FLOW_SOCKETS, 1, 'http client');
    this.http().accept(socket);
  }

  onQuery(query: string, reply: (answer: string) => void): void {
    const dns = this.held('dns') || this.hold('dns', this.load('dns')(this));
    const answer = dns(query);
    if (answer) reply(answer);
  }

  /** See ResidentCallbacks: soon, from an empty stack. `failed` is called in place of what `fn` would have led to. */
  turn(fn: () => void, failed?: (fault: Fault) => void): void {
    this.ports.clock.turn(fn, failed);
  }

  /** Replies of TCP or HTTP are awaited or on their way. */
  owesReplies(): boolean {
    const tcp = this.loaded.tcp;
    const http = this.loaded.http;
    return (!!tcp && tcp.owes()) || (!!http && http.owes());
  }

  /** A reply has left the device's buffers; the radio, if it waits for that, gets a moment more to send it. */
  replyLeft(): void {
    if (!this.state.link.holdEndMs || this.owesReplies()) return;
    this.ports.clock.after(SENDING_MS, () => {
      // Another request may have come meanwhile.
      if (!this.owesReplies()) this.connection().release();
    });
  }

  /** Its frames come by way of the console. */
  improv(): ImprovModule {
    return this.held('improv') || this.hold('improv', this.load('improv')(this));
  }

  /** Improv's frames, in one write. */
  sendFrames(bytes: string): void {
    if (!this.isReplActive) this.console().frames(bytes);
  }

  session(): SessionModule {
    return this.held('session') || this.hold('session', this.load('session')(this));
  }

  window(): WindowModule {
    return this.load('window')(this);
  }

  /** Milliseconds until the setup window closes; 0: it is closed. */
  windowLeft(): number {
    return windowLeft(this.state, this.access, this.ports.clock.nowMs());
  }

  /** What names a network or an address is not for a stranger while the window is closed. */
  hidesIdentity(who: Who): boolean {
    return who === 'anonymous' && !this.windowLeft();
  }

  /** A request was accepted. Here and not in the module of the window, since that would have to be made for each. */
  noteActivity(): void {
    touchWindow(this.state, this.ports.clock.nowMs());
    this.watchWindow();
  }

  /** Waits for the moment at which the window may close, if there is one. */
  watchWindow(): void {
    const ms = this.windowLeft();
    if (ms > 0) this.ports.clock.arm(this.windowSlot, ms, this.callbacks.windowDue);
    else this.ports.clock.disarm(this.windowSlot);
  }

  /** To each door and the app; where one throws, that is told, and the others hear it all the same. */
  emit(event: DeviceEvent): void {
    this.pass(this.loaded.tcp, event);
    if (BUILD_APP) this.guard(() => appOf(this).onEvent(event));
    if (BUILD_LED && event.event === 'state') this.guard(() => showLed(this, true));
    if (this.isReplActive) return;
    this.guard(() => {
      const console = this.loaded.console;
      if (console) console.onEvent(event);
      else this.load('eventPrinter')(this.ports.uart, event, this.state.host);
    });
    this.pass(this.loaded.improv, event);
  }

  private pass(listener: Listener | undefined, event: DeviceEvent): void {
    if (listener) this.guard(() => listener.onEvent(event));
  }

  private guard(fn: () => void): void {
    try {
      fn();
    } catch (error) {
      this.callbacks.failed(error);
    }
  }

  printEvent(event: string): void {
    if (!this.isReplActive) this.console().event(event);
  }

  /** For `wifiprov debug`: shown when the level asks for it and the flow mask (0: all) has the source's bit. */
  log(flow: number, level: number, text: string): void {
    const state = this.state;
    if (state.debugLevel >= level && (!state.debugFlow || state.debugFlow & (1 << flow)))
      this.printEvent(`log ${flow} ${text}`);
  }

  /** Takes the UART, at start or back from the REPL. */
  takeUart(): void {
    this.isReplActive = false;
    if (BUILD_APP) this.ports.watchdog?.(false);
    this.ports.uart.take(this.callbacks.uart);
    this.console().prompt();
  }

  /** Hands the UART to the REPL. */
  repl(): void {
    this.isReplActive = true;
    // An upload by the REPL ends all timers.
    if (BUILD_APP) this.ports.watchdog?.(true);
    this.loaded.console = undefined;
    if (BUILD_LED) showLed(this, false);
    this.ports.uart.give();
  }

  /** Asks for a tick at that time; 0: only an event can change anything. */
  wakeAt(ms: number): void {
    const clock = this.ports.clock;
    if (ms) clock.arm(this.tickSlot, Math.max(0, ms - clock.nowMs()), this.callbacks.tick);
    else clock.disarm(this.tickSlot);
  }

  /** Lets go of what was not used since the last time. Timers and callbacks of a module keep it busy. True: some are left. */
  unloadUnused(): boolean {
    const loaded = this.loaded;
    let rest = false;
    Object.keys(loaded).forEach((name) => {
      const module = loaded[name];
      const isBusy = module && (this.used.indexOf(name) >= 0 || module.busy?.());
      if (isBusy) rest = true;
      else loaded[name] = undefined;
    });
    this.used = '';
    return rest;
  }

  /** Memory is short: what was used a moment ago is made again when it is needed. */
  unloadAll(): void {
    this.used = '';
    this.kept = {};
    this.unloadUnused();
  }

  unloadIdle(): void {
    this.kept = {};
    if (this.unloadUnused()) this.ports.clock.after(IDLE_UNLOAD_MS, this.callbacks.unloadIdle);
    else this.unloadService();
  }

  private unloadService(): void {
    this.isServiceLoaded = false;
    this.ports = undefined as never;
    Object.setPrototypeOf(this, Object.prototype);
  }
}
