// All that stays in memory: what is remembered, and the callbacks that wake the service. Even the service's methods go when
// they are not needed (runtime/service-module.ts): the object stays the same, its prototype comes and goes.

import type { AppState } from '../app/state.ts';
import type { Fault } from '../lib/result.ts';
import type { Clock, Link, RadioEvent, RawSocket, SendQueue, TimerSlot, Uart } from '../platform/ports.ts';
import { type DeviceState, newDeviceState } from '../provisioning/state.ts';
import { initialState } from '../wifi/link/state.ts';
import type { BootReport } from './boot/report.ts';
import type { Time } from './clock.ts';
import type { LedState } from './led/module.ts';
import type { Led } from './led/pattern.ts';
import type { Load, Loaded } from './modules.ts';
import type { Service } from './service.ts';

/** What an embedder (or `.boot1`) sets in the global `wifiprovOptions`. */
export interface Options {
  access?: 'window' | 'open';
  /** false: don't wait 2 s for a Ctrl-C. */
  bootWindow?: boolean;
  /** The status LED. */
  led?: Led | undefined;
  /** More that a browser may send as Host, with the port: the simulator's. */
  ownHosts?: string[];
}

/**
 * Functions that the port and the timers hold. A closure keeps the scope in which it was made, and so a module all of the
 * module: what stays registered is made here, at the top.
 */
export interface ResidentCallbacks {
  /** `wifiprov()` in the REPL. */
  byHand(): void;
  uart(bytes: string): void;
  tcp(socket: RawSocket): void;
  http(socket: RawSocket): void;
  dns(query: string, reply: (answer: string) => void): void;
  radio(event: RadioEvent): void;
  button(isPressed: boolean, atMs: number): void;
  errors(flags: string[]): void;
  tick(): void;
  windowDue(): void;
  unloadIdle(): void;
  mark(letter: string): void;
  /**
   * What every timer of a module calls. Runs `fn` from an empty stack, with the service in memory. What it throws is a
   * bug: it is told on the UART and counted, and `failed` gets the answer `internal`.
   */
  turn(fn: () => void, failed?: (fault: Fault) => void): void;
  /** An uncaught exception: a bug. Gives the answer `internal`. */
  failed(error: unknown): Fault;
  /** Reads the clock again and again, as long as that is the round. */
  read(round: number): void;
  /** A timer of a slot's is over: calls `fn`, as `turn` does. */
  fired(slot: TimerSlot, fn: () => void): void;
}

/** Made when the service wakes, gone when it sleeps. */
interface Ports {
  clock: Clock;
  sending: SendQueue;
  uart: Uart;
  link(): Link | null;
  /** Of builds with an embedder's app. Automatic: kicked by the idle loop, whatever becomes of the timers. */
  watchdog?(isAuto: boolean): void;
}

export interface ResidentState {
  readonly load: Load;
  readonly callbacks: ResidentCallbacks;
  /** With its methods: for what the port calls. A timer of the clock has them already. */
  readonly loadService: () => Service;
  readonly state: DeviceState;
  boot: BootReport;
  options: Options;
  access: 'window' | 'open';
  isServiceLoaded: boolean;
  /** The service has been started; its doors are open. */
  isRunning: boolean;
  isOpen: boolean;
  /** The REPL has the UART. */
  isReplActive: boolean;
  /** Of builds with an embedder's app. */
  app: AppState | undefined;
  /** With the start option `led` alone. */
  led?: LedState;
  ports: Ports;
  loaded: Loaded;
  /** Evaluated modules that stay for the next request, see keeping.ts. */
  kept: { [name: string]: unknown };
  /** Names of the modules that were used since idle modules were last unloaded, with a blank before each. */
  used: string;
  readonly tickSlot: TimerSlot;
  readonly windowSlot: TimerSlot;
  readonly time: Time;
  /** When there were too few variables for a connection. */
  fullMs: number;
  /** When garbage was collected to find out whether modules may stay. */
  collectedMs: number;
  /** Of reading the clock: one more each time that it begins anew. */
  round: number;
  /** The module that was made last: where an exception comes from, as far as can be told. */
  at: string;
  /** Exceptions in our own code since the start, and when the last ones were, see runtime/internal.ts. */
  exceptions: number;
  exceptionsAt: number[];
}

/** `boot`, `options` and `access` are for runtime/startup.ts to find out; `ports` come when the service wakes. */
export function newResidentState(
  load: Load,
  callbacks: ResidentCallbacks,
  loadService: () => Service,
  time: Time,
): ResidentState {
  return {
    load,
    callbacks,
    loadService,
    state: newDeviceState(initialState()),
    boot: undefined as never,
    options: undefined as never,
    access: 'window',
    isServiceLoaded: false,
    isRunning: false,
    isOpen: false,
    isReplActive: false,
    app: undefined,
    ports: undefined as never,
    loaded: {},
    kept: {},
    used: '',
    tickSlot: { timer: 0 },
    windowSlot: { timer: 0 },
    time,
    fullMs: 0,
    collectedMs: 0,
    round: 0,
    at: '',
    exceptions: 0,
    exceptionsAt: [],
  };
}
