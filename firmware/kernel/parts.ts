// The parts that come and go, as the kernel and each other see them (types only).

import type { AppContext, AppStatus, AppValue } from '../app/api.ts';
import type { Command, Listener } from '../app/state.ts';
import type { ErrandParts } from '../commands/context.ts';
import type { ScanData } from '../commands/scan.ts';
import type { Status } from '../commands/status.ts';
import type { Submitted } from '../commands/submit.ts';
import type { Changes, Checked } from '../config/check.ts';
import type { Config } from '../config/schema.ts';
import type { Fault } from '../core/result.ts';
import type { Outcome } from '../device/apply.ts';
import type { News } from '../device/engine.ts';
import type { Kept } from '../device/kept.ts';
import type { Who } from '../device/window.ts';
import type { RadioEvent, RawSocket, Sighting, Uart } from '../ports.ts';
import type { Core } from './core.ts';
import type { Kernel } from './kernel.ts';

export interface EnginePart {
  /** The config is known: the radio may begin. */
  begin(): void;
  tick(): void;
  onRadio(event: RadioEvent): void;
  apply(checked: Checked): Outcome;
  /** `failed` is called in place of what `done` would have led to. */
  scan(done: () => void, failed: (fault: Fault) => void): void;
  connect(): Fault | undefined;
  disconnect(): void;
  /** No reply is on its way over a socket any more. Without it the radio is left alone for HOLD_MAX_MS. */
  release(): void;
  /** The setup code has been made. */
  codeReady(): void;
  /** Lets replies go out, forgets what is named, restarts. */
  restart(wipe: 'config' | 'all' | ''): void;
  busy(): boolean;
}

/** Requests, whoever brings them. */
export interface DeskPart {
  /** One whole JSON value with that many keys; `reply` is called once, perhaps later. */
  answer(text: string, keys: number, who: Who, reply: (reply: object) => void): void;
  /** undefined: may ask for anything. */
  refuse(who: Who): Fault | undefined;
  /** Fields, or `wifi` alone. */
  change(changes: Changes, who: Who, reply: (outcome: Outcome) => void): void;
  /** A form of the setup page. */
  submit(body: string, who: Who, reply: (submitted: Submitted) => void): void;
  config(): Config;
  status(who: Who): Status;
  scanData(): ScanData;
  networks(): Sighting[];
}

/** The setup window, see device/window.ts. */
export interface GatePart {
  /** By hand: the access point opens too. */
  open(minutes: number, isByHand: boolean): void;
  close(): Fault | undefined;
  /** Settings have worked. */
  worked(): void;
  /** Its end may have come: says so, and asks to be called again. */
  watch(): void;
}

/** One HTTP connection each. */
export interface WebPart {
  accept(socket: RawSocket): void;
  /** Connections that are open. */
  open(): number;
  /** An answer is awaited or on its way. */
  owes(): boolean;
  busy(): boolean;
}

/** A DNS query to its answer; '' for none. */
export type DnsPart = (query: string) => string;

/**
 * One POST of an Espressif client: path, body, Cookie header or ''. `reply` is called once, perhaps seconds later;
 * `setCookie` is the value of that header, '' for none.
 */
export type EspressifPart = (
  path: string,
  body: string,
  cookie: string,
  reply: (answer: { status: number; body: string; setCookie: string }) => void,
) => void;

export interface ConsolePart {
  data(bytes: string): void;
  /** Sends Improv's frames and shows the line being typed again. */
  frames(bytes: string): void;
  news(news: News): void;
  event(text: string): void;
  prompt(): void;
  busy(): boolean;
}

export interface TcpPart {
  accept(socket: RawSocket): void;
  /** Connections that are open. */
  open(): number;
  tell(news: News): void;
  /** A reply is awaited or on its way. */
  owes(): boolean;
  busy(): boolean;
}

/** Improv frames that the console has heard. */
export interface ImprovPart {
  /** False: it was damaged. '' is one whose end is lost. */
  frame(bytes: string): boolean;
  news(news: News): void;
  busy(): boolean;
}

/** The sealed session, one for all connections; `owner` is the number of a connection. */
export interface SessionPart {
  /** A line with key `t`: something to reply, or what was in the box. */
  take(owner: number, message: { [key: string]: unknown }): { reply?: string; request?: string };
  /** The text in the owner's next box; '' when it has no session, or none any more. */
  seal(owner: number, text: string): string;
  /** The connection has gone. */
  end(owner: number): void;
  busy(): boolean;
}

/** The embedder's app, and what its context asks for. */
export interface AppPart {
  /** Starts it in a turn of its own, unless two crashes came before. */
  begin(): void;
  news(news: News): void;
  /** An event to those who listen for it. */
  tell(name: string, details: object): void;
  /** New settings have worked. */
  settled(): void;
  /** `wifiprov app ...`; `say` gets the answer, later. */
  command(words: string[], say: (lines: string[]) => void): void;
  /** Thrown where nobody catches: by a timer or a socket. */
  uncaught(error: unknown): void;
  run(fn: () => void): void;
  hear(event: string, fn: Listener): void;
  learn(name: string, fn: Command): void;
  status(): AppStatus;
  config(): { [block: string]: unknown };
  field(name: string): number | string;
  get(key: string): AppValue | undefined;
  /** undefined: removes it. */
  put(key: string, value: AppValue | undefined): boolean;
  say(text: string): void;
}

/** The flash records, opened for one errand. */
export interface VaultPart {
  /** The config in flash, or the defaults. */
  config(): Config;
  /** A network that has worked is kept. */
  worked(): boolean;
  code(): string;
  keep(config: Config, worked: boolean): Fault | undefined;
  /** With the key that was made of it, see security/key.ts. */
  keepCode(code: string, key: string): Fault | undefined;
  /** '' when none is kept. */
  key(): string;
  /** Once a start: is there a seed of nonces that is older than it? Any other is forgotten. */
  isSeeded(start: number): boolean;
  seed(): string;
  keepSeed(seed: string, start: number): Fault | undefined;
  /** For the next start, see device/resume.ts; '' forgets it. */
  keepResume(text: string): Fault | undefined;
  /** Once a start: what the last one has left, forgotten with this. */
  takeResume(): string;
  /** Wrong proofs of the setup code since the last right one. */
  wrongProofs(): number;
  /** Hostname and device name, which is '' until it is set. */
  names(): string[];
  keepNames(names: string[]): Fault | undefined;
  /** A record of that kind, see flash/store.ts: an embedder's app has one. '' for none. */
  read(kind: number): string;
  put(kind: number, payload: string): Fault | undefined;
  wipe(all: boolean): void;
  writesLeft(): number;
  /** Keeps that number, so that nobody who only shows it must look into flash; -1 where others change it too. */
  count(): void;
  /** Damaged or foreign records met for the first time. */
  problems(): number;
  /** Writes one letter of boot/guard.ts into the boot log. */
  mark(letter: string): void;
}

/** `create` of each part, by its file's name. */
export interface Parts extends ErrandParts {
  engine: (kernel: Kernel) => EnginePart;
  /** What `status` shows. */
  status: (kernel: Kernel, who: Who) => Status;
  desk: (kernel: Kernel) => DeskPart;
  console: (kernel: Kernel) => ConsolePart;
  tcp: (kernel: Kernel) => TcpPart;
  vault: (kept: Kept) => VaultPart;
  gate: (kernel: Kernel) => GatePart;
  web: (kernel: Kernel) => WebPart;
  dns: (kernel: Kernel) => DnsPart;
  session: (kernel: Kernel) => SessionPart;
  improv: (kernel: Kernel) => ImprovPart;
  espressif: (kernel: Kernel) => EspressifPart;
  app: (kernel: Kernel) => AppPart;
  /** What the app is given; the app itself, which is no file in `parts/`. */
  context: (kernel: Kernel) => AppContext;
  user: (context: AppContext) => void;
  /** Prints one event line while the console is out of memory. */
  teller: (uart: Uart, news: News, host: string) => void;
  /** The BOOT button was pressed or let go, at that time of the port's clock. */
  button: (kernel: Kernel, isPressed: boolean, atMs: number) => void;
  /** Shows the setup code and draws its QR codes; `say` gets the last line. */
  qr: (kernel: Kernel, say: (lines: string[]) => void) => void;
  /** Makes the setup code while the radio is on. */
  maker: (kernel: Kernel) => void;
  /** Gives the core its methods and ports. */
  kernel: (core: Core) => void;
  start: (core: Core, isByHand: boolean) => void;
  /** Tells of an exception in our own code and counts it; the third within a minute restarts. Gives the answer. */
  internal: (core: Core, at: string, error: unknown) => Fault;
  doors: (core: Core) => void;
  /** Watches over an embedder's app. */
  dog: (core: Core) => void;
  /** The order of a start, once. */
  opener: (kernel: Kernel, hasWindow: boolean) => void;
}

/** Makes the part's functions anew; their text stands in the bundle once. */
export type Load = <Name extends keyof Parts>(name: Name) => Parts[Name];
