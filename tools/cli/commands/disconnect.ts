// `wifiprov disconnect`: leaves the network until `connect` or a restart.

import { plain } from '../print.ts';
import type { Subcommand } from '../subcommand.ts';

export const disconnect: Subcommand = {
  doors: ['host', 'port'],
  examples: ['disconnect --port /dev/ttyUSB0'],
  notes: ['With --host, the connection may end, because it used that network.'],
  run: async (call) => {
    const state = await (await call.device()).leave();
    return { json: { ok: true, data: { state } }, text: plain(state) };
  },
};
