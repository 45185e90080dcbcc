// Module: an exception in our own code. It is told on the UART and counted; the third within a minute restarts the device.
// So does one before the doors are open, when no client can ask again, and one that left something half done.

import { type Fault, fault, INTERNAL } from '../lib/result.ts';
import { giveUp, shutRadio } from '../platform/espruino.ts';
import { eventLines } from '../protocols/uart/event-lines.ts';
import { EXCEPTIONS_MAX, exceptionText, exceptionTimes, isBrokenOff, isOutOfMemory } from './exceptions.ts';
import type { ResidentState } from './resident-state.ts';

/** Answers get this long to reach their readers before the restart. */
const LEAVE_MS = 500;
/** For the port's events of a radio that goes down. */
const RADIO_DOWN_MS = 200;

/** The console may be what fails, or what was broken off amid an answer: then the line goes out as it is. */
function tell(resident: ResidentState, text: string, isBroken: boolean): void {
  if (resident.isReplActive) return;
  const console = resident.loaded.console;
  try {
    if (console && !isBroken) return console.event(text);
  } catch {
    resident.loaded.console = undefined;
  }
  resident.loadService().ports.uart.write(eventLines(text, ''));
}

/** Not counted as meant (runtime/boot/guard.ts): a device that does nothing else shall end in safe mode. */
function restart(resident: ResidentState, why: string, isBroken: boolean): void {
  if (resident.state.restarting) return;
  resident.state.restarting = true;
  const clock = resident.loadService().ports.clock;
  tell(resident, `restarting: ${why}`, isBroken);
  clock.after(LEAVE_MS, () => {
    clock.after(RADIO_DOWN_MS, giveUp);
    shutRadio();
  });
}

export function create(resident: ResidentState, at: string, error: unknown): Fault {
  const answer = fault('internal', INTERNAL);
  if (isOutOfMemory(error)) {
    restart(resident, 'out of memory', true);
    return answer;
  }
  const text = exceptionText(at, error);
  const isBroken = isBrokenOff(error, text);
  resident.exceptions++;
  resident.exceptionsAt = exceptionTimes(resident.exceptionsAt, resident.loadService().ports.clock.nowMs());
  tell(resident, `error internal ${text}`, isBroken);
  if (resident.exceptionsAt.length >= EXCEPTIONS_MAX || !resident.isOpen || isBroken)
    restart(resident, 'an internal error', isBroken);
  return answer;
}
