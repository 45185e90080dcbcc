// Part: opens, closes and watches the setup window.

import { closeWindow, endWindowSoon, openWindow, touchWindow, windowLeft } from '../device/window.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { GatePart } from '../kernel/parts.ts';

export function create(kernel: Kernel): GatePart {
  const kept = kernel.kept;
  const nowMs = kernel.ports.clock.nowMs();
  const left = (): number => windowLeft(kept, kernel.access, nowMs);
  const watch = (): void => kernel.watchWindow(left());
  return {
    left,
    open(minutes) {
      openWindow(kept, minutes, nowMs);
      kernel.say('window open');
      watch();
    },
    close() {
      const wasOpen = left();
      const wrong = closeWindow(kept, kernel.access);
      if (!wrong && wasOpen) kernel.say('window closed');
      watch();
      return wrong;
    },
    touch() {
      touchWindow(kept, nowMs);
      watch();
    },
    worked() {
      endWindowSoon(kept, nowMs);
      watch();
    },
    watch() {
      watch();
      if (!left()) kernel.say('window closed');
    },
  };
}
