// What the commands may reach; the same for every door.

import type { Changes } from '../config/check.ts';
import type { Config } from '../config/schema.ts';
import type { Fault } from '../lib/result.ts';
import type { Clock, ScanResult } from '../platform/ports.ts';
import type { LoadOf, Modules } from '../runtime/modules.ts';
import type { Outcome } from './apply.ts';
import type { KnownNetwork } from './networks.ts';
import type { ScanData } from './scan.ts';
import type { DeviceState } from './state.ts';
import type { Status } from './status.ts';
import type { Who } from './window.ts';

/** The radio and the restart, which the commands ask for and do not own. */
export interface Actions {
  scan(done: () => void, failed: (fault: Fault) => void): void;
  connect(): Fault | undefined;
  disconnect(): void;
  /** The known networks, the one in use first. */
  networks(): KnownNetwork[];
  /** Whatever a client has given as its name. */
  forget(ssid: unknown, reply: (wrong: Fault | undefined) => void): void;
  restart(wipe: 'config' | 'all' | ''): void;
}

/** The setup window, as in provisioning/window.ts. */
export interface WindowActions {
  /** By hand: the access point opens too. */
  open(minutes: number, isByHand: boolean): void;
  close(): Fault | undefined;
}

export interface Request {
  [key: string]: unknown;
}

export type Reply = (reply: object) => void;

/** What a request seldom needs: each is a module of its own, whose functions are gone before the next one is made. */
export type RequestModules = Pick<
  Modules,
  'parse' | 'checkCommand' | 'commands' | 'wifiUri' | 'validate' | 'form' | 'update'
>;

/** Where everything else is found, made when it is asked for. */
interface Runtime {
  readonly state: DeviceState;
  readonly ports: { readonly clock: Pick<Clock, 'nowMs'> };
  readonly load: LoadOf<RequestModules>;
  /** See Clock. */
  turn: Clock['turn'];
  window(): WindowActions;
  connection(): Actions;
}

export interface Context {
  readonly runtime: Runtime;
  /** The window stays open for a request that was accepted and changes or reads the config. Gives `reply`. */
  noteActivity(reply: object): object;
  config(): Config;
  /** Fields, or `wifi` alone. For any client: `refuse` comes before. */
  put(changes: Changes, reply: (outcome: Outcome) => void): void;
  status(who: Who): Status;
  scanData(): ScanData;
  /** undefined: may ask for anything. */
  refuse(who: Who): Fault | undefined;
  networks(): ScanResult[];
}
