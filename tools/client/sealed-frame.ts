// Boxes as lines: numbered in each direction, sealed with the session's keys.

import { type Direction, seal, unseal } from './crypto.ts';
import { failure, failureOf } from './failure.ts';
import type { Message } from './line-reader.ts';
import { fromHex, toHex } from './wire.ts';

/** The device takes no longer line. */
export const LINE_MAX = 2048;
const BLOCK = 16;
const TAG_BYTES = 16;

export async function sealedLine(way: Direction, count: number, text: string): Promise<string> {
  const { bytes, tag } = await seal(way, count, text);
  const line = JSON.stringify({ t: 'box', n: count, c: toHex(bytes), m: toHex(tag) });
  if (line.length > LINE_MAX) throw failure('too_large');
  return line;
}

/** The object in the device's box number `count`. Whatever else came is a reason to end the session. */
export async function readSealed(way: Direction, count: number, message: Message): Promise<Message> {
  if (message['t'] === 'err') throw failureOf(message);
  const bytes = fromHex(message['c']);
  const tag = fromHex(message['m'], TAG_BYTES);
  const isBox = message['t'] === 'box' && message['n'] === count;
  if (!isBox || !bytes || !tag || bytes.length === 0 || bytes.length % BLOCK) throw failure('tampered');
  const text = await unseal(way, count, { bytes, tag });
  if (text === undefined) throw failure('tampered');
  return JSON.parse(text) as Message;
}
