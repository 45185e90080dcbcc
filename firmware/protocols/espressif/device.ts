// What the endpoints may reach of the device (types only): the service, as they see it.

import type { Changes } from '../../config/check.ts';
import type { Link, ScanResult } from '../../platform/ports.ts';
import type { Outcome } from '../../provisioning/apply.ts';
import type { Kept } from '../../provisioning/state.ts';
import type { Who } from '../../provisioning/window.ts';

export interface Device {
  /** `espressif` is what is remembered between requests, see session.ts. */
  kept: Kept;
  ports: { clock: { nowMs(): number }; link(): Link | null };
  /** The setup window is closed for them. */
  masks(who: Who): boolean;
  /** A request was accepted. */
  touch(): void;
  gate(): { open(minutes: number, isByHand: boolean): void };
  engine(): { scan(done: () => void, failed: () => void): void };
  desk(): {
    change(changes: Changes, who: Who, reply: (outcome: Outcome) => void): void;
    networks(): ScanResult[];
  };
}

/** Answers a message by calling `reply` once, perhaps later, with bytes; with '' for no answer. */
export type Endpoint = (body: string, device: Device, reply: (bytes: string) => void) => void;
