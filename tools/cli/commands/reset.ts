// `wifiprov reset`: forgets the settings.

import { Option } from 'commander';
import type { Subcommand } from '../subcommand.ts';

export const reset: Subcommand = {
  doors: ['host', 'port'],
  options: [new Option('--all', 'the setup code too: the device makes a new one')],
  examples: ['reset --port /dev/ttyUSB0', 'reset --all --port /dev/ttyUSB0'],
  run: async (call) => {
    const all = call.options['all'] === true;
    await (await call.device()).reset(all);
    const what = all ? 'the Wi-Fi settings and the setup code are' : 'the Wi-Fi settings are';
    return { json: { ok: true, data: { restarting: true } }, text: `${what} forgotten; the device restarts` };
  },
};
