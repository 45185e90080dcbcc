// What may change the status LED calls this: without one nothing is loaded.

import type { Service } from '../service.ts';

/** `isOn` false: dark, and without timers. */
export function showLed(service: Service, isOn: boolean): void {
  if (BUILD_LED && service.options.led) service.load('led')(service, isOn);
}
