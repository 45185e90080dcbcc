// `wifiprov reset`: forgets the settings.

import { Option } from 'commander';
import type { Subcommand } from '../subcommand.ts';
import { beSure, yesOption } from '../sure.ts';

const SETTINGS = 'The device forgets all Wi-Fi settings and restarts.';
const ALL = 'The device forgets all Wi-Fi settings and its setup code: a printed label is wrong from then on.';

export const reset: Subcommand = {
  doors: ['host', 'port'],
  options: [new Option('--all', 'the setup code too: the device makes a new one'), yesOption()],
  examples: ['reset --port /dev/ttyUSB0 --yes', 'reset --all --port /dev/ttyUSB0 --yes'],
  run: async (call) => {
    const all = call.options['all'] === true;
    await beSure(call, all ? ALL : SETTINGS);
    await (await call.device()).reset(all);
    const what = all ? 'the Wi-Fi settings and the setup code are' : 'the Wi-Fi settings are';
    return { json: { ok: true, data: { restarting: true } }, text: `${what} forgotten; the device restarts` };
  },
};
