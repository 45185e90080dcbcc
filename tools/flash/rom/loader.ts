// The chip's ROM, by the library `esptool-js`: what the board is, and files into its flash. No program is loaded for it:
// the ROM of the ESP32 writes compressed data and tells checksums by itself.

import type { ESPLoader, FlashSizeValues } from 'esptool-js';
import { deviceError, isDeviceError } from '../../client/errors.ts';
import type { Part } from '../../image/espruino.ts';
import { BLOCK_BYTES, FLASH_BEGIN, put, words } from './put.ts';
import { webSerialOf } from './web-serial.ts';
import type { Wire } from './wire.ts';

const CHIP = 'ESP32';
const ROM_BAUD = 115_200;
const FLASH_BYTES_MIN = 4 * 1024 * 1024;
/** Each resets the board, and asks five times. */
const ATTEMPTS = 7;
/** Slow flash takes 40 s; a block that is sent again because its answer came late is refused. */
const MS_PER_MB = 200_000;
const [SPI_SET_PARAMS, SPI_ATTACH, CHANGE_BAUDRATE, FLASH_END] = [0x0b, 0x0d, 0x0f, 0x04];
const RESET_MS = 100;

const DOWNLOAD_MODE = [
  'the board does not start its loader: hold its BOOT button, press EN (or RESET) once, and run the command again.',
  'Is it the right port? `wifiprov ports` lists them.',
].join(' ');

/** Without one the library writes to the console. */
const SILENT = { clean() {}, write() {}, writeLine() {} };

export interface Found {
  chip: string;
  flashBytes: number;
}

export interface Rom {
  found: Found;
  /** Written and compared. `tell` gets the bytes of the part that are done. */
  put(part: Part, tell: (bytes: number) => void): Promise<void>;
  /** Into the program that is in flash now. */
  run(): Promise<void>;
}

const refused = (code: string, message: string): Error => deviceError('refused', code, message);

/** Whatever the library does, a cable that is gone ends it. */
function whileThere(wire: Wire): <T>(work: Promise<T>) => Promise<T> {
  const gone = new Promise<never>((_resolve, reject) => {
    wire.onClose(() => reject(deviceError('unreachable', 'closed', 'the serial line is gone')));
  });
  gone.catch(() => {});
  return (work) => {
    work.catch(() => {});
    return Promise.race([work, gone]);
  };
}

async function connect(loader: ESPLoader, hasSignals: boolean, attempts: number): Promise<void> {
  try {
    await loader.connect(hasSignals ? 'default_reset' : 'no_reset', attempts, true);
  } catch (error) {
    if (error instanceof Error && /Unexpected/.test(error.name))
      throw refused('not_supported', otherChip('another chip'));
    throw deviceError('unreachable', 'silent', DOWNLOAD_MODE);
  }
}

const otherChip = (name: string): string => `this is ${name}; wifiprov runs on the ${CHIP}`;

async function look(loader: ESPLoader): Promise<Found> {
  const chip = loader.chip.CHIP_NAME;
  if (chip !== CHIP) throw refused('not_supported', otherChip(`an ${chip}`));
  loader.FLASH_WRITE_SIZE = BLOCK_BYTES;
  loader.ERASE_WRITE_TIMEOUT_PER_MB = loader.ERASE_REGION_TIMEOUT_PER_MB = MS_PER_MB;
  await loader.checkCommand('attach flash', SPI_ATTACH, words(0, 0));
  const size = await loader.detectFlashSize();
  if (!size)
    throw refused(
      'no_flash',
      'the flash of the board does not answer: is something connected to its pins GPIO6 to GPIO11?',
    );
  const flashBytes = loader.flashSizeBytes(size as FlashSizeValues);
  if (flashBytes < FLASH_BYTES_MIN)
    throw refused('not_supported', `the flash of the board has ${size}; wifiprov needs 4MB`);
  await loader.checkCommand('set flash size', SPI_SET_PARAMS, words(0, flashBytes, 0x10000, 0x1000, 0x100, 0xffff));
  return { chip: `${CHIP}, flash ${size.replace('MB', ' MB')}`, flashBytes };
}

/** Faster than the ROM starts with. */
async function speedUp(loader: ESPLoader, wire: Wire, baud: number): Promise<void> {
  if (!wire.setBaud || baud === ROM_BAUD) return;
  await loader.checkCommand('change the speed', CHANGE_BAUDRATE, words(baud, 0));
  await wire.setBaud(baud);
}

async function run(loader: ESPLoader, wire: Wire): Promise<void> {
  await wire.setBaud?.(ROM_BAUD);
  if (!wire.setSignals) {
    // The ROM restarts and says nothing more.
    await loader.checkCommand('leave flash', FLASH_BEGIN, words(0, 0, BLOCK_BYTES, 0));
    await loader.command(FLASH_END, words(0), undefined, false);
    return;
  }
  await wire.setSignals({ dtr: false, rts: true });
  await new Promise((resolve) => setTimeout(resolve, RESET_MS));
  await wire.setSignals({ dtr: false, rts: false });
}

export async function openRom(wire: Wire, baud: number, attempts = ATTEMPTS): Promise<Rom> {
  const { ESPLoader, Transport } = await import('esptool-js');
  const there = whileThere(wire);
  const transport = new Transport(webSerialOf(wire) as never);
  transport.trace = () => {};
  const loader = new ESPLoader({ transport, baudrate: ROM_BAUD, terminal: SILENT });
  await there(connect(loader, wire.setSignals !== undefined, attempts));
  const found = await there(look(loader));
  await there(speedUp(loader, wire, baud));
  return {
    found,
    put: (part, tell) => there(put(loader, part, tell)).catch(asSentence),
    run: () => there(run(loader, wire)).catch(asSentence),
  };
}

function asSentence(error: unknown): never {
  if (isDeviceError(error)) throw error;
  throw deviceError('unreachable', 'noise', `the loader of the board stopped answering (${(error as Error).message})`);
}
