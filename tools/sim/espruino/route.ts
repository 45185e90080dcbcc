// What both kinds of doors share: where the interpreter really listens, and the network of the running device.

import type { LinkName } from '../espruino-wifi/types.ts';
import type { HeapMeter } from '../heap-meter.ts';

export const LOOPBACK = '127.0.0.1';

/** What the running device's network has to be told, and tells. */
export interface Network {
  heap: HeapMeter;
  linkOfPeer(): LinkName | null;
  trafficSeen(): void;
}

export interface Route {
  hostPort: number;
  open: boolean;
}
