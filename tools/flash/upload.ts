// Files onto the board, piece by piece: each is checked before it is written and read back after.

import { deviceError, isDeviceError } from '../client/errors.ts';
import { align, HEADER_BYTES } from '../sim/flash/files.ts';
import { crc32 } from '../sim/node/bytes.ts';
import type { FirmwareFile } from './firmware.ts';
import type { Repl } from './repl.ts';

/** In base 64 a line of some 1500 characters: the port's queue holds 4096. */
export const PIECE_BYTES = 1024;
export const CHECK_BYTES = 4096;
/** A header that was torn off by a power cut can spoil the first file that is written after it, not the second. */
export const FILE_TRIES = 2;
export const PIECE_TRIES = 3;
const CHECK_MS = 30_000;

const STORAGE = 'require("Storage")';

/** Left free, for whatever else writes into Storage. */
export const SPARE_BYTES = 4096;

/** With the heads of the files, each beginning at a multiple of four. */
export function spaceFor(files: readonly FirmwareFile[]): number {
  return files.reduce((sum, { bytes }) => sum + HEADER_BYTES + align(bytes.length), SPARE_BYTES);
}

/** 0: it came broken. 1: it stands in flash. 2: flash has something else. Written once, however often it is asked. */
function pieceScript({ name, bytes }: FirmwareFile, offset: number): string {
  const piece = bytes.subarray(offset, offset + PIECE_BYTES);
  const call = [JSON.stringify(name), offset, `atob("${piece.toString('base64')}")`, crc32(piece)].join();
  const stands = 'E.CRC32(s.read(n,o,d.length)||"")==c';
  return [
    `(function(s,n,o,d,c){if(E.CRC32(d)!=c)return 0;if(!(${stands}))s.write(n,d,o,${bytes.length});`,
    `return ${stands}?1:2})(${STORAGE},${call})`,
  ].join('');
}

async function sendPiece(repl: Repl, file: FirmwareFile, offset: number): Promise<boolean> {
  for (let i = 0; i < PIECE_TRIES; i++) {
    const said = await repl.ask(pieceScript(file, offset));
    if (said !== 0) return said === 1;
  }
  throw deviceError('unreachable', 'noise', 'the serial line loses characters; try another cable or port');
}

async function sendOnce(repl: Repl, file: FirmwareFile, tell: (bytes: number) => void): Promise<boolean> {
  for (let offset = 0; offset < file.bytes.length; offset += PIECE_BYTES) {
    if (!(await sendPiece(repl, file, offset))) return false;
    tell(Math.min(PIECE_BYTES, file.bytes.length - offset));
  }
  return isOnBoard(repl, file);
}

/** The file has its size already: Storage makes it with the first piece. */
export async function isOnBoard(repl: Repl, { name, bytes }: FirmwareFile): Promise<boolean> {
  const sums = (await repl.ask(
    `(function(s,l){for(var o=0;o<${bytes.length};o+=${CHECK_BYTES})l.push(E.CRC32(s.read(${JSON.stringify(name)},o,${CHECK_BYTES})||""));return l})(${STORAGE},[])`,
    CHECK_MS,
  )) as number[];
  return sums.every((sum, i) => sum === crc32(bytes.subarray(i * CHECK_BYTES, (i + 1) * CHECK_BYTES)));
}

export async function erase(repl: Repl, names: readonly string[]): Promise<void> {
  for (const name of names) await repl.ask(`(${STORAGE}.erase(${JSON.stringify(name)}),1)`);
}

/**
 * Asked before each file: when no hole is large enough Storage compacts by itself, and a power cut in there loses
 * everything.
 */
async function checkSpace(repl: Repl, files: readonly FirmwareFile[]): Promise<void> {
  const free = Number(await repl.ask(`${STORAGE}.getStats().freeBytes`));
  const needed = spaceFor(files);
  if (free >= needed) return;
  throw deviceError('refused', 'no_space', `Storage has ${free} bytes free, ${needed} are needed`);
}

/** `tell` gets the bytes of each piece; what is sent again counts again, so the sum is taken back. */
export async function upload(repl: Repl, file: FirmwareFile, tell: (bytes: number) => void): Promise<void> {
  let why = 'flash does not hold what was written';
  for (let i = 0; i < FILE_TRIES; i++) {
    await checkSpace(repl, [file]);
    let sent = 0;
    const count = (bytes: number): void => {
      sent += bytes;
      tell(bytes);
    };
    try {
      if (await sendOnce(repl, file, count)) return;
    } catch (error) {
      if (!isDeviceError(error) || error.code !== 'espruino') throw error;
      why = error.message;
    }
    tell(-sent);
    await erase(repl, [file.name]);
  }
  throw deviceError('refused', 'storage', `Storage does not take ${file.name}: ${why}`);
}
