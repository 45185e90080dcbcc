// The port's own variables, and when it lets the radio rest.

import { stopRadio } from './driver.ts';
import type { Driver } from './driver-state.ts';
import type { EventTask } from './event-task.ts';
import type { Rules } from './rules.ts';
import type { Callback, WifiHost } from './types.ts';

/** The port's own variables, the C statics of the original. */
export interface Port {
  host: WifiHost;
  rules: Rules;
  driver: Driver;
  events: EventTask;
  gotIpCallback: Callback | null;
  disconnectCallback: Callback | null;
  apCallback: Callback | null;
  scanCallback: Callback | null;
  retries: number;
  connectWanted: boolean;
  believesConnected: boolean;
  lastReason: number;
  hostname: string;
  mdnsStarted: boolean;
  apIp: string;
}

/** `stopWifiIfIdle` of the port: generation A never does it. */
export function stopIfIdle(port: Port): void {
  const { driver, rules } = port;
  if (!rules.stopsWhenIdle || port.scanCallback) return;
  const idle = !driver.ap && (!driver.sta || !port.believesConnected);
  if (idle) stopRadio(driver);
}
