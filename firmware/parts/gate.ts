// Part: opens, closes and watches the setup window.

import type { Fault } from '../core/result.ts';
import { closeWindow, endWindowSoon, openWindow, windowLeft } from '../device/window.ts';
import { appOf } from '../kernel/app.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** The setup window, see device/window.ts. */
export interface GateModule {
  /** By hand: the access point opens too. */
  open(minutes: number, isByHand: boolean): void;
  close(): Fault | undefined;
  /** Settings have worked. */
  worked(): void;
  /** Its end may have come: says so, and asks to be called again. */
  watch(): void;
}

export function create(kernel: Kernel): GateModule {
  const kept = kernel.kept;
  const nowMs = kernel.ports.clock.nowMs();
  const left = (): number => windowLeft(kept, kernel.access, nowMs);
  const watch = (): void => kernel.watchWindow(left());
  function tell(open: boolean): void {
    kernel.say(`window ${open ? 'open' : 'closed'}`);
    if (BUILD_APP) appOf(kernel).tell('window', { open });
  }
  /** The access point may have to come or go. */
  function look(): void {
    if (kernel.isOpen) kernel.ports.clock.turn(() => kernel.engine().tick());
  }
  return {
    open(minutes, isByHand) {
      openWindow(kept, minutes, nowMs);
      if (isByHand) kept.windowAp = true;
      tell(true);
      watch();
      look();
    },
    close() {
      const wasOpen = left();
      const wrong = closeWindow(kept, kernel.access);
      if (!wrong && wasOpen) tell(false);
      watch();
      look();
      return wrong;
    },
    worked() {
      endWindowSoon(kept, nowMs);
      watch();
    },
    watch() {
      watch();
      if (left()) return;
      kept.windowAp = false;
      tell(false);
      look();
    },
  };
}
