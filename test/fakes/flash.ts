// A NOR flash: writing clears bits, erasing sets a page, and the power can fail at any byte of either.

import type { FlashArea } from '../../firmware/platform/ports.ts';

export class PowerCut extends Error {}

const CRC_TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

/** The polynomial of zlib, as `E.CRC32`. */
export function crc32(bytes: string): number {
  let crc = -1;
  for (let i = 0; i < bytes.length; i++) crc = (CRC_TABLE[(crc ^ bytes.charCodeAt(i)) & 255] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** A page erase is so many moments at which the power can fail. */
export const ERASE_TICKS = 8;

export interface FakeFlash extends FlashArea {
  bytes: Uint8Array;
  /** Writes, bytes written, and erases of each page so far. */
  writes: number;
  writtenBytes: number;
  erases: number[];
  /** Bytes written and erase moments so far: what `cutAfter` counts. */
  ticks: number;
  /** The power fails when so many more ticks have passed; the byte in work is left half programmed. */
  cutAfter(ticks: number, erase?: 'prefix' | 'random'): void;
  isOff(): boolean;
  /** Power is back; no cut is armed. */
  restart(): void;
  snapshot(): Uint8Array;
  restore(bytes: Uint8Array): void;
  /** From now on writes into this range come out wrong. */
  wearOut(from: number, to: number): void;
}

/** Small repeatable random numbers for damage (mulberry32). */
export function rng(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function fakeFlash(pages: number, pageSize: number, seed = 1): FakeFlash {
  const random = rng(seed);
  const byte = (): number => Math.floor(random() * 256);
  let off = false;
  let left = Number.POSITIVE_INFINITY;
  let eraseMode: 'prefix' | 'random' = 'prefix';
  const worn: [number, number][] = [];

  const powered = (): void => {
    if (off) throw new PowerCut('no power');
  };
  /** One moment; true when the power fails in it. */
  const fails = (): boolean => {
    if (left <= 0) {
      off = true;
      return true;
    }
    left--;
    fake.ticks++;
    return false;
  };
  const inside = (offset: number, length: number): void => {
    if (offset < 0 || length <= 0 || offset + length > fake.bytes.length) throw new RangeError(`${offset}+${length}`);
    if (Math.floor(offset / pageSize) !== Math.floor((offset + length - 1) / pageSize))
      throw new RangeError('two pages');
  };
  /** What an erase leaves that ended early: a blank beginning, or bits gone back to 1 all over the page. */
  const damagedErase = (page: number, done: number): void => {
    const bytes = fake.bytes.subarray(page * pageSize, (page + 1) * pageSize);
    if (eraseMode === 'prefix') bytes.fill(0xff, 0, Math.floor((pageSize * done) / ERASE_TICKS));
    else bytes.set(bytes.map((old) => old | (done > 0 ? byte() : 0) | (done > 4 ? byte() : 0)));
  };

  const fake: FakeFlash = {
    pageSize,
    pages,
    bytes: new Uint8Array(pages * pageSize).fill(0xff),
    writes: 0,
    writtenBytes: 0,
    erases: new Array<number>(pages).fill(0),
    ticks: 0,
    read(offset, length) {
      powered();
      inside(offset, length);
      return Buffer.from(fake.bytes.subarray(offset, offset + length)).toString('latin1');
    },
    write(offset, text) {
      powered();
      inside(offset, text.length);
      fake.writes++;
      for (let i = 0; i < text.length; i++) {
        const at = offset + i;
        const code = text.charCodeAt(i);
        if (code > 255) throw new RangeError('not a byte string');
        const old = fake.bytes[at] ?? 0;
        if (fails()) {
          fake.bytes[at] = old & (code | byte());
          throw new PowerCut(`cut in write at ${at}`);
        }
        const sticks = worn.some(([from, to]) => at >= from && at < to);
        fake.bytes[at] = old & (sticks ? code | 0x55 : code);
        fake.writtenBytes++;
      }
    },
    erase(page) {
      powered();
      inside(page * pageSize, pageSize);
      for (let done = 0; done < ERASE_TICKS; done++) {
        if (!fails()) continue;
        damagedErase(page, done);
        throw new PowerCut(`cut in erase of ${page}`);
      }
      fake.bytes.fill(0xff, page * pageSize, (page + 1) * pageSize);
      fake.erases[page] = (fake.erases[page] ?? 0) + 1;
    },
    cutAfter(ticks, erase = 'prefix') {
      left = ticks;
      eraseMode = erase;
    },
    isOff: () => off,
    restart() {
      off = false;
      left = Number.POSITIVE_INFINITY;
    },
    snapshot: () => fake.bytes.slice(),
    restore: (bytes) => fake.bytes.set(bytes),
    wearOut: (from, to) => worn.push([from, to]),
  };
  return fake;
}
