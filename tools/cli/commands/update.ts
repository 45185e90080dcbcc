// `wifiprov update`: a new firmware over the network.

import { Argument, Option } from 'commander';
import type { Device, Status, Updated } from '../../client/api.ts';
import { readFirmwareFile } from '../../client/firmware-file.ts';
import { readBytes } from '../../fleet/file.ts';
import { progressBar } from '../bar.ts';
import { firmwarePath } from '../firmware-path.ts';
import { liveLine } from '../live.ts';
import { plain } from '../print.ts';
import type { Answer, Call, Subcommand } from '../subcommand.ts';
import { untilKept } from '../update.ts';

const CLOCK = {
  nowMs: () => Date.now(),
  wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
};

async function send(call: Call, device: Device, bytes: Uint8Array): Promise<Updated> {
  const bar = progressBar(call.io, call.isJson);
  const stop = new AbortController();
  call.io.onInterrupt(() => stop.abort());
  try {
    return await device.update(bytes, { signal: stop.signal, onProgress: ({ done, size }) => bar.at(done, size) });
  } finally {
    bar.end();
  }
}

async function wait(call: Call, device: Device, version: string, before: Status): Promise<void> {
  const live = liveLine(call.io, call.isJson);
  live.show('the device restarts ...');
  try {
    await untilKept(device, version, before, CLOCK, ({ firmware, update }) =>
      live.show(`${plain(firmware)} runs${update === 'trial' ? '; it is kept after a minute' : ''} ...`),
    );
  } finally {
    live.end();
  }
}

async function run(call: Call): Promise<Answer> {
  const bytes = readBytes(firmwarePath(call.args[0]));
  const { version } = readFirmwareFile(bytes);
  const device = await call.device();
  const before = await device.status();
  const { unchanged } = await send(call, device, bytes);
  const isWaiting = !unchanged && call.options['wait'] !== false;
  if (isWaiting) await wait(call, device, version, before);
  const data = { before: before.firmware, firmware: version, unchanged, kept: unchanged || isWaiting };
  const now = isWaiting ? 'and is kept' : 'and is kept when it has been up for a minute';
  const text = unchanged
    ? `the device runs ${version} already`
    : `updated from ${before.firmware}: ${version} runs ${now}`;
  return { json: { ok: true, data }, text: plain(text) };
}

export const update: Subcommand = {
  doors: ['host'],
  args: [new Argument('[file]', 'firmware file (firmware.bin); by default the one in this package')],
  options: [new Option('--no-wait', 'do not wait until the new firmware has been up for a minute')],
  examples: ['update --host wifiprov-000110.local', 'update --host 192.168.1.50 --no-wait --json'],
  notes: [
    'The setup code is needed, also while the setup window is open. The device goes on with what it does, and keeps its settings, its code and the data of your app. If the connection is lost, the update goes on where it was; you can also repeat the command.',
    'The firmware is checked before anything is written (product, least Espruino, size) and again when all of it is in flash (CRC-32). Then one bit makes it the next to be started. If it does not keep its doors open for a minute, in two starts, the device goes back to the old one by itself, and the command says so (exit status 1).',
    'A board that was flashed before updates existed has no room for them: connect it and run `wifiprov flash` once.',
  ],
  run,
};
