// Module: opens, closes and watches the setup window.

import type { Fault } from '../lib/result.ts';
import { appOf } from '../runtime/app.ts';
import { showLed } from '../runtime/led/show.ts';
import type { Service } from '../runtime/service.ts';
import { closeWindow, endWindowSoon, openWindow, windowLeft } from './window.ts';

/** The setup window, see provisioning/window.ts. */
export interface WindowModule {
  /** By hand: the access point opens too. */
  open(minutes: number, isByHand: boolean): void;
  close(): Fault | undefined;
  /** Settings have worked. */
  worked(): void;
  /** Its end may have come: says so, and asks to be called again. */
  watch(): void;
}

export function create(service: Service): WindowModule {
  const state = service.state;
  const nowMs = service.ports.clock.nowMs();
  const left = (): number => windowLeft(state, service.access, nowMs);
  const watch = (): void => service.watchWindow(left());
  function tell(open: boolean): void {
    service.printEvent(`window ${open ? 'open' : 'closed'}`);
    if (BUILD_APP) appOf(service).tell('window', { open });
    if (BUILD_LED) showLed(service, true);
  }
  /** The access point may have to come or go. */
  function look(): void {
    if (service.isOpen) service.ports.clock.turn(() => service.connection().tick());
  }
  return {
    open(minutes, isByHand) {
      openWindow(state, minutes, nowMs);
      if (isByHand && BUILD_AP_POLICY !== 'never') state.windowAp = true;
      tell(true);
      watch();
      look();
    },
    close() {
      const wasOpen = left();
      const wrong = closeWindow(state, service.access);
      if (!wrong && wasOpen) tell(false);
      watch();
      look();
      return wrong;
    },
    worked() {
      endWindowSoon(state, nowMs);
      watch();
    },
    watch() {
      watch();
      if (left()) return;
      state.windowAp = false;
      tell(false);
      look();
    },
  };
}
