// `wifiprov close`: closes the setup window.

import type { Subcommand } from '../subcommand.ts';

export const closeWindow: Subcommand = {
  doors: ['host', 'port'],
  examples: ['close --host 192.168.1.50'],
  notes: ['A device without a network keeps the window open, and says so.'],
  run: async (call) => {
    await (await call.device()).closeWindow();
    return { json: { ok: true, data: { window: 'closed' } }, text: 'the setup window is closed' };
  },
};
