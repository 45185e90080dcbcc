// The parts that come and go, as the kernel and each other see them (types only).

import type { ScanData, Status } from '../commands/status.ts';
import type { Changes, Checked } from '../config/check.ts';
import type { Config } from '../config/schema.ts';
import type { Fault } from '../core/result.ts';
import type { Outcome } from '../device/apply.ts';
import type { News } from '../device/engine.ts';
import type { Connection, ConnectionHandler, RadioEvent, Sighting, Uart } from '../ports.ts';
import type { Kernel } from './kernel.ts';

export interface EnginePart {
  /** The config is known: the radio may begin. */
  begin(): void;
  tick(): void;
  onRadio(event: RadioEvent): void;
  apply(checked: Checked): Outcome;
  scan(done: () => void): void;
  connect(): Fault | undefined;
  disconnect(): void;
  /** The setup code has been made. */
  codeReady(): void;
  /** Lets replies go out, forgets what is named, restarts. */
  restart(wipe: 'config' | 'all' | ''): void;
  busy(): boolean;
}

/** Requests, whoever brings them. */
export interface DeskPart {
  /** One whole JSON value with that many keys; `reply` is called once, perhaps later. */
  answer(text: string, keys: number, reply: (reply: object) => void): void;
  change(changes: Changes): Outcome;
  setFromWifiText(text: unknown): Outcome;
  config(): Config;
  configLines(): string[];
  status(): Status;
  scanData(): ScanData;
  networks(): Sighting[];
  history(): object[];
}

export interface ConsolePart {
  data(bytes: string): void;
  news(news: News): void;
  event(text: string): void;
  prompt(): void;
  busy(): boolean;
}

export interface TcpPart {
  accept(connection: Connection): ConnectionHandler;
  tell(news: News): void;
  busy(): boolean;
}

/** The flash records, opened for one errand. */
export interface VaultPart {
  /** The config in flash, or the defaults. */
  config(): Config;
  code(): string;
  keep(config: Config): Fault | undefined;
  keepCode(code: string): Fault | undefined;
  wipe(all: boolean): void;
  writesLeft(): number;
  /** Damaged or foreign records met for the first time. */
  problems(): number;
  /** Writes one letter of boot/guard.ts into the boot log. */
  mark(letter: string): void;
}

/** Each call makes the part's functions anew and answers its `create`; their text stands in the bundle once. */
export interface Loaders {
  engine(): (kernel: Kernel) => EnginePart;
  desk(): (kernel: Kernel) => DeskPart;
  console(): (kernel: Kernel) => ConsolePart;
  tcp(): (kernel: Kernel) => TcpPart;
  vault(): () => VaultPart;
  /** Prints one event line while the console is out of memory. */
  teller(): (uart: Uart, news: News) => void;
  /** Makes the setup code while the radio is on. */
  maker(): (kernel: Kernel) => void;
  /** The order of a start, once. */
  opener(): (kernel: Kernel, hasWindow: boolean) => void;
}
