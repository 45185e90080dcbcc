// Part: an exception in our own code. It is told on the UART and counted; the third within a minute restarts the device.

import { type Fault, fault } from '../core/result.ts';
import { radioOff, reboot } from '../hal/espruino.ts';
import type { Core } from '../kernel/core.ts';
import { FAULTS_MAX, faultText, faultTimes, isBrokenOff } from '../kernel/faults.ts';
import type { ConsolePart } from '../kernel/parts.ts';
import { eventLines } from '../uart/news.ts';

/** Answers get this long to reach their readers before the restart. */
const LEAVE_MS = 500;

/** The console may be what fails: then the line goes out as it is. */
function tell(core: Core, text: string): void {
  if (core.given) return;
  const console = core.loaded['c'] as ConsolePart | undefined;
  try {
    if (console) return console.event(text);
  } catch {
    core.loaded['c'] = undefined;
  }
  core.awake().ports.uart.write(eventLines(text, ''));
}

/** Not counted as meant (boot/guard.ts): a device that does nothing else shall end in safe mode. */
function restart(core: Core): void {
  if (core.kept.restarting) return;
  core.kept.restarting = true;
  tell(core, 'restarting after an internal error');
  core.awake().ports.clock.after(LEAVE_MS, () => {
    radioOff();
    reboot();
  });
}

export function create(core: Core, at: string, error: unknown): Fault {
  const text = faultText(at, error);
  core.faults++;
  core.faultsAt = faultTimes(core.faultsAt, core.awake().ports.clock.nowMs());
  tell(core, `error internal ${text}`);
  if (core.faultsAt.length >= FAULTS_MAX || isBrokenOff(text)) restart(core);
  return fault('internal', 'an error in the firmware; nothing was changed by this request; try again');
}
