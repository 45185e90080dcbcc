// What the commands may reach; the same for every door.

import type { Device } from '../device/device.ts';
import type { System } from '../ports.ts';

export interface Vitals {
  firmware: string;
  access: string;
  host: string;
  uptime_s(): number;
  writesLeft(): number;
  /** The AP's SSID and setup code as they are now. */
  code(): string;
  /** Clears the config, and with `all` everything of ours. */
  wipe(all: boolean): void;
  /** Makes room in Storage on boards without the raw flash area; false where there is nothing to do. */
  compact(): boolean;
}

export interface Context {
  device: Device;
  system: System;
  vitals: Vitals;
}
