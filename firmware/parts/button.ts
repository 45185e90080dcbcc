// Part: what the BOOT button does: held 5 s it opens the setup window, held 10 s it resets the Wi-Fi config.

import { gestureOf, HOLD_RESET_MS, HOLD_WINDOW_MS } from '../boot/button.ts';
import { IDLE_MINUTES } from '../device/window.ts';
import type { Kernel } from '../kernel/kernel.ts';

const NONE = -1;

function press(kernel: Kernel, atMs: number): void {
  kernel.kept.pressedMs = atMs;
  function hint(ms: number, text: string): void {
    kernel.ports.clock.after(ms, () => {
      if (kernel.kept.pressedMs === atMs) kernel.say(`button: ${text}`);
    });
  }
  hint(HOLD_WINDOW_MS, 'let go to open the setup window, or hold on');
  hint(HOLD_RESET_MS, 'let go to forget the Wi-Fi config and restart');
}

export function create(kernel: Kernel, isPressed: boolean, atMs: number): void {
  if (isPressed) return press(kernel, atMs);
  const gesture = gestureOf(kernel.kept.pressedMs, atMs);
  kernel.kept.pressedMs = NONE;
  if (gesture === 'window') kernel.gate().open(IDLE_MINUTES, true);
  else if (gesture === 'reset') {
    kernel.say('button: the Wi-Fi config is forgotten');
    kernel.engine().restart('config');
  } else if (gesture === 'stuck') kernel.say('button: held too long, nothing done');
}
