// Module: the status LED, loaded when it may have to change. What blinks are timers of the port; nothing of ours stays.

import { blink, setPin, stopBlinking } from '../../platform/espruino.ts';
import type { ResidentState } from '../resident-state.ts';
import type { Service } from '../service.ts';
import { blinkOf, type Led, type LedMode, ledFault, ledMode, ledOf } from './pattern.ts';

/** A write of the blinking before may still be to come; the last is 1 s after its cycle began. */
const AGAIN_MS = 1_100;

/** What it shows now, and the timers that do it. */
export interface LedState {
  mode: LedMode | '';
  timers: number[];
}

/** At the start: a pin that cannot be one is told, and there is no LED. */
function start(service: Service): void {
  const led = ledOf(service.options.led as Led);
  service.options.led = led;
  const wrong = ledFault(led);
  if (wrong) {
    service.options.led = undefined;
    return service.printEvent(`error led: ${wrong}`);
  }
  service.led = { mode: '', timers: [] };
  show(service, ledMode(service.state, service.ports.clock.nowMs(), led));
}

function show(resident: ResidentState, mode: LedMode): void {
  const led = resident.options.led as Led;
  const shown = resident.led as LedState;
  if (shown.mode === mode) return;
  shown.mode = mode;
  stopBlinking(shown.timers);
  const on = led.on === 0 ? 0 : 1;
  const cycle = blinkOf(mode);
  shown.timers = cycle.everyMs
    ? blink(led.pin, on, cycle.everyMs, cycle.atMs)
    : setPin(led.pin, mode === 'lit' ? on : 1 - on, AGAIN_MS);
}

/** `isOn` false: the REPL has the UART, and may end all timers. */
export function create(service: Service, isOn: boolean): void {
  const led = service.options.led as Led;
  if (!service.led) start(service);
  else show(service, isOn ? ledMode(service.state, service.ports.clock.nowMs(), led) : 'dark');
}
