// `wifiprov connect`: joins the stored network.

import { followOutcome } from '../outcome.ts';
import type { Subcommand } from '../subcommand.ts';

export const connect: Subcommand = {
  doors: ['host', 'port'],
  examples: ['connect --host 192.168.4.1', 'connect --port /dev/ttyUSB0'],
  run: (call) => followOutcome(call, (device, options) => device.join(options)),
};
