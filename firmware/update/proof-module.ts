// Module: a new firmware has kept its doors open for a minute: it stays, and its restart by the loader is called off.

import { espruinoClock, espruinoFiles, shared, slotFlash } from '../platform/espruino.ts';
import { RUNNING_SLOT, RUNS_FILE, RUNS_TIMER, type RunningSlot } from '../runtime/boot/running-slot.ts';
import { addressOf } from '../storage/slot-flash.ts';
import { FLAGS_AT, GOOD, readSlot, SET } from '../storage/slots.ts';

export function create(): void {
  const running = shared(RUNNING_SLOT) as RunningSlot;
  const flash = slotFlash();
  const slot = readSlot(espruinoFiles().read, running[RUNS_FILE]);
  const address = addressOf(flash, running[RUNS_FILE]);
  if (!slot || !address) return;
  flash.write(address + slot.at + FLAGS_AT + GOOD, SET);
  espruinoClock().cancel(running[RUNS_TIMER] as number);
  running[RUNS_TIMER] = 0;
}
