// `wifiprov forget`: the network goes, all other settings stay.

import { followOutcome } from '../outcome.ts';
import type { Subcommand } from '../subcommand.ts';
import { beSure, yesOption } from '../sure.ts';

export const forget: Subcommand = {
  doors: ['host', 'port'],
  options: [yesOption()],
  examples: ['forget --port /dev/ttyUSB0 --yes'],
  notes: [
    'The device forgets the name and the password of the network. Over --host it may leave the network by which you reach it: then its own access point, the UART or its buttons lead to it.',
  ],
  run: async (call) => {
    await beSure(call, 'The device forgets its Wi-Fi network and goes offline.');
    return followOutcome(call, (device, options) => device.provision({ STA: { SSID: '', PWD: '', auth: 1 } }, options));
  },
};
