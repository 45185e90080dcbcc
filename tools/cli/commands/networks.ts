// `wifiprov networks`: the networks that the device knows.

import { quoted } from '../print.ts';
import type { Subcommand } from '../subcommand.ts';
import { table } from '../table.ts';

export const networks: Subcommand = {
  doors: ['host', 'port'],
  examples: ['networks --host 192.168.1.50', 'networks --port /dev/ttyUSB0'],
  notes: [
    'The device knows the last five networks that have worked. At a start, and when the link is lost, it joins the strongest of them that it hears.',
  ],
  run: async (call) => {
    const known = await (await call.device()).networks();
    const rows = known.map(({ ssid, in_use }) => [quoted(ssid), in_use ? 'yes' : '']);
    const text = rows.length ? table(call.io, ['name', 'in use'], rows) : 'no network is known';
    return { json: { ok: true, data: { networks: known } }, text };
  },
};
