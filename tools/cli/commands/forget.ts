// `wifiprov forget`: a network goes, all other settings stay.

import { Argument } from 'commander';
import { followOutcome } from '../outcome.ts';
import { plain, quoted } from '../print.ts';
import type { Answer, Call, Subcommand } from '../subcommand.ts';
import { beSure, yesOption } from '../sure.ts';

async function forgetOne(call: Call, ssid: string): Promise<Answer> {
  await beSure(call, `The device forgets the Wi-Fi network ${quoted(ssid)}.`);
  const state = await (await call.device()).forget(ssid);
  return { json: { ok: true, data: { state } }, text: `${quoted(ssid)} is forgotten; the device is ${plain(state)}` };
}

export const forget: Subcommand = {
  doors: ['host', 'port'],
  args: [new Argument('[ssid]', 'one of those that `networks` lists (default: the one of the settings)')],
  options: [yesOption()],
  examples: ['forget --port /dev/ttyUSB0 --yes', 'forget Home --port /dev/ttyUSB0 --yes'],
  notes: [
    'The device forgets the name and the password of the network. If it was in use, the device joins another that it knows, or goes offline. Over --host it may leave the network by which you reach it: then its own access point, the UART or its buttons lead to it.',
  ],
  run: async (call) => {
    const [ssid] = call.args as [string | undefined];
    if (ssid !== undefined) return forgetOne(call, ssid);
    await beSure(call, 'The device forgets the Wi-Fi network of its settings.');
    return followOutcome(call, (device, options) => device.provision({ STA: { SSID: '', PWD: '', auth: 1 } }, options));
  },
};
