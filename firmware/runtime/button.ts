// Module: what the BOOT button does: held 5 s it opens the setup window, held 10 s it resets the Wi-Fi config.

import { IDLE_MINUTES } from '../provisioning/window.ts';
import { gestureOf, HOLD_RESET_MS, HOLD_WINDOW_MS } from './button-gesture.ts';
import type { Service } from './service.ts';

const NONE = -1;

function press(service: Service, atMs: number): void {
  service.state.pressedMs = atMs;
  function hint(ms: number, text: string): void {
    service.ports.clock.after(ms, () => {
      if (service.state.pressedMs === atMs) service.printEvent(`button: ${text}`);
    });
  }
  hint(HOLD_WINDOW_MS, 'let go to open the setup window, or keep holding');
  hint(HOLD_RESET_MS, 'let go to forget the Wi-Fi config and restart');
}

export function create(service: Service, isPressed: boolean, atMs: number): void {
  if (isPressed) return press(service, atMs);
  const gesture = gestureOf(service.state.pressedMs, atMs);
  service.state.pressedMs = NONE;
  if (gesture === 'window') service.window().open(IDLE_MINUTES, true);
  else if (gesture === 'reset') {
    service.printEvent('button: Wi-Fi config forgotten');
    service.connection().restart('config');
  } else if (gesture === 'stuck') service.printEvent('button: held too long; ignored');
}
