// What the commands may reach; the same for every door.

import type { Changes, Checked } from '../config/check.ts';
import type { Config } from '../config/schema.ts';
import type { Fault } from '../core/result.ts';
import type { Outcome } from '../device/apply.ts';
import type { Kept } from '../device/kept.ts';
import type { Who } from '../device/window.ts';
import type { Clock, Sighting } from '../ports.ts';
import type { Form } from './form.ts';
import type { ScanData } from './scan.ts';
import type { Status } from './status.ts';

/** The radio and the restart, which the commands ask for and do not own. */
export interface Actions {
  scan(done: () => void, failed: (fault: Fault) => void): void;
  connect(): Fault | undefined;
  disconnect(): void;
  restart(wipe: 'config' | 'all' | ''): void;
}

/** The setup window, as in device/window.ts. */
export interface Gate {
  /** By hand: the access point opens too. */
  open(minutes: number, isByHand: boolean): void;
  close(): Fault | undefined;
}

export interface Request {
  [key: string]: unknown;
}

export type Reply = (reply: object) => void;

/**
 * What a request seldom needs: each is a part of the bundle of its own, whose functions are gone before the next one is
 * made, and before the reply is.
 */
export interface ErrandParts {
  /** A request whose text JSON.parse may get wrong, or what is wrong with it. */
  reader: (text: string, keys: number) => { request: Request } | Fault;
  /** A request with the key `cmd`: what is wrong with it. */
  refusal: (context: Context, request: Request, who: Who) => Fault | undefined;
  /** Carries it out, unless it is `scan`: gives the reply. */
  commands: (context: Context, request: Request, who: Who) => object;
  /** Changes with the key `wifi`. */
  wifitext: (given: Changes, networks: Sighting[]) => Changes | Fault;
  /** Any changes, of which something may have to be said. */
  judge: (changes: Changes, now: Config, networks: () => Sighting[]) => Checked | Fault;
  /** A form of the setup page. */
  form: (body: string, networks: Sighting[]) => Form;
}

export type Errands = <Name extends keyof ErrandParts>(name: Name) => ErrandParts[Name];

/** Where everything else is found, made when it is asked for. */
export interface Hub {
  readonly kept: Kept;
  readonly ports: { readonly clock: Pick<Clock, 'nowMs'> };
  readonly load: Errands;
  /** See Clock. */
  turn: Clock['turn'];
  gate(): Gate;
  engine(): Actions;
}

export interface Context {
  readonly hub: Hub;
  /** The window stays open for a request that was accepted and changes or reads the config. Gives `reply`. */
  touch(reply: object): object;
  config(): Config;
  /** Fields, or `wifi` alone. Whoever asks: `refuse` comes before. */
  put(changes: Changes, reply: (outcome: Outcome) => void): void;
  status(who: Who): Status;
  scanData(): ScanData;
  /** undefined: may ask for anything. */
  refuse(who: Who): Fault | undefined;
  networks(): Sighting[];
}
