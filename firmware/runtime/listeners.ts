// Part: opens the doors, once. What it registers keeps it in memory: so nothing else is in here.

import { listenToRadio, listenUdp, onButton, serve } from '../platform/espruino.ts';
import type { Core } from './resident-state.ts';

export const HTTP_PORT = 80;
export const DNS_PORT = 53;

/** Before anything is said: sockets run out in silence on the chip. */
export function create(core: Core): void {
  const ears = core.ears;
  if (BUILD_TCP) serve(BUILD_TCP_PORT, ears.tcp);
  if (BUILD_HTTP) {
    serve(HTTP_PORT, ears.web);
    listenUdp(DNS_PORT, ears.dns);
  }
  listenToRadio(ears.radio);
  onButton(ears.button);
}
