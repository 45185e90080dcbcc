// An empty board at a serial port behind TCP: its ROM listens; once it is told to run, the simulator boots what is in flash.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Device, startDevice } from '../../tools/sim/harness.ts';
import { createRom, type Rom, type RomOptions } from '../../tools/sim/rom/rom.ts';
import { openUartServer } from '../../tools/sim/uart-tcp.ts';
import { files } from '../image/espruino-files.ts';

const SPEED = 20;
const [RAW_START, FLASH_END] = [0x310000, 0x400000];

export interface EmptyBoard {
  port: string;
  rom: Rom;
  folder: string;
  /** Pulls the cable after so many blocks. */
  cutAfter(blocks: number): void;
  /** The board that has been started, if it has. */
  device(): Device | undefined;
  stop(): Promise<void>;
}

/** The download for the ESP32, as far as anybody looks, unpacked in `folder`. */
export function writeDownload(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files())) writeFileSync(join(folder, name), bytes);
  return folder;
}

export async function startEmptyBoard(options: RomOptions = {}): Promise<EmptyBoard> {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-empty-'));
  let device: Device | undefined;
  let cutAt = Number.POSITIVE_INFINITY;
  const server = await openUartServer(0, (bytes) => {
    if (device) return device.uart.write(Buffer.from(bytes).toString('latin1'));
    rom.write(bytes);
    if (rom.blocks() < cutAt) return;
    cutAt = Number.POSITIVE_INFINITY;
    server?.drop();
  });
  if (!server) throw new Error('no free port');
  async function boot(): Promise<void> {
    const flashFile = join(folder, 'flash.bin');
    writeFileSync(flashFile, rom.flash.subarray(RAW_START, FLASH_END));
    device = await startDevice({ speed: SPEED, asFlashed: true, flashFile });
    device.uart.onData((bytes) => server?.write(Buffer.from(bytes, 'latin1')));
    server?.write(Buffer.from(device.uart.output(), 'latin1'));
  }
  const rom = createRom(
    (bytes) => server.write(bytes),
    () => void boot(),
    options,
  );
  return {
    port: `tcp:127.0.0.1:${server.port}`,
    rom,
    folder,
    cutAfter: (blocks) => (cutAt = rom.blocks() + blocks),
    device: () => device,
    async stop() {
      server.close();
      await device?.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
