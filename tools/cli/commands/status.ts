// `wifiprov status`: what the device is doing.

import { plain } from '../print.ts';
import type { Subcommand } from '../subcommand.ts';
import { table } from '../table.ts';

export const status: Subcommand = {
  doors: ['host', 'port'],
  examples: ['status --host wifiprov-000110.local', 'status --host 192.168.4.1 --plain --json'],
  run: async (call) => {
    const data = await (await call.device()).status();
    const rows = Object.entries(data).map(([key, value]) => [key, plain(value)]);
    return { json: { ok: true, data }, text: table(['key', 'value'], rows) };
  },
};
