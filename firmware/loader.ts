// `.boot0` of a board with slots: chooses the firmware to be started, and begins it with that firmware's boot guard
// (boot0.ts). It is written once, when the board is flashed: no update touches it, so it does as little as it can.

import { espruinoFiles, rebootAfter, say, share, shutDoors, slotFlash, watchdog } from './platform/espruino.ts';
import { WATCHDOG_S } from './runtime/boot/guard.ts';
import { NEXT_SLOT, type RunningSlot, TRIAL_MS } from './runtime/boot/running-slot.ts';
import { addressOf } from './storage/slot-flash.ts';
import { BAD, type Choice, chooseSlot, FLAGS_AT, readSlot, SET, SLOTS } from './storage/slots.ts';

/** Before what it is about is tried: so a firmware that hangs has been counted. */
function setFlag(choice: Choice): void {
  const flash = slotFlash();
  const address = addressOf(flash, choice.flagged.name);
  if (address) flash.write(address + choice.flagged.at + FLAGS_AT + choice.flag, SET);
}

/** The script behind this one (tools/build/loader.mjs) then runs its boot guard, `.bootcde` its bundle. */
function run(choice: Choice): void {
  const at = choice.slot.at;
  const head = choice.slot.head;
  let timer = 0;
  if (choice.isTrial) {
    watchdog(WATCHDOG_S, true);
    timer = rebootAfter(TRIAL_MS);
  }
  const left = choice.left ? choice.left.head.version : '';
  const places = [at + head.code[0], head.code[1], at + head.page[0], at, timer];
  share(NEXT_SLOT, [choice.slot.name as unknown].concat(places, left, choice.flag === BAD) as RunningSlot);
}

shutDoors();
const files = espruinoFiles();
const choice = chooseSlot(SLOTS.map((name) => readSlot(files.read, name)));
if (choice) {
  if (choice.flag >= 0) setFlag(choice);
  run(choice);
} else say('# there is no firmware in Storage; put it there with `wifiprov flash`');
