// What the endpoints may reach of the device (types only): the service, as they see it.

import type { Changes } from '../../config/check.ts';
import type { Link, ScanResult } from '../../platform/ports.ts';
import type { Outcome } from '../../provisioning/apply.ts';
import type { DeviceState } from '../../provisioning/state.ts';
import type { Who } from '../../provisioning/window.ts';

export interface Device {
  /** `espressif` is what is remembered between requests, see session.ts. */
  state: DeviceState;
  ports: { clock: { nowMs(): number }; link(): Link | null };
  /** The setup window is closed for them. */
  hidesIdentity(who: Who): boolean;
  /** A request was accepted. */
  noteActivity(): void;
  window(): { open(minutes: number, isByHand: boolean): void };
  connection(): { scan(done: () => void, failed: () => void): void };
  requests(): {
    change(changes: Changes, who: Who, reply: (outcome: Outcome) => void): void;
    networks(): ScanResult[];
  };
}

/** Answers a message by calling `reply` once, perhaps later, with bytes; with '' for no answer. */
export type Endpoint = (body: string, device: Device, reply: (bytes: string) => void) => void;
