// Part: the order of a start: boot window, doors, config from flash, radio.

import { after, apMac, espruinoCiphers, hardwareRandom } from '../platform/espruino.ts';
import { remember } from '../provisioning/history.ts';
import { takeUp } from '../provisioning/resume.ts';
import { IDLE_MINUTES } from '../provisioning/window.ts';
import { makeKey, SALT_BYTES } from '../security/key.ts';
import type { VaultModule } from '../storage/module.ts';
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
import type { Kernel } from './service.ts';

/** A salt need not be secret, only different for each device and code. The radio is still off. */
const SALT_READS = 8;

/** A code that was written at flashing gets its key here. That takes seconds, so do it before a client waits for it. */
function addKey(kernel: Kernel, vault: VaultModule): void {
  const code = vault.code();
  if (!code || vault.key()) return;
  let salt = `salt ${apMac()} ${kernel.boot.starts}`;
  for (let i = 0; i < SALT_READS; i++) salt += hardwareRandom();
  const ciphers = espruinoCiphers();
  vault.keepCode(code, makeKey(ciphers, code, ciphers.sha256(salt).slice(0, SALT_BYTES)));
}

/** Answers how many damaged records there were. */
function restore(kernel: Kernel, vault: VaultModule): number {
  kernel.kept.committed = JSON.stringify(vault.config());
  kernel.kept.code = vault.code();
  vault.count();
  kernel.kept.host = vault.names()[0] as string;
  kernel.kept.worked = vault.worked();
  kernel.kept.seeded = vault.isSeeded(kernel.boot.starts);
  return vault.problems();
}

/** What the last start has left for this one. */
function resume(kernel: Kernel, vault: VaultModule): void {
  const now = kernel.ports.clock.nowMs();
  const failure = takeUp(kernel.kept, vault.takeResume(), now);
  if (kernel.kept.windowEndMs) kernel.gate().watch();
  if (!failure) return;
  kernel.kept.attempts = remember(kernel.kept.attempts, {
    at_s: 0,
    ssid: failure.ssid,
    ok: false,
    reason: failure.reason,
  });
  kernel.tell(Object.assign({ event: 'failed' as const }, failure));
}

/** How long this start has lived is told to the next one. */
function markLife(kernel: Kernel): void {
  kernel.load('vault')(kernel.kept).mark(DOORS_OPEN);
  after(TEN_SECONDS_MS, kernel.ears.mark, TEN_SECONDS);
  after(HALF_MINUTE_MS, kernel.ears.mark, HALF_MINUTE);
}

function open(kernel: Kernel): void {
  const vault = kernel.load('vault')(kernel.kept);
  addKey(kernel, vault);
  kernel.load('doors')(kernel);
  const problems = restore(kernel, vault);
  kernel.takeUart();
  if (problems) kernel.say(`error storage: ${problems} damaged or foreign records were skipped`);
  if (kernel.access === 'open') kernel.say('access open: anyone in range can change the settings');
  if (BUILD_APP) appOf(kernel).begin();
  if (kernel.boot.powerCycles >= POWER_CYCLES_TO_OPEN) kernel.gate().open(IDLE_MINUTES, true);
  markLife(kernel);
  kernel.say('ready');
  resume(kernel, vault);
  kernel.engine().begin();
  // Before that an exception ends in a restart, see runtime/internal.ts.
  kernel.isOpen = true;
}

/** Safe mode: the UART goes to the REPL and nothing is started, until `wifiprov()` is typed there. */
function enterSafeMode(kernel: Kernel): void {
  kernel.load('vault')(kernel.kept).mark(ON_PURPOSE);
  kernel.ports.uart.write('\r\n# safe mode: wifiprov() starts the service\r\n');
  kernel.ports.uart.give();
}

/** The UART is the REPL's no more. With a window it is listened to for 2 s for one Ctrl-C; all else is dropped. */
export function create(kernel: Kernel, hasWindow: boolean): void {
  let safe = false;
  kernel.ports.uart.take((bytes) => {
    if (!hasWindow || safe || bytes.indexOf('\x03') < 0) return;
    safe = true;
    enterSafeMode(kernel.awake());
  });
  kernel.ports.clock.after(hasWindow ? BOOT_WINDOW_MS : 1, () => {
    if (!safe && !kernel.isOpen) open(kernel);
  });
}
