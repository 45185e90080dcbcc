// The loader in the ROM of an ESP32 in download mode, as far as a flashing tool asks it: Espressif's serial protocol
// (esptool documentation, "Serial Protocol"). It writes into 4 MB of flash that start erased.

import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { newUnslip, slip } from './slip.ts';

export interface RomOptions {
  /** What the register by which tools tell chips has. */
  magic?: number;
  /** The answer of the flash: its last byte but two is the size, 2 to the power of it. */
  flashId?: number;
  /** What the board had before. */
  flash?: Buffer;
}

export interface Rom {
  flash: Buffer;
  write(bytes: Uint8Array): void;
  /** Frames with writing commands that came so far. */
  blocks(): number;
}

const ESP32_MAGIC = 0x00f01d83;
const FLASH_4MB = 0x1640ef;
const FLASH_BYTES = 4 * 1024 * 1024;
/** The first data register of the flash controller, which has what the flash answered. */
const [MAGIC_REGISTER, SPI_W0] = [0x40001000, 0x3ff42080];
const SECTOR = 0x1000;
/** What comes compressed is unpacked into it, and it is written as a whole. */
const WINDOW_BYTES = 0x8000;
const CHECKSUM_SEED = 0xef;
const HEAD_BYTES = 8;
const DATA_AT = 16;
/** What the ROM answers to what it does not know looks like an answer to SYNC, and comes as often. */
const [SYNC_TIMES, SYNC_VALUE] = [8, 0x20120707];
/** Received message is invalid; failed to act on it; wrong checksum. */
const [INVALID, FAILED, BAD_CHECKSUM] = [5, 6, 7];

const OP = {
  flashBegin: 0x02,
  flashData: 0x03,
  flashEnd: 0x04,
  sync: 0x08,
  writeRegister: 0x09,
  readRegister: 0x0a,
  setParams: 0x0b,
  attach: 0x0d,
  baud: 0x0f,
  deflateBegin: 0x10,
  deflateData: 0x11,
  deflateEnd: 0x12,
  md5: 0x13,
};

const QUIETLY_DONE = [OP.writeRegister, OP.setParams, OP.attach, OP.baud];

interface Reply {
  value?: number;
  data?: Uint8Array;
  error?: number;
}

interface Upload {
  offset: number;
  pieces: Uint8Array[];
  blocks: number;
}

interface Chip {
  flash: Buffer;
  registers: Map<number, number>;
  upload: Upload | undefined;
  blocks: number;
  /** Keeps what was in it before. */
  window: Buffer;
}

/** Flash takes bits away only. */
function program({ flash }: Chip, bytes: Uint8Array, offset: number): void {
  bytes.subarray(0, flash.length - offset).forEach((byte, i) => {
    flash[offset + i] = (flash[offset + i] ?? 0) & byte;
  });
}

/** Seen with the ROM itself: behind the end of the last piece, too; a window more if that was just full. */
function programWindows(chip: Chip, bytes: Buffer, offset: number): void {
  for (let at = 0; at <= bytes.length; at += WINDOW_BYTES) {
    chip.window.set(bytes.subarray(at, at + WINDOW_BYTES));
    program(chip, chip.window, offset + at);
  }
}

function begin(chip: Chip, body: Buffer): Reply {
  const [size = 0, count = 0, , offset = 0] = [0, 4, 8, 12].map((at) => body.readUInt32LE(at));
  if (offset + size > chip.flash.length) return { error: FAILED };
  chip.flash.fill(0xff, offset, Math.ceil((offset + size) / SECTOR) * SECTOR);
  chip.upload = { offset, pieces: [], blocks: count };
  return {};
}

/** Flash is written when the last block is there, which is as good for who only looks at the end. */
function block(chip: Chip, body: Buffer, checksum: number, isDeflated: boolean): Reply {
  chip.blocks++;
  const { upload } = chip;
  const data = body.subarray(DATA_AT);
  if (!upload || data.length !== body.readUInt32LE(0)) return { error: INVALID };
  if (body.readUInt32LE(4) !== upload.pieces.length) return { error: INVALID };
  if (data.reduce((sum, byte) => sum ^ byte, CHECKSUM_SEED) !== checksum) return { error: BAD_CHECKSUM };
  upload.pieces.push(Uint8Array.from(data));
  if (upload.pieces.length < upload.blocks) return {};
  const all = Buffer.concat(upload.pieces);
  if (isDeflated) programWindows(chip, inflateSync(all), upload.offset);
  else program(chip, all, upload.offset);
  return {};
}

function md5(chip: Chip, body: Buffer): Reply {
  const [from, size] = [body.readUInt32LE(0), body.readUInt32LE(4)];
  const sum = createHash('md5').update(chip.flash.subarray(from, from + size));
  return { data: Buffer.from(sum.digest('hex'), 'latin1') };
}

function answer(chip: Chip, op: number, body: Buffer, checksum: number): Reply | undefined {
  if (op === OP.flashBegin || op === OP.deflateBegin) return begin(chip, body);
  if (op === OP.flashData || op === OP.deflateData) return block(chip, body, checksum, op === OP.deflateData);
  if (op === OP.readRegister) return { value: chip.registers.get(body.readUInt32LE(0)) ?? 0 };
  if (QUIETLY_DONE.includes(op)) return {};
  if (op === OP.md5) return md5(chip, body);
  return op === OP.sync ? {} : undefined;
}

function frameOf(op: number, { value = SYNC_VALUE, data = new Uint8Array(), error }: Reply): Uint8Array {
  const status = error === undefined ? [0, 0, 0, 0] : [1, error, 0, 0];
  const frame = Buffer.alloc(HEAD_BYTES + data.length + status.length);
  frame.set([1, op], 0);
  frame.writeUInt16LE(data.length + status.length, 2);
  frame.writeUInt32LE(value >>> 0, 4);
  frame.set([...data, ...status], HEAD_BYTES);
  return slip(frame);
}

/** `send` gets what the chip says; `onRun` is called when it leaves the loader. */
export function createRom(send: (bytes: Uint8Array) => void, onRun: () => void, options: RomOptions = {}): Rom {
  const { magic = ESP32_MAGIC, flashId = FLASH_4MB, flash = Buffer.alloc(FLASH_BYTES, 0xff) } = options;
  const registers = new Map([[MAGIC_REGISTER, magic] as const, [SPI_W0, flashId] as const]);
  const window = Buffer.alloc(WINDOW_BYTES);
  const chip: Chip = { flash, registers, upload: undefined, blocks: 0, window };
  const unslip = newUnslip();
  function take(frame: Uint8Array): void {
    const bytes = Buffer.from(frame);
    if (bytes.length < HEAD_BYTES || bytes[0] !== 0) return;
    const op = bytes[1] ?? 0;
    if (op === OP.flashEnd || op === OP.deflateEnd) {
      onRun();
      return;
    }
    const known = answer(chip, op, bytes.subarray(HEAD_BYTES), bytes.readUInt32LE(4));
    const said = known ? frameOf(op, known) : frameOf(OP.sync, { error: INVALID });
    for (let i = 0; i < (known && op !== OP.sync ? 1 : SYNC_TIMES); i++) send(said);
  }
  return {
    flash,
    blocks: () => chip.blocks,
    write(bytes) {
      for (const frame of unslip(bytes)) take(frame);
    },
  };
}
