// What stays in memory: the kept state, the handlers that wake the service, and nothing else.
//
//   UART byte ─► console ─┐                         each part is a lazily made piece of the bundle: its functions
//   TCP client ─► tcp ────┼─► desk ─► engine ─► vault    exist only while somebody needs them (7 variables each)
//   radio event, timer ───┴────────────┘

import type { AppState } from '../app/state.ts';
import type { BootReport } from '../boot/report.ts';
import type { News } from '../device/engine.ts';
import { type Kept, newKept } from '../device/kept.ts';
import type { Who } from '../device/window.ts';
import type { Clock, Connection, ConnectionHandler, Datagrams, Link, Net, RadioEvent, Uart, Waiter } from '../ports.ts';
import { HEARTBEAT_MS, initialState } from '../wifi/link/state.ts';
import { appOf } from './app.ts';
import type {
  ConsolePart,
  DeskPart,
  EnginePart,
  GatePart,
  ImprovPart,
  Load,
  Parts,
  SessionPart,
  TcpPart,
} from './parts.ts';

/** What an embedder (or `.boot1`) sets in the global `wifiprovOptions`. */
export interface Options {
  access?: 'window' | 'open';
  /** false: don't wait 2 s for a Ctrl-C. */
  bootWindow?: boolean;
  /** More that a browser may send as Host, with the port: the simulator's. */
  ownHosts?: string[];
}

/** Only what must answer while every part is out of memory. */
export interface ResidentPorts {
  clock: Clock;
  uart: Uart;
  net: Net;
  datagrams: Datagrams;
  link(): Link | null;
  listen(onEvent: (event: RadioEvent) => void): void;
  onButton(moved: (isPressed: boolean, atMs: number) => void): void;
  /** Variables free, after a collection of what the parts left behind. */
  collect(): number;
  /** Of builds with an embedder's app. Automatic: kicked by the idle loop, whatever becomes of the timers. */
  watchdog?(isAuto: boolean): void;
}

/** A part that nobody has used for this long, and that waits for nothing, is let go. */
export const NAP_MS = 3_000;

/** Sources of `wifiprov debug flow`, numbered as the original's: bit 3 the link machine, 4 commands, 5 sockets. */
export const FLOW_LINK = 3;
export const FLOW_COMMANDS = 4;
export const FLOW_SOCKETS = 5;

/** The parts in memory now, by a letter of theirs: a name would be one variable more for each. */
interface Loaded {
  [letter: string]: { busy?(): boolean } | undefined;
}

/** Parts that are kept while they are used. */
type Held = 'engine' | 'desk' | 'console' | 'tcp' | 'web' | 'dns' | 'improv' | 'session' | 'app';

export const HTTP_PORT = 80;
export const DNS_PORT = 53;

export class Kernel {
  readonly kept: Kept;
  readonly ports: ResidentPorts;
  readonly boot: BootReport;
  readonly options: Options;
  readonly load: Load;
  readonly access: 'window' | 'open';
  isOpen: boolean;
  /** Of builds with an embedder's app. */
  user: AppState | undefined;
  private loaded: Loaded;
  private used: string;
  private isNapping: boolean;
  private readonly waking: Waiter;
  private readonly watching: Waiter;
  private given: boolean;

  constructor(ports: ResidentPorts, boot: BootReport, options: Options, load: Load) {
    this.kept = newKept(initialState());
    this.ports = ports;
    this.boot = boot;
    this.options = options;
    this.load = load;
    this.access = options.access || BUILD_ACCESS;
    this.isOpen = false;
    this.loaded = {};
    this.used = '';
    this.isNapping = false;
    this.waking = { timer: 0 };
    this.watching = { timer: 0 };
    this.given = false;
  }

  /** The doors, before anything is said: sockets run out in silence on the chip. */
  open(): void {
    this.isOpen = true;
    if (BUILD_TCP) this.ports.net.listen(BUILD_TCP_PORT, (connection) => this.accept(connection));
    if (BUILD_HTTP) {
      this.ports.net.listen(HTTP_PORT, (connection) => this.acceptWeb(connection));
      this.ports.datagrams.listen(DNS_PORT, (query, reply) => this.onQuery(query, reply));
    }
    this.ports.listen((event) => this.engine().onRadio(event));
    this.ports.onButton((isPressed, atMs) => this.load('button')(this, isPressed, atMs));
  }

  /** The part with that letter, made if it is not there. */
  part<Name extends Held>(letter: string, name: Name): ReturnType<Parts[Name]> {
    this.use(letter);
    if (!this.loaded[letter]) this.loaded[letter] = this.load(name)(this) as object;
    return this.loaded[letter] as ReturnType<Parts[Name]>;
  }

  engine(): EnginePart {
    return this.part('e', 'engine');
  }

  desk(): DeskPart {
    return this.part('d', 'desk');
  }

  private console(): ConsolePart {
    return this.part('c', 'console');
  }

  /** Attached in the same turn as the socket comes, or its first bytes are lost. */
  private accept(connection: Connection): ConnectionHandler {
    this.log(FLOW_SOCKETS, 1, 'tcp client');
    return this.part('t', 'tcp').accept(connection);
  }

  private acceptWeb(connection: Connection): ConnectionHandler {
    this.log(FLOW_SOCKETS, 1, 'http client');
    return this.part('w', 'web').accept(connection);
  }

  private onQuery(query: string, reply: (answer: string) => void): void {
    const answer = this.part('n', 'dns')(query);
    if (answer) reply(answer);
  }

  /** Its frames come by way of the console. */
  improv(): ImprovPart {
    return this.part('i', 'improv');
  }

  /** Improv's frames, in one write. */
  sendFrames(bytes: string): void {
    if (!this.given) this.console().frames(bytes);
  }

  session(): SessionPart {
    return this.part('s', 'session');
  }

  gate(): GatePart {
    return this.load('gate')(this);
  }

  /** What names a network or an address is not for a stranger while the window is closed. */
  masks(who: Who): boolean {
    return who === 'stranger' && !this.gate().left();
  }

  /** The window may close in so many milliseconds; 0: nothing to wait for. */
  watchWindow(ms: number): void {
    if (ms > 0) this.ports.clock.arm(this.watching, ms, () => this.gate().watch());
    else this.ports.clock.disarm(this.watching);
  }

  tell(news: News): void {
    const tcp = this.loaded['t'] as TcpPart | undefined;
    const console = this.loaded['c'] as ConsolePart | undefined;
    const improv = this.loaded['i'] as ImprovPart | undefined;
    if (tcp) tcp.tell(news);
    if (BUILD_APP) appOf(this).news(news);
    if (this.given) return;
    if (console) console.news(news);
    else this.load('teller')(this.ports.uart, news, this.kept.host);
    if (improv) improv.news(news);
  }

  say(event: string): void {
    if (!this.given) this.console().event(event);
  }

  /** For `wifiprov debug`: shown when the level asks for it and the flow mask (0: all) has the source's bit. */
  log(flow: number, level: number, text: string): void {
    const kept = this.kept;
    if (kept.debugLevel >= level && (!kept.debugFlow || kept.debugFlow & (1 << flow))) this.say(`log ${flow} ${text}`);
  }

  /** Here and not in the part that asks for it, or that would stay in memory as long. */
  markAfter(ms: number, letter: string): void {
    this.ports.clock.after(ms, () => this.load('vault')().mark(letter));
  }

  /** Takes the UART, at start or back from the REPL. */
  takeUart(): void {
    this.given = false;
    if (BUILD_APP) this.ports.watchdog?.(false);
    this.ports.uart.take((bytes) => this.console().data(bytes));
    this.console().prompt();
  }

  /** Hands the UART to the REPL. */
  repl(): void {
    this.given = true;
    // An upload by the REPL ends all timers.
    if (BUILD_APP) this.ports.watchdog?.(true);
    this.loaded['c'] = undefined;
    this.ports.uart.give();
  }

  /** Asks for a tick at that time; 0: only an event can change anything. */
  wakeAt(ms: number): void {
    const clock = this.ports.clock;
    if (ms) clock.arm(this.waking, Math.max(0, ms - clock.nowMs()), () => this.wake());
    else clock.disarm(this.waking);
  }

  /** The heartbeat of a station that is online needs none of the machine's code. */
  private wake(): void {
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
    if (this.isNapping) return;
    this.isNapping = true;
    this.ports.clock.after(NAP_MS, () => this.nap());
  }

  /** Lets go of what was not used since the last nap. Timers and callbacks of a part keep it busy. */
  private nap(): void {
    const parts = this.loaded;
    let rest = false;
    Object.keys(parts).forEach((key) => {
      const part = parts[key];
      const isBusy = part && (this.used.indexOf(key) >= 0 || part.busy?.());
      if (isBusy) rest = true;
      else parts[key] = undefined;
    });
    this.used = '';
    this.isNapping = rest;
    if (rest) this.ports.clock.after(NAP_MS, () => this.nap());
    else this.ports.collect();
  }
}
