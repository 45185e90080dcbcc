// One part into flash by the chip's ROM, compared with what is there.
//
// What comes compressed the ROM unpacks into a window of 32 KB. At the end it writes the whole window, with what was in it
// before; once more, behind the end, if it was just full (both seen with the real ROM). So only Espruino and Storage come
// compressed, which have nothing behind them: the one ends in its partition, the other with the flash.

import { createHash } from 'node:crypto';
import type { ESPLoader } from 'esptool-js';
import { deviceError } from '../../client/errors.ts';
import type { Part } from '../../image/espruino.ts';
import { PAGE_BYTES } from '../../sim/flash/image.ts';

/** What the ROM takes at a time. */
export const BLOCK_BYTES = 0x400;
/** The records' 64 KB have Storage behind them. */
export const PLAIN_MAX = 0x10000;
const ERASED = 0xff;
/** After noise on the line the ROM takes a part only from its beginning. */
const PART_TRIES = 3;
export const FLASH_BEGIN = 0x02;
const MD5 = 0x13;
const [MD5_CHARS, MD5_MS] = [32, 60_000];
const [ERASE_MS, BLOCK_MS] = [20_000, 5_000];

export const words = (...values: number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer);

/** What is erased at the end need not be sent. */
export function blocksOf(bytes: Uint8Array): number {
  return Math.ceil((bytes.findLastIndex((byte) => byte !== ERASED) + 1) / BLOCK_BYTES);
}

async function isInFlash(loader: ESPLoader, { offset, bytes }: Part): Promise<boolean> {
  const answer = await loader.checkCommand(
    'compare',
    MD5,
    words(offset, bytes.length, 0, 0),
    undefined,
    MD5_CHARS,
    MD5_MS,
  );
  const sum = Buffer.from(answer as Uint8Array).toString('latin1');
  return sum === createHash('md5').update(bytes).digest('hex');
}

/** Of most parts that differ the first page does. */
async function wasInFlash(loader: ESPLoader, part: Part): Promise<boolean> {
  const first = { ...part, bytes: part.bytes.subarray(0, PAGE_BYTES) };
  return (await isInFlash(loader, first)) && isInFlash(loader, part);
}

/** As it is: for parts that have others close behind them. */
async function sendPlain(loader: ESPLoader, { offset, bytes }: Part, tell: (bytes: number) => void): Promise<void> {
  const blocks = blocksOf(bytes);
  const head = words(bytes.length, blocks, BLOCK_BYTES, offset);
  await loader.checkCommand('erase', FLASH_BEGIN, head, undefined, undefined, ERASE_MS);
  for (let i = 0; i < blocks; i++) {
    const data = new Uint8Array(BLOCK_BYTES).fill(ERASED);
    data.set(bytes.subarray(i * BLOCK_BYTES, (i + 1) * BLOCK_BYTES));
    await loader.flashBlock(data, i, BLOCK_MS);
    tell(Math.min(bytes.length, (i + 1) * BLOCK_BYTES));
  }
  tell(bytes.length);
}

function sendCompressed(loader: ESPLoader, part: Part, tell: (bytes: number) => void): Promise<void> {
  return loader.writeFlash({
    fileArray: [{ data: new Uint8Array(part.bytes), address: part.offset }],
    ...{ flashMode: 'keep', flashFreq: 'keep', flashSize: 'keep', eraseAll: false, compress: true },
    reportProgress: (_file, sent, all) => tell(Math.round((part.bytes.length * sent) / all)),
  });
}

export async function put(loader: ESPLoader, part: Part, tell: (bytes: number) => void): Promise<void> {
  // A board on which the command is repeated has most of it already.
  if (await wasInFlash(loader, part)) return tell(part.bytes.length);
  for (let i = 0; i < PART_TRIES; i++) {
    const send = part.bytes.length <= PLAIN_MAX ? sendPlain : sendCompressed;
    const isSent = await send(loader, part, tell).then(
      () => true,
      () => false,
    );
    if (isSent && (await isInFlash(loader, part))) return;
  }
  const message = `${part.name} is not in flash as it was sent: try another cable, and --baud 115200`;
  throw deviceError('refused', 'flash', message);
}
