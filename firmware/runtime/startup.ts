// Module: starts the service, unless the last boots went wrong; `wifiprov()` in the REPL starts it by hand.

import { after, espruinoUart, onErrorFlags, onUncaught, share, shared, watchdog } from '../platform/espruino.ts';
import { WATCHDOG_S } from './boot/guard.ts';
import { type BootReport, REPORT } from './boot/report.ts';
import { showLed } from './led/show.ts';
import type { Options, ResidentState } from './resident-state.ts';
import { IDLE_UNLOAD_MS, type Service } from './service.ts';

function run(resident: ResidentState, hasWindow: boolean): void {
  resident.isRunning = true;
  watchdog(WATCHDOG_S, true);
  onErrorFlags(resident.callbacks.errors);
  if (BUILD_APP) resident.load('watchdog')(resident);
  else onUncaught(resident.callbacks.failed);
  resident.load('boot')(resident.loadService(), hasWindow);
}

/** An upload by the REPL ends all timers: those that are always there begin anew, whether or not there was one. */
function goOn(service: Service): void {
  service.round++;
  service.callbacks.read(service.round);
  after(IDLE_UNLOAD_MS, service.callbacks.unloadIdle);
  // Their numbers may belong to other timers by now. One that still runs fires once more than it should.
  service.tickSlot.timer = 0;
  service.windowSlot.timer = 0;
  if (BUILD_LED) showLed(service, true);
  service.window().watch();
  service.connection().tick();
}

/** By hand there is no boot window to wait for; a service that gave the UART away takes it back. */
function again(resident: ResidentState): void {
  if (!resident.isRunning) run(resident, false);
  else if (resident.isOpen) {
    const service = resident.loadService();
    service.takeUart();
    goOn(service);
  } else resident.load('boot')(resident.loadService(), false);
}

export function create(resident: ResidentState, isByHand: boolean): void {
  if (isByHand) return again(resident);
  resident.options = (shared('wifiprovOptions') as Options | undefined) || {};
  if (BUILD_LED && BUILD_LED_PIN && resident.options.led === undefined)
    resident.options.led = { pin: BUILD_LED_PIN, on: BUILD_LED_ON, online: BUILD_LED_ONLINE };
  resident.access = resident.options.access || BUILD_ACCESS;
  // `.boot0` is missing: no verdict.
  resident.boot = (shared(REPORT) as BootReport | undefined) || { safe: false, powerCycles: 0, starts: 0 };
  if (resident.boot.tooOld) return;
  share('wifiprov', resident.callbacks.byHand);
  if (resident.boot.safe)
    espruinoUart().write('\r\n# safe mode after three crashes: wifiprov() starts the service\r\n');
  else run(resident, resident.options.bootWindow !== false);
}
