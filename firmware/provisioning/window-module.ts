// Module: opens, closes and watches the setup window.

import type { Fault } from '../lib/result.ts';
import { appOf } from '../runtime/app.ts';
import { showLed } from '../runtime/led/show.ts';
import type { Service } from '../runtime/service.ts';
import { closeWindow, endWindowSoon, openWindow } from './window.ts';

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
      service.watchWindow();
      look();
    },
    close() {
      const wasOpen = service.windowLeft();
      const wrong = closeWindow(state, service.access);
      if (!wrong && wasOpen) tell(false);
      service.watchWindow();
      look();
      return wrong;
    },
    worked() {
      endWindowSoon(state, nowMs);
      service.watchWindow();
    },
    watch() {
      service.watchWindow();
      if (service.windowLeft()) return;
      state.windowAp = false;
      tell(false);
      look();
    },
  };
}
