// What Improv asks of the device (types only). A function costs 7 variables, so it is given whole modules.

import type { Changes } from '../../config/check.ts';
import type { Fault } from '../../lib/result.ts';
import type { Clock, Link, ScanResult } from '../../platform/ports.ts';
import type { Outcome } from '../../provisioning/apply.ts';
import type { Actions } from '../../provisioning/context.ts';
import type { DeviceState } from '../../provisioning/state.ts';
import type { Who } from '../../provisioning/window.ts';
import type { Sum } from './frame.ts';

export interface Device {
  state: DeviceState;
  clock: Clock;
  sum: Sum;
  /** Version of Espruino. */
  espruino: string;
  link(): Link | null;
  requests(): { networks(): ScanResult[]; change(changes: Changes, who: Who, reply: (outcome: Outcome) => void): void };
  connection(): Actions;
  /** Hostname and device name, which is '' until it is set. */
  store(): { names(): string[]; keepNames(names: string[]): Fault | undefined };
  setHostname(name: string): void;
  /** Sends frames in one write. */
  write(frames: string): void;
  /** An event for the person at the console. */
  say(event: string): void;
}
