// What makes a board restart, and what it says when it is up again.

import { deviceError } from '../client/errors.ts';
import { acquirePrompt } from './acquire-prompt.ts';
import { type Board, boardOf } from './board.ts';
import type { Line } from './line.ts';
import type { Repl } from './repl.ts';

/** The boot window, and on a board without a setup code the seconds in which it makes one. */
const READY_MS = 60_000;
const BLE_OFF = 'ESP32.enableBLE(false)';
const READY = /(?:^|[\r\nK])# ready[\r\n ]/;
const SAFE = '# safe mode after';
const NOT_READY = 'the firmware is on the board but does not start; see what it prints at 115200 baud';

/** `bleOff`: erases the first `.bootcde` too. */
export async function restart(line: Line, repl: Repl, bleOff: boolean): Promise<void> {
  line.forget();
  repl.tell(bleOff ? BLE_OFF : 'E.reboot()');
  await untilReady(line);
}

/** The firmware is up; rejects when it does not come. */
export async function untilReady(line: Line): Promise<void> {
  const isReady = (): boolean => READY.test(line.heard());
  const isSafe = (): boolean => line.heard().includes(SAFE);
  await line.until(() => isReady() || isSafe(), READY_MS);
  if (isReady()) return;
  if (isSafe()) throw deviceError('refused', 'safe_mode', `${NOT_READY}; it is in safe mode after three crashes`);
  throw deviceError('timeout', 'not_ready', NOT_READY);
}

/** The board as it is after it; before anything is on it, for it erases what is. */
export async function turnBleOff(line: Line, repl: Repl): Promise<Board> {
  repl.tell(BLE_OFF);
  await acquirePrompt(line);
  const board = await boardOf(repl);
  if (board.hasBle) throw deviceError('refused', 'ble', 'could not turn Bluetooth off; --keep-ble leaves it as it is');
  return board;
}
