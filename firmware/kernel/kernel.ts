// What stays in memory: the kept state, the handlers that wake the service, and nothing else.
//
//   UART byte ─► console ─┐                         each part is a lazily made piece of the bundle: its functions
//   TCP client ─► tcp ────┼─► desk ─► engine ─► vault    exist only while somebody needs them (7 variables each)
//   radio event, timer ───┴────────────┘

import type { BootReport } from '../boot/report.ts';
import type { News } from '../device/engine.ts';
import { type Kept, newKept } from '../device/kept.ts';
import type { Clock, Connection, ConnectionHandler, Link, Net, RadioEvent, Uart } from '../ports.ts';
import { HEARTBEAT_MS, initialState } from '../wifi/link/state.ts';
import type { ConsolePart, DeskPart, EnginePart, Loaders, TcpPart } from './parts.ts';

/** What an embedder (or `.boot1`) sets in the global `wifiprovOptions`. */
export interface Options {
  access?: 'window' | 'open';
  /** false: don't wait 2 s for a Ctrl-C. */
  bootWindow?: boolean;
}

/** Only what must answer while every part is out of memory. */
export interface ResidentPorts {
  clock: Clock;
  uart: Uart;
  net: Net;
  link(): Link | null;
  listen(onEvent: (event: RadioEvent) => void): void;
  /** Variables free, after a collection of what the parts left behind. */
  collect(): number;
}

/** A part that nobody has used for this long, and that waits for nothing, is let go. */
export const NAP_MS = 3_000;

/** Sources of `wifiprov debug flow`, numbered as the original's: bit 3 the link machine, 4 commands, 5 sockets. */
export const FLOW_LINK = 3;
export const FLOW_COMMANDS = 4;
export const FLOW_SOCKETS = 5;

/** The parts in memory now; `used` since the last nap. */
interface Loaded {
  engine?: EnginePart | undefined;
  desk?: DeskPart | undefined;
  console?: ConsolePart | undefined;
  tcp?: TcpPart | undefined;
}

export class Kernel {
  readonly kept: Kept;
  readonly ports: ResidentPorts;
  readonly boot: BootReport;
  readonly options: Options;
  readonly load: Loaders;
  isOpen: boolean;
  private loaded: Loaded;
  private used: string;
  private napTimer: number;
  private wakeTimer: number;
  private given: boolean;

  constructor(ports: ResidentPorts, boot: BootReport, options: Options, load: Loaders) {
    this.kept = newKept(initialState());
    this.ports = ports;
    this.boot = boot;
    this.options = options;
    this.load = load;
    this.isOpen = false;
    this.loaded = {};
    this.used = '';
    this.napTimer = 0;
    this.wakeTimer = 0;
    this.given = false;
  }

  /** The doors, before anything is said: sockets run out in silence on the chip. */
  open(): void {
    this.isOpen = true;
    this.ports.net.listen(BUILD_TCP_PORT, (connection) => this.accept(connection));
    this.ports.listen((event) => this.engine().onRadio(event));
  }

  engine(): EnginePart {
    this.use('e');
    if (!this.loaded.engine) this.loaded.engine = this.load.engine()(this);
    return this.loaded.engine;
  }

  desk(): DeskPart {
    this.use('d');
    if (!this.loaded.desk) this.loaded.desk = this.load.desk()(this);
    return this.loaded.desk;
  }

  private console(): ConsolePart {
    this.use('c');
    if (!this.loaded.console) this.loaded.console = this.load.console()(this);
    return this.loaded.console;
  }

  /** Attached in the same turn as the socket comes, or its first bytes are lost. */
  private accept(connection: Connection): ConnectionHandler {
    this.use('t');
    this.log(FLOW_SOCKETS, 1, 'tcp client');
    if (!this.loaded.tcp) this.loaded.tcp = this.load.tcp()(this);
    return this.loaded.tcp.accept(connection);
  }

  tell(news: News): void {
    if (this.loaded.tcp) this.loaded.tcp.tell(news);
    if (this.given) return;
    if (this.loaded.console) this.loaded.console.news(news);
    else this.load.teller()(this.ports.uart, news);
  }

  say(event: string): void {
    if (!this.given) this.console().event(event);
  }

  /** For `wifiprov debug`: shown when the level asks for it and the flow mask (0: all) has the source's bit. */
  log(flow: number, level: number, text: string): void {
    const kept = this.kept;
    if (kept.debugLevel >= level && (!kept.debugFlow || kept.debugFlow & (1 << flow))) this.say(`log ${flow} ${text}`);
  }

  /** Takes the UART, at start or back from the REPL. */
  takeUart(): void {
    this.given = false;
    this.ports.uart.take((bytes) => this.console().data(bytes));
    this.console().prompt();
  }

  /** Hands the UART to the REPL. */
  repl(): void {
    this.given = true;
    this.loaded.console = undefined;
    this.ports.uart.give();
  }

  /** Asks for a tick at that time; 0: only an event can change anything. */
  wakeAt(ms: number): void {
    this.ports.clock.cancel(this.wakeTimer);
    this.wakeTimer = ms ? this.ports.clock.after(Math.max(0, ms - this.ports.clock.nowMs()), () => this.wake()) : 0;
  }

  /** The heartbeat of a station that is online needs none of the machine's code. */
  private wake(): void {
    this.wakeTimer = 0;
    if (this.isQuiet()) this.wakeAt(this.ports.clock.nowMs() + HEARTBEAT_MS);
    else this.engine().tick();
  }

  private isQuiet(): boolean {
    const state = this.kept.link;
    if (state.sta !== 'online' || state.ap !== 'down' || state.scan !== 'none') return false;
    const link = this.ports.link();
    return !!link && link.ssid === state.trySsid && link.ip !== '0.0.0.0';
  }

  private use(part: string): void {
    if (this.used.indexOf(part) < 0) this.used += part;
    if (!this.napTimer) this.napTimer = this.ports.clock.after(NAP_MS, () => this.nap());
  }

  /** Lets go of what was not used since the last nap. Timers and callbacks of a part keep it busy. */
  private nap(): void {
    const parts = this.loaded;
    const used = this.used;
    if (parts.engine && used.indexOf('e') < 0 && !parts.engine.busy()) parts.engine = undefined;
    if (parts.console && used.indexOf('c') < 0 && !parts.console.busy()) parts.console = undefined;
    if (parts.tcp && !parts.tcp.busy()) parts.tcp = undefined;
    if (parts.desk && used.indexOf('d') < 0 && !parts.tcp) parts.desk = undefined;
    this.used = '';
    const rest = parts.engine || parts.desk || parts.console || parts.tcp;
    this.napTimer = rest ? this.ports.clock.after(NAP_MS, () => this.nap()) : 0;
    if (!rest) this.ports.collect();
  }
}
