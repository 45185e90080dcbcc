// What the commands may reach; the same for every door.

import type { Changes } from '../config/check.ts';
import type { Config } from '../config/schema.ts';
import type { Fault } from '../core/result.ts';
import type { Outcome } from '../device/apply.ts';
import type { Kept } from '../device/kept.ts';
import type { Who } from '../device/window.ts';
import type { Link, Sighting } from '../ports.ts';

/** The radio and the restart, which the commands ask for and do not own. */
export interface Actions {
  scan(done: () => void): void;
  connect(): Fault | undefined;
  disconnect(): void;
  restart(wipe: 'config' | 'all' | ''): void;
}

/** The setup window, as in device/window.ts. */
export interface Gate {
  left(): number;
  open(minutes: number): void;
  close(): Fault | undefined;
  touch(): void;
}

export interface Context {
  kept: Kept;
  link(): Link | null;
  access: string;
  host: string;
  espruino: string;
  uptime_s(): number;
  freeVars(): number;
  minHeap(): number;
  writesLeft(): number;
  config(): Config;
  change(changes: Changes): Outcome;
  /** undefined: may ask for anything. */
  refuse(who: Who): Fault | undefined;
  gate(): Gate;
  networks(): Sighting[];
  history(): object[];
  engine(): Actions;
  /** The word of the embedder's app, in builds with one. */
  app?: (() => string) | undefined;
}
