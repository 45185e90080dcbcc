// What the engine works with: the kept state, its ports, and those who want to hear from it.

import type { Known } from '../config/known.ts';
import type { Config } from '../config/schema.ts';
import type { Fault } from '../lib/result.ts';
import type { Clock, Radio } from '../platform/ports.ts';
import type { Quirks } from '../wifi/quirks.ts';
import type { DeviceState } from './state.ts';

/** What the doors tell those who are connected; the keys are those of the events in docs/tcp.md. */
export interface DeviceEvent {
  event: 'state' | 'failed' | 'saved' | 'error';
  state?: string;
  ssid?: string;
  ip?: string;
  /** The signal is too weak. */
  advice?: string;
  reason?: string;
  code?: string;
  message?: string;
  attempts?: number;
  rolled_back?: boolean;
}

export interface ConnectionContext {
  state: DeviceState;
  clock: Clock;
  radio: Radio;
  quirks: Quirks;
  /** Who waits for a scan to answer. */
  scanWaiters: (() => void)[];
  emit(event: DeviceEvent): void;
  /** For `wifiprov debug`: 1 what happens, 2 what is done about it. */
  log(level: number, text: string): void;
  /** Asks to be called with a tick at that time of the clock; 0: only an event can change anything. */
  wakeAt(ms: number): void;
  /** Settings have worked: the setup window closes soon. */
  changed(): void;
  /** undefined when the config is in flash now. The network that it had stays known, unless it `isForgotten`. */
  keep(config: Config, isForgotten: boolean): Fault | undefined;
  /** The known networks but for that one, the one that was used last first. */
  others(ssid: string): Known[];
  /** Lets the link machine know how many they are; `keep` does it too. */
  countOthers(ssid: string): void;
  /** A trial of that network begins; '' it is over. The next start can tell that it did not end. */
  markTrial(ssid: string): void;
  /** The radio is on: a setup code can be made. */
  makeCode(): void;
  restart(): void;
}

export function committedIn(state: DeviceState): Config {
  return JSON.parse(state.committed) as Config;
}

export function committedOf(connection: ConnectionContext): Config {
  return committedIn(connection.state);
}
