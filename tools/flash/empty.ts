// `wifiprov flash --espruino`: everything onto a board that has something else in its flash, or nothing.

import { progressBar } from '../cli/bar.ts';
import { liveLine } from '../cli/live.ts';
import type { Call } from '../cli/subcommand.ts';
import { beSure } from '../cli/sure.ts';
import type { Device, SetupCode, Status } from '../client/api.ts';
import { connect } from '../client/connect.ts';
import { deviceError, isDeviceError } from '../client/errors.ts';
import { REACH_MS } from '../client/node.ts';
import type { Part } from '../image/espruino.ts';
import { NVS_START } from '../image/nvs.ts';
import { partsOf, RECORDS } from '../image/parts.ts';
import { RAW_LENGTH, RAW_START } from '../sim/flash/image.ts';
import { createLine } from './line.ts';
import { untilReady } from './restart.ts';
import { type Found, openRom, type Rom } from './rom/loader.ts';
import { bytesOf, openWire, type Wire } from './rom/wire.ts';

/** Its QR codes take the chip half a minute. */
const ANSWER_MS = 90_000;
const [CODE_TRIES, CODE_PAUSE_MS] = [60, 1_000];

const [OTA_START, OTA_BYTES] = [0xc000, 0x2000];
const NVS_BYTES = 0x3000;

const erased = (name: string, offset: number, size: number): Part => ({
  name,
  offset,
  bytes: Buffer.alloc(size, 0xff),
});

export interface Installed extends Found {
  /** Bytes in flash, written now or before. */
  bytes: number;
  status: Status;
  setup: SetupCode;
}

/** In the order in which they are written: without the loader, which is last, a board that is half done does not start. */
async function partsFor(call: Call): Promise<Part[]> {
  const { espruino, buildDir, keepBle, keepSettings } = call.options;
  const parts = await partsOf({
    preload: {},
    keepBle: keepBle === true,
    espruino: String(espruino),
    ...(typeof buildDir === 'string' ? { buildDir } : {}),
  });
  const blank = keepSettings ? [] : [erased(RECORDS, RAW_START, RAW_LENGTH)];
  const nvs = parts.some(({ offset }) => offset === NVS_START) ? [] : [erased('nvs', NVS_START, NVS_BYTES)];
  // What another program has left there could make the loader start an empty partition.
  const all = [...parts, ...blank, ...nvs, erased('otadata', OTA_START, OTA_BYTES)];
  return all.sort((a, b) => b.offset - a.offset);
}

const HALF = [
  'The board has a part of it and does not start.',
  'Nothing is broken: plug it in and run the same command again, which goes on where it stopped.',
].join(' ');

/** What is on the board now, and how to go on. */
function explained(error: unknown, state: 'before' | 'half' | 'whole'): unknown {
  if (!isDeviceError(error) || error.kind === 'usage') return error;
  const now = {
    before: 'Nothing was changed on the board.',
    half: HALF,
    whole: 'Everything is on the board: plug it in again; `wifiprov status --port ...` tells how it is.',
  }[state];
  return deviceError(error.kind, error.code, `${error.message}. ${now}`.replace(/\.\. /, '. '));
}

interface Show {
  phase(text: string): void;
  at(done: number, total: number): void;
}

async function putAll(rom: Rom, parts: readonly Part[], show: Show): Promise<number> {
  const total = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
  show.phase(`writing ${total} bytes`);
  let done = 0;
  for (const part of parts) {
    await rom.put(part, (bytes) => show.at(done + bytes, total));
    done += part.bytes.length;
  }
  return total;
}

/** A new device makes its setup code some seconds after its start. */
async function codeOf(device: Device): Promise<SetupCode> {
  for (let i = 1; ; i++) {
    try {
      return await device.code();
    } catch (error) {
      if (!isDeviceError(error) || error.code !== 'busy' || i === CODE_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, CODE_PAUSE_MS));
    }
  }
}

async function lookAt(wire: Wire): Promise<Pick<Installed, 'status' | 'setup'>> {
  const device = await connect({ bytes: async () => bytesOf(wire), timeoutMs: ANSWER_MS });
  return { setup: await codeOf(device), status: await device.status() };
}

const question = (call: Call, { chip }: Found): string =>
  call.options['keepSettings']
    ? `This replaces what is on the board (${chip}), but not its settings.`
    : `This erases the board (${chip}): its program, its settings and its setup code.`;

async function install(call: Call, wire: Wire, parts: readonly Part[], show: Show): Promise<Installed> {
  let state: 'before' | 'half' | 'whole' = 'before';
  try {
    show.phase('looking for the chip');
    const rom = await openRom(wire, Number(call.options['baud']));
    await beSure(call, question(call, rom.found));
    state = 'half';
    const bytes = await putAll(rom, parts, show);
    state = 'whole';
    show.phase('starting it; the first start takes up to a minute');
    const line = createLine(bytesOf(wire));
    await rom.run();
    await untilReady(line);
    show.phase('asking for its setup code');
    return { ...rom.found, bytes, ...(await lookAt(wire)) };
  } catch (error) {
    throw explained(error, state);
  }
}

export async function flashEmpty(call: Call): Promise<Installed> {
  const parts = await partsFor(call);
  const wire = await openWire(String(call.options['port']), REACH_MS);
  const live = liveLine(call.io, call.isJson);
  const bar = progressBar(call.io, call.isJson);
  const phase = (text: string): void => {
    bar.end();
    live.show(`${text} ...`);
  };
  try {
    return await install(call, wire, parts, { phase, at: bar.at });
  } finally {
    bar.end();
    live.end();
    wire.close();
  }
}
