// `wifiprov ports`: the serial ports of this machine.

import { driverHelp, type Port } from '../../client/ports.ts';
import { plain } from '../print.ts';
import type { Call, Subcommand } from '../subcommand.ts';
import { table } from '../table.ts';

function textOf(call: Call, ports: readonly Port[]): string {
  if (ports.length === 0) return `no serial port found. ${driverHelp()}`;
  const rows = ports.map(({ path, chip, isLikely }) => [
    plain(path),
    plain(chip ?? ''),
    isLikely ? 'maybe an ESP32' : '',
  ]);
  return table(call.io, ['port', 'USB chip', 'note'], rows);
}

export const ports: Subcommand = {
  doors: [],
  examples: ['ports', 'ports --json'],
  notes: [
    'A board has a USB chip: CP210x, CH340, FTDI or one of Espressif. Unplug the board and look again to be sure.',
  ],
  run: async (call) => {
    const { listPorts } = await import('../../client/ports.ts');
    const data = await listPorts();
    return { json: { ok: true, data: { ports: data } }, text: textOf(call, data) };
  },
};
