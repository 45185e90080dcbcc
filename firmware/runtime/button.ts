// Part: what the BOOT button does: held 5 s it opens the setup window, held 10 s it resets the Wi-Fi config.

import { IDLE_MINUTES } from '../provisioning/window.ts';
import { gestureOf, HOLD_RESET_MS, HOLD_WINDOW_MS } from './button-gesture.ts';
import type { Service } from './service.ts';

const NONE = -1;

function press(service: Service, atMs: number): void {
  service.kept.pressedMs = atMs;
  function hint(ms: number, text: string): void {
    service.ports.clock.after(ms, () => {
      if (service.kept.pressedMs === atMs) service.say(`button: ${text}`);
    });
  }
  hint(HOLD_WINDOW_MS, 'let go to open the setup window, or keep holding');
  hint(HOLD_RESET_MS, 'let go to forget the Wi-Fi config and restart');
}

export function create(service: Service, isPressed: boolean, atMs: number): void {
  if (isPressed) return press(service, atMs);
  const gesture = gestureOf(service.kept.pressedMs, atMs);
  service.kept.pressedMs = NONE;
  if (gesture === 'window') service.gate().open(IDLE_MINUTES, true);
  else if (gesture === 'reset') {
    service.say('button: Wi-Fi config forgotten');
    service.engine().restart('config');
  } else if (gesture === 'stuck') service.say('button: held too long; ignored');
}
