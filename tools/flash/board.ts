// What must be known of a board before anything is written, and whether wifiprov can be put on it.

import { isTooOld, tooOldSentence } from '../../firmware/runtime/boot/least.ts';
import { deviceError } from '../client/errors.ts';
import type { Repl } from './repl.ts';

export interface Board {
  version: string;
  board: string;
  freeVars: number;
  /** Where Storage begins in flash, its bytes, and those of a page. */
  storage: number;
  bytes: number;
  page: number;
  free: number;
  trash: number;
  hasBle: boolean;
}

/** What a line of 1 KB takes while it is typed, read and decoded is some 500. */
export const MIN_FREE_VARS = 800;
/** Storage of every ESP32 board since 2v26; Espruino for Linux, with which this is tested, has its own. */
const STORAGE_START = 0x320000;
/** The chip; others of its family have other registers. */
const BOARDS = /^(ESP32(_\w+)?|LINUX)$/;

const NAMES = '[process.env.VERSION,process.env.BOARD]';
const FACTS = [
  '(function(s,f,a){return[process.memory().free,a=process.env.BOARD=="LINUX"?f.getFree()[0].addr:',
  `${STORAGE_START},s.totalBytes,f.getPage(a).length,s.freeBytes,s.trashBytes,`,
  'typeof ESP32=="object"&&!!ESP32.getState().BLE]})(require("Storage").getStats(),require("Flash"))',
].join('');

const refused = (code: string, message: string): Error => deviceError('refused', code, message);

export async function boardOf(repl: Repl): Promise<Board> {
  const names = await repl.ask(NAMES);
  const [version, board] = Array.isArray(names) ? (names as unknown[]) : [];
  if (typeof version !== 'string' || typeof board !== 'string')
    throw refused('not_espruino', 'the board runs JavaScript, but not Espruino');
  if (!BOARDS.test(board)) throw refused('not_supported', `this is an ${board}; wifiprov runs on an ESP32`);
  if (isTooOld(version)) throw refused('too_old', tooOldSentence(version));
  const [freeVars, storage, bytes, page, free, trash, hasBle] = (await repl.ask(FACTS)) as [...number[], boolean];
  const numbers = { freeVars, storage, bytes, page, free, trash } as { [name: string]: number } as unknown as Board;
  return { ...numbers, version, board, hasBle: hasBle === true };
}

export function checkMemory(board: Board): void {
  if (board.freeVars >= MIN_FREE_VARS) return;
  throw refused(
    'no_memory',
    `${board.freeVars} variables are free, ${MIN_FREE_VARS} are needed; stop the program on the board`,
  );
}
