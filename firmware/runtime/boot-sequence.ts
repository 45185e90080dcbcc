// Module: the order of a start: boot window, doors, config from flash, radio.

import { after, apMac, espruinoCiphers, hardwareRandom, shared } from '../platform/espruino.ts';
import { remember } from '../provisioning/history.ts';
import { takeUp } from '../provisioning/resume.ts';
import { IDLE_MINUTES } from '../provisioning/window.ts';
import { makeKey, SALT_BYTES } from '../security/key.ts';
import { othersIn } from '../storage/known-networks.ts';
import type { StoreModule } from '../storage/module.ts';
import { OTHERS } from '../storage/store.ts';
import { appOf } from './app.ts';
import {
  BOOT_WINDOW_MS,
  DOORS_OPEN,
  HALF_MINUTE,
  HALF_MINUTE_MS,
  ON_PURPOSE,
  POWER_CYCLES_TO_OPEN,
  TEN_SECONDS,
  TEN_SECONDS_MS,
} from './boot/guard.ts';
import {
  PROOF_MS,
  RUNNING_SLOT,
  RUNS_JUST_LEFT,
  RUNS_LEFT,
  RUNS_TIMER,
  type RunningSlot,
} from './boot/running-slot.ts';
import { showLed } from './led/show.ts';
import type { Service } from './service.ts';

/** A salt need not be secret, only different for each device and code. The radio is still off. */
const SALT_READS = 8;

/** A code that was written at flashing gets its key here. That takes seconds, so do it before a client waits for it. */
function addKey(service: Service, store: StoreModule): void {
  const code = store.code();
  if (!code || store.key()) return;
  let salt = `salt ${apMac()} ${service.boot.starts}`;
  for (let i = 0; i < SALT_READS; i++) salt += hardwareRandom();
  const ciphers = espruinoCiphers();
  store.keepCode(code, makeKey(ciphers, code, ciphers.sha256(salt).slice(0, SALT_BYTES)));
}

/** With one known network nothing is kept of the others. */
function countOthers(service: Service, store: StoreModule, ssid: string): void {
  const others = store.read(OTHERS) ? othersIn(store, ssid).length : 0;
  if (others) service.state.link.others = others;
}

/** Answers how many damaged records there were. */
function restore(service: Service, store: StoreModule): number {
  const config = store.config();
  service.state.committed = JSON.stringify(config);
  if (BUILD_KNOWN) countOthers(service, store, config['STA.SSID']);
  service.state.code = store.code();
  store.count();
  service.state.host = store.names()[0] as string;
  service.state.worked = store.worked();
  service.state.seeded = store.isSeeded(service.boot.starts);
  return store.problems();
}

/** What the last start has left for this one. */
function resume(service: Service, store: StoreModule): void {
  const now = service.ports.clock.nowMs();
  const failure = takeUp(service.state, store.takeResume(), now);
  if (service.state.windowEndMs) service.window().watch();
  if (!failure) return;
  service.state.attempts = remember(service.state.attempts, {
    at_s: 0,
    ssid: failure.ssid,
    ok: false,
    reason: failure.reason,
  });
  service.emit(Object.assign({ event: 'failed' as const }, failure));
}

/** How long this start has lived is told to the next one. */
function markLife(service: Service): void {
  service.load('store')(service.state).mark(DOORS_OPEN);
  after(TEN_SECONDS_MS, service.callbacks.mark, TEN_SECONDS);
  after(HALF_MINUTE_MS, service.callbacks.mark, HALF_MINUTE);
}

/** A new firmware has to prove itself; a newer one may have been left at this start because it did not. */
function judgeUpdate(service: Service): void {
  const running = shared(RUNNING_SLOT) as RunningSlot;
  const load = service.load;
  if (running[RUNS_TIMER]) service.ports.clock.after(PROOF_MS, () => load('proof')());
  if (!running[RUNS_JUST_LEFT]) return;
  const why = `version ${running[RUNS_LEFT]} did not keep its doors open`;
  service.printEvent(`update rolled back: ${why}; ${BUILD_VERSION} runs again`);
  service.state.attempts = remember(service.state.attempts, {
    at_s: 0,
    ssid: '',
    ok: false,
    reason: 'update_rolled_back',
  });
}

function open(service: Service): void {
  const store = service.load('store')(service.state);
  addKey(service, store);
  service.load('listeners')(service);
  const problems = restore(service, store);
  service.takeUart();
  if (problems) service.printEvent(`error storage: ${problems} damaged or foreign records were skipped`);
  if (service.access === 'open') service.printEvent('access open: anyone in range can change the settings');
  if (BUILD_APP) appOf(service).begin();
  if (service.boot.powerCycles >= POWER_CYCLES_TO_OPEN) service.window().open(IDLE_MINUTES, true);
  markLife(service);
  if (BUILD_UPDATE) judgeUpdate(service);
  service.printEvent('ready');
  resume(service, store);
  service.connection().begin();
  if (BUILD_LED) showLed(service, true);
  // Before that an exception ends in a restart, see runtime/internal.ts.
  service.isOpen = true;
}

/** Safe mode: the UART goes to the REPL and nothing is started, until `wifiprov()` is typed there. */
function enterSafeMode(service: Service): void {
  service.load('store')(service.state).mark(ON_PURPOSE);
  service.ports.uart.write('\r\n# safe mode: wifiprov() starts the service\r\n');
  service.ports.uart.give();
}

/** The UART is the REPL's no more. With a window it is listened to for 2 s for one Ctrl-C; all else is dropped. */
export function create(service: Service, hasWindow: boolean): void {
  let safe = false;
  service.ports.uart.take((bytes) => {
    if (!hasWindow || safe || bytes.indexOf('\x03') < 0) return;
    safe = true;
    enterSafeMode(service.loadService());
  });
  service.ports.clock.after(hasWindow ? BOOT_WINDOW_MS : 1, () => {
    if (!safe && !service.isOpen) open(service);
  });
}
