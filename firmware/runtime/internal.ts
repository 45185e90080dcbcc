// Part: an exception in our own code. It is told on the UART and counted; the third within a minute restarts the device.
// So does one before the doors are open, when no client can ask again, and one that left something half done.

import { type Fault, fault, INTERNAL } from '../lib/result.ts';
import { giveUp, shutRadio } from '../platform/espruino.ts';
import { eventLines } from '../protocols/uart/event-lines.ts';
import { FAULTS_MAX, faultText, faultTimes, isBrokenOff, isOutOfMemory } from './faults.ts';
import type { Core } from './resident-state.ts';

/** Answers get this long to reach their readers before the restart. */
const LEAVE_MS = 500;
/** For the port's events of a radio that goes down. */
const RADIO_DOWN_MS = 200;

/** The console may be what fails, or what was broken off amid an answer: then the line goes out as it is. */
function tell(core: Core, text: string, isBroken: boolean): void {
  if (core.given) return;
  const console = core.loaded.console;
  try {
    if (console && !isBroken) return console.event(text);
  } catch {
    core.loaded.console = undefined;
  }
  core.awake().ports.uart.write(eventLines(text, ''));
}

/** Not counted as meant (runtime/boot/guard.ts): a device that does nothing else shall end in safe mode. */
function restart(core: Core, why: string, isBroken: boolean): void {
  if (core.kept.restarting) return;
  core.kept.restarting = true;
  const clock = core.awake().ports.clock;
  tell(core, `restarting: ${why}`, isBroken);
  clock.after(LEAVE_MS, () => {
    clock.after(RADIO_DOWN_MS, giveUp);
    shutRadio();
  });
}

export function create(core: Core, at: string, error: unknown): Fault {
  const answer = fault('internal', INTERNAL);
  if (isOutOfMemory(error)) {
    restart(core, 'out of memory', true);
    return answer;
  }
  const text = faultText(at, error);
  const isBroken = isBrokenOff(text);
  core.faults++;
  core.faultsAt = faultTimes(core.faultsAt, core.awake().ports.clock.nowMs());
  tell(core, `error internal ${text}`, isBroken);
  if (core.faultsAt.length >= FAULTS_MAX || !core.isOpen || isBroken) restart(core, 'an internal error', isBroken);
  return answer;
}
