// `wifiprov scan`: the networks that the device sees.

import { plain, quoted } from '../print.ts';
import { signalShown, weakNote } from '../signal-text.ts';
import type { Subcommand } from '../subcommand.ts';
import { table } from '../table.ts';

export const scan: Subcommand = {
  doors: ['host', 'port'],
  examples: ['scan --host 192.168.1.50', 'scan --port /dev/ttyUSB0'],
  run: async (call) => {
    const data = await (await call.device()).scan();
    const rows = data.networks.map(({ rssi, channel, auth, ssid }) => [
      signalShown(rssi),
      channel,
      plain(auth),
      quoted(ssid),
    ]);
    const text = rows.length
      ? table(call.io, ['signal', 'channel', 'security', 'name'], rows) + weakNote(data.networks)
      : 'no networks found';
    return { json: { ok: true, data }, text };
  },
};
