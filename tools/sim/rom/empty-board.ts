// An empty board at a serial port behind TCP: the chip's loader has the line until its flash is filled.

import { writeFileSync } from 'node:fs';
import { FLASH_END, FLASH_START } from '../flash/image.ts';
import { openUartServer, type UartServer } from '../uart-tcp.ts';
import { createRom } from './rom.ts';

export interface Filled {
  uart: UartServer;
  /** From now on `take` gets what comes. */
  handOver(take: (bytes: Uint8Array) => void): void;
}

/** Resolves when the board is told to run; `flashFile` then has its flash. Null: the port is taken. */
export async function untilFilled(
  port: number,
  flashFile: string,
  say: (line: string) => void,
): Promise<Filled | null> {
  let onRun: () => void = () => {};
  const isFilled = new Promise<void>((resolve) => (onRun = resolve));
  const rom = createRom(
    (bytes) => uart?.write(bytes),
    () => onRun(),
  );
  let take = rom.write;
  const uart = await openUartServer(port, (bytes) => take(bytes));
  if (!uart) return null;
  say(`EMPTY ${JSON.stringify({ uart: uart.port })}`);
  say(`an empty board: wifiprov flash --port tcp:127.0.0.1:${uart.port} --espruino DOWNLOAD`);
  await isFilled;
  writeFileSync(flashFile, rom.flash.subarray(FLASH_START, FLASH_END));
  return { uart, handOver: (next) => (take = next) };
}
