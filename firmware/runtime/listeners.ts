// Module: opens the doors, once. What it registers keeps it in memory: so nothing else is in here.

import { listenToRadio, listenUdp, onButton, serve } from '../platform/espruino.ts';
import type { ResidentState } from './resident-state.ts';

const HTTP_PORT = 80;
const DNS_PORT = 53;

/** Before anything is said: sockets run out in silence on the chip. */
export function create(resident: ResidentState): void {
  const callbacks = resident.callbacks;
  if (BUILD_TCP) serve(BUILD_TCP_PORT, callbacks.tcp);
  if (BUILD_HTTP) {
    serve(HTTP_PORT, callbacks.http);
    if (BUILD_CAPTIVE) listenUdp(DNS_PORT, callbacks.dns);
  }
  listenToRadio(callbacks.radio);
  onButton(callbacks.button);
}
